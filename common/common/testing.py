"""Fixtures all members share; ``-p common.testing`` starts a real Postgres and Valkey first."""

import base64
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

_servers = ExitStack()
SERVICES = ("user_service", "ats_service", "agent_service", "notification_service")
#: The key that signs people's tokens in tests.
TOKEN_SEED = base64.b64encode(b"a seed for the tokens of tests.."[:32]).decode()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Start the servers and set the environment before Django reads its settings."""
    os.environ["TESTING"] = "1"
    os.environ.setdefault("TOKEN_KEY", TOKEN_SEED)
    if "BROKER_URL" not in os.environ:
        _start_servers()
    return (yield)


def _start_servers() -> None:
    from common.launch.servers import embedded

    folder = _servers.enter_context(tempfile.TemporaryDirectory(prefix="jobapplier-tests-"))
    os.environ["DATA_DIR"] = folder  # never that of a suite, which make exports
    os.environ.update(_servers.enter_context(embedded(Path(folder), SERVICES, durable=False)))


def pytest_unconfigure() -> None:
    """Stop the servers."""
    _servers.close()


@pytest.fixture
def user_id() -> UUID:
    """Return the id of the person the test is about."""
    return uuid4()


@pytest.fixture
def stranger_id() -> UUID:
    """Return the id of somebody else."""
    return uuid4()


def person_token(user_id: UUID, **claims: Any) -> str:
    """Return an access token as user_service issues them; ``claims`` replace its own."""
    import jwt
    from django.conf import settings

    from common.auth import keys

    key = keys.private_key(TOKEN_SEED)
    keys.keys_of_people().prime(key.public_key())
    now = int(time.time())
    body = {
        "sub": str(user_id),
        "iss": "user_service",
        "aud": list(settings.ORIGINS),
        "iat": now,
        "exp": now + 600,
        "auth_time": time.time(),
        "token_type": "access",
        "jti": secrets.token_hex(8),
        **claims,
    }
    headers = {"kid": keys.key_id(key.public_key())}
    return jwt.encode(body, key, algorithm="EdDSA", headers=headers)


@pytest.fixture
def client_of() -> Callable[[UUID], Any]:
    """Return a maker of API clients that speak for a person."""
    from rest_framework.test import APIClient

    def make(user_id: UUID, **claims: Any) -> Any:
        client = APIClient(raise_request_exception=False)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {person_token(user_id, **claims)}")
        return client

    return make


@pytest.fixture
def api(client_of: Callable[[UUID], Any], user_id: UUID) -> Any:
    """Return an API client of the person the test is about."""
    return client_of(user_id)


@pytest.fixture
def anonymous() -> Any:
    """Return an API client without a token."""
    from rest_framework.test import APIClient

    return APIClient(raise_request_exception=False)


@pytest.fixture
def service_api(user_id: UUID) -> Callable[..., Any]:
    """Return a maker of clients that are another service, on behalf of the test's person."""
    from django.conf import settings
    from rest_framework.test import APIClient

    from common.auth import keys, tokens

    def make(service: str, *, on_behalf_of: UUID | None = user_id) -> Any:
        public = keys.private_key(settings.SERVICE_KEY).public_key()
        keys.keys_of_service(service).prime(public)
        own, settings.SERVICE = settings.SERVICE, service
        try:
            token = tokens.for_service(own, on_behalf_of=on_behalf_of)
        finally:
            settings.SERVICE = own
        client = APIClient(raise_request_exception=False)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return client

    return make


@pytest.fixture(autouse=True)
def _fresh_counters(request: pytest.FixtureRequest) -> None:
    """Forget throttle counters and revocations between tests."""
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        from django.core.cache import cache

        cache.clear()
