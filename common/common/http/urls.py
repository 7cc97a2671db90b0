"""Takes URLs apart in one way only, and refuses those that two readers could read differently."""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

import httpx2
import idna

from common.http.errors import BadUrl, Blocked

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4096
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
#: A host that ends in one of these is read as an IPv4 address by browsers and resolvers.
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
#: Full stops of other scripts, which browsers read as dots.
_STOPS = "\u3002\uff0e\uff61"


@dataclass(frozen=True)
class Target:
    """A checked URL, taken apart in the one way that the connection will use."""

    scheme: str
    host: str  # ASCII, lower case; an IPv6 address without brackets
    port: int
    path: bytes  # with the query, percent-encoded

    @property
    def origin(self) -> str:
        """Return scheme, host and port; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """Return the normal form of the URL, without its fragment."""
        return self.origin + self.path.decode("ascii")


def parse(url: str) -> Target:
    """Return the parts of a complete http or https URL; where it leads is not judged here.

    Raises:
        BadUrl: it is no complete URL, or one that readers disagree about.
        Blocked: its scheme is never called.
    """
    parts = _split(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise Blocked(f"Only http and https addresses can be used, not {parts.scheme!r}.")
    host, port = _host_and_port(parts)
    try:
        path = httpx2.URL(urlunsplit(("http", "host", parts.path, parts.query, ""))).raw_path
    except (httpx2.InvalidURL, UnicodeError):
        raise unusable() from None
    return Target(parts.scheme, normal_host(host), port, path)


def normal_host(host: str) -> str:
    """Return a host in the one spelling that is judged, resolved and sent.

    Names of other scripts get their ASCII form (UTS 46). Wide and circled letters, and numbers
    that resolvers read as an address (``127.1``, ``0x7f.1``, ``2130706433``), are refused: no
    honest link is written so.

    Raises:
        BadUrl: it is neither a host name nor an address in its usual form.
    """
    host = host.lower()
    if ":" in host:
        return _ipv6(host)
    host = (host if host.isascii() else _ascii(host)).removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise unusable()
    if _NUMBER.fullmatch(labels[-1]) and not is_address(host):
        raise BadUrl("Write the address with the name of the site, not with bare numbers.")
    return host


def _ascii(host: str) -> str:
    """Return the ASCII form of a name of another script."""
    hides_ascii = any(
        unicodedata.normalize("NFKC", letter).isascii() for letter in host if not letter.isascii()
    )
    if hides_ascii or any(stop in host for stop in _STOPS):
        raise unusable()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise unusable() from None


def _split(url: str) -> SplitResult:
    """Return the parts of a URL in which no two readers can see different hosts."""
    if not url or len(url) > LONGEST_URL or _UNSAFE.search(url):
        raise unusable()
    try:
        parts = urlsplit(url)
    except ValueError:
        raise unusable() from None
    if not parts.scheme:
        raise unusable()
    return parts


def _host_and_port(parts: SplitResult) -> tuple[str, int]:
    if "@" in parts.netloc:
        raise BadUrl("Remove the user name and password from the address.")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        raise unusable() from None
    if not host or port == 0:
        raise unusable()
    return host, DEFAULT_PORTS[parts.scheme] if port is None else port


def _ipv6(host: str) -> str:
    """Return an IPv6 address in its short form; a zone would name a network card of ours."""
    try:
        address = IPv6Address(host)
    except ValueError:
        raise unusable() from None
    if address.scope_id is not None:
        raise unusable()
    return str(address)


def is_address(host: str) -> bool:
    """Return whether a host is an address in its usual form."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def unusable() -> BadUrl:
    """Return the error of a text that is no URL."""
    return BadUrl("Copy the whole address from the browser; it starts with https://.")
