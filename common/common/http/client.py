"""The client for every call to a server that is not ours.

Each call has one deadline for look-ups, redirects, retries and body together, opens its own
connections through :class:`common.http.guard.Guard`, keeps no cookies, sends no credentials,
and reads no proxy settings from the environment. Redirects are judged like the first address;
one that leads from https to http is refused, since whoever sits in between could swap the page.
"""

import random
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin

import httpcore2
import httpx2

from common.http.connection import Backend, Budget
from common.http.errors import (
    Blocked,
    OutboundError,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    UnexpectedContent,
    Unreachable,
    Untrusted,
)
from common.http.guard import Guard, Resolver
from common.http.response import Response
from common.http.urls import Target

USER_AGENT = "JobApplierAgent/1.0"
REDIRECTS = (301, 302, 303, 307, 308)
#: Statuses after which the same GET may succeed.
TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
#: Honest pages shrink four- to tenfold; up to this many bytes nobody minds more.
RATIO_FREE = 256 * 1024
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one call; sizes in bytes, times in seconds."""

    size: int = 10_000_000  # unpacked
    ratio: int = 100  # unpacked to sent
    header: int = 256 * 1024  # of all answers before the body
    total: float = 20.0
    connect: float = 5.0
    read: float = 10.0  # between two pieces
    redirects: int = 5
    attempts: int = 3


class Client:
    """Calls servers in the public internet, and those that the operator admits.

    Args:
        allowed_hosts: see :class:`common.http.guard.Guard`; None reads OPERATOR_ALLOWED_HOSTS.
        resolver: gives the addresses of a host; the system's by default.
        limits: bounds of each call.
        sleep: waits between attempts; tests pass their own.
    """

    def __init__(
        self,
        allowed_hosts: Iterable[str] | None = None,
        resolver: Resolver | None = None,
        limits: Limits = Limits(),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Read the rules; no connection is opened."""
        self.guard = Guard(allowed_hosts, resolver)
        self._limits, self._sleep = limits, sleep

    def get(
        self,
        url: str,
        *,
        accept: tuple[str, ...] = ("*/*",),
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return what is at an address, after at most five redirects and three attempts.

        Args:
            url: a complete http or https address.
            accept: media types that are read; an error answer may have any type.
            headers: more of them; they go to the first origin only.

        Raises:
            OutboundError: one of its kinds; ``permanent`` says whether a retry makes sense.
        """
        budget = Budget(self._limits.total)
        asked = {"accept": ", ".join(accept), **(headers or {})}
        for attempt in range(1, self._limits.attempts + 1):
            last = attempt == self._limits.attempts
            try:
                answer = self._follow(url, asked, budget)
            except Unreachable:
                if last or not self._pause(attempt, None, budget):
                    raise
                continue
            wait = answer.headers.get("retry-after")
            if answer.status in TRY_AGAIN and not last and self._pause(attempt, wait, budget):
                continue
            break
        if answer.ok:
            answer.check_kind(accept)
        return answer

    def post(
        self, url: str, *, content: bytes, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Return the answer to one POST; it is neither repeated nor redirected.

        Raises:
            OutboundError: one of its kinds; ``permanent`` says whether a retry makes sense.
        """
        target = self.guard.check_url(url)
        return self._exchange("POST", target, headers or {}, Budget(self._limits.total), content)

    def _pause(self, attempt: int, retry_after: str | None, budget: Budget) -> bool:
        """Wait before the next attempt; False when the deadline would pass meanwhile."""
        seconds = random.uniform(0.5, 1.0) * 0.4 * 2**attempt  # spreads those who failed together
        if retry_after and retry_after.isdecimal():
            seconds = max(seconds, float(retry_after[:6]))
        if seconds >= budget.left():
            return False
        self._sleep(seconds)
        return True

    def _follow(self, url: str, headers: Mapping[str, str], budget: Budget) -> Response:
        """Return the first answer that is no redirect."""
        target = self.guard.check_url(url)
        for _ in range(self._limits.redirects + 1):
            answer = self._exchange("GET", target, headers, budget)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            following = self._next(target, answer.headers["location"])
            if following.origin != target.origin:
                headers = {"accept": headers["accept"]}
            target = following
        raise TooManyRedirects("Open the address in a browser and copy the one you end up at.")

    def _next(self, target: Target, location: str) -> Target:
        """Return where a redirect leads."""
        try:
            joined = urljoin(target.url, location.strip().replace(" ", "%20"))
        except ValueError:
            raise UnexpectedContent("The site redirects to what is no address.") from None
        following = self.guard.check_url(joined)
        if (target.scheme, following.scheme) == ("https", "http"):
            raise Blocked("The site redirects from https to http, which anybody could read.")
        return following

    def _exchange(
        self,
        method: str,
        target: Target,
        headers: Mapping[str, str],
        budget: Budget,
        content: bytes | None = None,
    ) -> Response:
        """Send one request and read its answer within the limits."""
        budget.allow(self._limits.header)
        limits = self._limits
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read}
        try:
            with (
                httpcore2.ConnectionPool(
                    ssl_context=_trust(), network_backend=Backend(self.guard, budget)
                ) as pool,
                pool.stream(
                    method,
                    _core_url(target),
                    headers=_headers(target, headers),
                    content=content,
                    extensions={"timeout": timeout},
                ) as answer,
            ):
                budget.allow(limits.size + limits.header)
                return self._read(answer, target)
        except httpcore2.TimeoutException:
            raise TooSlow(f"{target.host} took too long to answer. Try again later.") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise _broken(target, error) from error

    def _read(self, answer: httpcore2.Response, target: Target) -> Response:
        """Return the whole answer, unpacked."""
        fields = httpx2.Headers(answer.headers)
        declared = fields.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._limits.size:
            raise self._too_large()
        pieces, size = [], 0
        for piece, sent in _unpack(answer.iter_stream(), fields.get("content-encoding", "")):
            size += len(piece)
            if size > self._limits.size:
                raise self._too_large()
            if size > RATIO_FREE and size > self._limits.ratio * sent:
                raise self._too_large()
            pieces.append(piece)
        return Response(answer.status, target.url, dict(fields.items()), b"".join(pieces))

    def _too_large(self) -> TooLarge:
        return TooLarge(f"The answer is larger than {self._limits.size:,} bytes.")


def _unpack(stream: Iterable[bytes], coding: str) -> Iterator[tuple[bytes, int]]:
    """Yield the unpacked body in small pieces, each with the number of bytes received so far."""
    coding = coding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise UnexpectedContent(
            f"The site packs its answer in a way nobody asked for: {coding!r}."
        )
    packed = coding not in ("", "identity")
    unpacker, sent = (zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None), 0
    for piece in stream:
        sent += len(piece)
        if unpacker is None:
            yield piece, sent
            continue
        try:
            if sent == len(piece) and coding == "deflate" and piece[:1] != b"\x78":
                unpacker = zlib.decompressobj(
                    -zlib.MAX_WBITS
                )  # some servers leave the wrapper out
            while piece:
                yield unpacker.decompress(piece, _PIECE), sent
                piece = unpacker.unconsumed_tail
        except zlib.error:
            raise UnexpectedContent("The packed answer of the site is broken.") from None


def _core_url(target: Target) -> httpcore2.URL:
    """Return the URL for the connection: the parts that were judged, not read a second time."""
    return httpcore2.URL(
        scheme=target.scheme.encode(),
        host=target.host.encode(),
        port=target.port,
        target=target.path,
    )


def _headers(target: Target, more: Mapping[str, str]) -> list[tuple[str, str]]:
    own = {
        "host": target.origin.partition("://")[2],
        "user-agent": USER_AGENT,
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }
    return list({**own, **{name.lower(): value for name, value in more.items()}}.items())


def _broken(target: Target, error: Exception) -> OutboundError:
    """Return the error of a connection that could not be made or kept."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Untrusted(
                f"The certificate of {target.host} is not valid: the page may be false."
            )
        cause = cause.__cause__ or cause.__context__
    return Unreachable(f"The connection to {target.host} broke. Try again later.")


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates that are trusted: the system's, or those of SSL_CERT_FILE."""
    return httpx2.create_ssl_context()
