"""Calls to servers that are not ours: a guarded client, and a filtering proxy for all others.

>>> page = Client().get("https://example.com/jobs/1", accept=("text/html",))  # doctest: +SKIP
"""

from common.http.client import Client, Limits
from common.http.errors import (
    BadStatus,
    BadUrl,
    Blocked,
    OutboundError,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    UnexpectedContent,
    Unreachable,
    Untrusted,
)
from common.http.guard import Guard, operator_allowed_hosts
from common.http.proxy import FilteringProxy
from common.http.response import Response

__all__ = [
    "BadStatus",
    "BadUrl",
    "Blocked",
    "Client",
    "FilteringProxy",
    "Guard",
    "Limits",
    "OutboundError",
    "Response",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "UnexpectedContent",
    "Unreachable",
    "Untrusted",
    "check_url",
    "operator_allowed_hosts",
]


def check_url(url: str) -> str:
    """Return the normal form of a URL that may be called, for checks at the edge.

    It looks nothing up, so it never waits: a name that leads inside is refused when it is
    called, by the same guard.

    Raises:
        Blocked: the address may not be called; BadUrl when it is none.
    """
    return Guard().check_url(url).url
