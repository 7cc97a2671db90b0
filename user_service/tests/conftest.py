from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core import mail as outbox
from django.utils import timezone
from rest_framework.test import APIClient
from uuid_utils.compat import uuid7

from common.events import Envelope, Event
from common.outbox import actions as receiving
from user_service.accounts.actions import delivery
from user_service.accounts.models import Mail, User

PASSWORD = "seven grey herons"
BASE = "/api/v1/users"


class QuickArgon2(Argon2PasswordHasher):
    """The real algorithm with little work."""

    time_cost, memory_cost, parallelism = 1, 1024, 1


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little work; the hashers are remembered, so what remembers them is replaced."""
    quick = QuickArgon2()
    monkeypatch.setattr(hashers, "get_hashers", lambda: [quick])
    monkeypatch.setattr(hashers, "get_hashers_by_algorithm", lambda: {quick.algorithm: quick})


@pytest.fixture
def password_hash() -> str:
    return make_password(PASSWORD)


@pytest.fixture
def make_user(db: None, password_hash: str) -> Callable[..., User]:
    def make(email: str = "ada@example.org", **fields: Any) -> User:
        given = {"email_verified_at": timezone.now(), "password": password_hash, **fields}
        return User.objects.create(email=email, **given)

    return make


@pytest.fixture
def person(make_user: Callable[..., User], user_id: UUID) -> User:
    """The person that ``api`` speaks for."""
    return make_user(id=user_id, name="Ada")


@pytest.fixture
def code_in_mail(settings: Any) -> Callable[[str], str]:
    """Send what waits and return the code of the newest mail to an address."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def read(address: str) -> str:
        delivery.send_due(at=timezone.now() + timedelta(seconds=1))
        letters = [letter for letter in outbox.outbox if letter.to == [address]]
        lines = [line.strip() for line in str(letters[-1].body).splitlines()]
        return next(line for line in lines if line.count("-") == 4 and line.isupper())

    return read


@pytest.fixture
def kinds_of_mail() -> Callable[[], list[tuple[str, str]]]:
    """Send what waits and return what was sent, in order."""

    def read() -> list[tuple[str, str]]:
        delivery.send_due(at=timezone.now() + timedelta(seconds=1))
        return list(Mail.objects.order_by("id").values_list("kind", "to"))

    return read


@pytest.fixture
def signed_in(anonymous: APIClient, person: User) -> dict[str, Any]:
    """The tokens of a sign-in of ``person``."""
    body = {"email": person.email, "password": PASSWORD}
    answer = anonymous.post(f"{BASE}/tokens/", body)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def hear() -> Callable[..., None]:
    """Receive an event as if another service had sent it."""

    def receive(event: Event, user_id: UUID | None) -> None:
        envelope = Envelope(
            id=uuid7(),
            name=event.name,
            occurred_at=timezone.now(),
            user_id=user_id,
            subject_id=uuid7(),
            payload=event.model_dump(mode="json"),
        )
        assert receiving.receive(envelope)

    return receive


@pytest.fixture
def bearer() -> Callable[[str], APIClient]:
    def make(token: str) -> APIClient:
        client = APIClient(raise_request_exception=False)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return client

    return make
