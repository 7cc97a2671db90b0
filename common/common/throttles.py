"""Limits on how often one may call, counted over all processes in the shared cache."""

import logging
import time
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from common.caching import AWAY

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView

log = logging.getLogger(__name__)


class CounterThrottle(BaseThrottle):
    """A fixed window with one shared counter; where the cache is away nobody is held up."""

    scope: ClassVar[str]
    _wait: float | None = None

    def ident(self, request: Request, view: "APIView") -> str | None:
        """Return whom the counter is for; None to count nothing."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count the call and return whether it is within the rate."""
        if (who := self.ident(request, view)) is None:
            return True
        limit, seconds = _parsed(settings.THROTTLE_RATES[self.scope])
        window, into = divmod(time.time(), seconds)
        self._wait = seconds - into
        return _count(f"throttle:{self.scope}:{who}:{int(window)}", seconds) <= limit

    def wait(self) -> float | None:
        """Return the seconds until the next window."""
        return self._wait


def _parsed(rate: str) -> tuple[int, int]:
    """Return calls and seconds of a rate such as ``60/min``."""
    limit, seconds = SimpleRateThrottle.parse_rate(None, rate)  # type: ignore[arg-type]
    return limit or 0, seconds or 1


def _count(key: str, seconds: int) -> int:
    """Add one to the counter and return it; 0 where the cache is away."""
    try:
        cache.add(key, 0, seconds + 1)
        return int(cache.incr(key))
    except (*AWAY, ValueError) as error:
        log.warning("the cache is away, a call was not counted: %s", error)
        return 0


class Everyone(CounterThrottle):
    """Calls without a token, per address."""

    scope = "anonymous"

    def ident(self, request: Request, view: "APIView") -> str | None:
        """Return the address of an unknown caller."""
        return None if request.user else self.get_ident(request)


class Writes(CounterThrottle):
    """Calls that change something, per person."""

    scope = "writes"

    def ident(self, request: Request, view: "APIView") -> str | None:
        """Return the person's id unless they only read."""
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user:
            return None
        return str(request.user.id)
