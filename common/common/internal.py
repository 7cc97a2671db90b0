"""Calls between services: fixed origins, own short-lived token, on behalf of one person."""

from functools import cache
from typing import Any, ClassVar
from uuid import UUID

import httpx2
from django.conf import settings

from common.auth import tokens
from common.errors import ServiceError
from common.observability import HEADER, current_request_id

_TIMEOUT = httpx2.Timeout(15, connect=2)


class PeerAway(ServiceError):
    """A service of the suite does not answer; trying later may help."""

    status: ClassVar[int] = 503
    code: ClassVar[str] = "peer-away"
    title: ClassVar[str] = "A part of the suite does not answer"
    permanent = False


class PeerRefused(ServiceError):
    """A service of the suite refused the call; trying again will not help."""

    status: ClassVar[int] = 502
    code: ClassVar[str] = "peer-refused"
    title: ClassVar[str] = "A part of the suite refused"


@cache
def _client() -> httpx2.Client:
    return httpx2.Client(timeout=_TIMEOUT, trust_env=False, follow_redirects=False)


def call(
    service: str,
    path: str,
    *,
    on_behalf_of: UUID | None,
    method: str = "GET",
    json: Any = None,
) -> httpx2.Response:
    """Return the answer of ``service`` to an internal call.

    Args:
        service: a service of the suite.
        path: below ``/internal/`` and starting with a slash.
        on_behalf_of: the person whose data is asked for; the callee checks that it is theirs.
        method: an HTTP method.
        json: the body, where there is one.

    Raises:
        PeerAway: no answer, or one that says "later" (429 and every 5xx).
        PeerRefused: an answer that will not change (every other 4xx).
    """
    headers = {
        "Authorization": f"Bearer {tokens.for_service(service, on_behalf_of=on_behalf_of)}",
        HEADER: current_request_id(),
    }
    try:
        url = f"{settings.ORIGINS[service]}/internal{path}"
        answer = _client().request(method, url, headers=headers, json=json)
    except httpx2.HTTPError as error:
        raise PeerAway(f"{service} does not answer; it is asked again.") from error
    if answer.status_code == 429 or answer.status_code >= 500:
        raise PeerAway(f"{service} answered {answer.status_code}; it is asked again.")
    if answer.status_code >= 400:
        raise PeerRefused(f"{service} answered {answer.status_code} to {path}.")
    return answer
