"""Where a request comes from, for the audit."""

from dataclasses import dataclass
from ipaddress import ip_address

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from common.text import clean


@dataclass(frozen=True, slots=True)
class Caller:
    """The network address and program behind a request."""

    address: str | None = None
    agent: str = ""


def caller_of(request: Request) -> Caller:
    """Return who calls, as far as that can be known."""
    agent = clean(request.headers.get("User-Agent", ""))[:200]
    return Caller(_address(BaseThrottle().get_ident(request)), agent)


def _address(text: str | None) -> str | None:
    try:
        return str(ip_address((text or "").strip()))
    except ValueError:
        return None
