"""Decides where an outbound call may go: once on the text of the URL, again at connect.

The name is resolved once and the connection goes to the very address that was judged, so an
answer that changes between the two (DNS rebinding) cannot matter. Everything that leaves this
machine on behalf of a stranger's text passes here: the client and the filtering proxy.
"""

import os
import re
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, SimpleQueue

from common.http.addresses import is_public
from common.http.errors import BadUrl, Blocked, TooSlow, Unreachable
from common.http.urls import DEFAULT_PORTS, Target, is_address, normal_host, parse, unusable

#: Gives the addresses of a host; the second argument is the port.
Resolver = Callable[[str, int], Sequence[str]]

#: How many addresses of one host are tried.
TRIED_ADDRESSES = 4
#: An entry of the operator's list: name, name:port, [address] or [address]:port.
_ENTRY = re.compile(r"(\[(?P<address>[^\]]+)\]|(?P<host>[^:\[\]]+))(:(?P<port>\d{1,5}))?")
#: Names that only mean something inside a machine or network (RFC 6761, 6762, 8375 and habit).
_INSIDE = ("localhost", "localdomain", "local", "internal", "svc", "home.arpa", "lan", "onion")


class Guard:
    """The rules of one caller.

    Args:
        allowed_hosts: ``host`` or ``host:port`` that may be called although it lies in a LAN or
            on this machine; a bare host opens ports 80 and 443. The name must be written as in
            the URL: ``localhost`` does not admit ``127.0.0.1``. None reads
            ``OPERATOR_ALLOWED_HOSTS``.
        resolver: gives the addresses of a host; the system's by default.
    """

    def __init__(
        self, allowed_hosts: Iterable[str] | None = None, resolver: Resolver | None = None
    ) -> None:
        """Read the list of allowed hosts."""
        hosts = operator_allowed_hosts() if allowed_hosts is None else allowed_hosts
        self._allowed = {_allowed_host(entry) for entry in hosts}
        self._resolve = resolver or system_resolver

    def is_allowed_inside(self, host: str, port: int) -> bool:
        """Return whether the operator admits this host, wherever it lies."""
        return (host, port) in self._allowed or (
            (host, None) in self._allowed and port in DEFAULT_PORTS.values()
        )

    def check_url(self, url: str) -> Target:
        """Return the parts of a URL that may be called, judged by its text alone.

        Raises:
            BadUrl: it is no complete URL.
            Blocked: its scheme, port, name or address is never called.
        """
        target = parse(url)
        self.check(target.host, target.port)
        return target

    def check(self, host: str, port: int) -> str:
        """Return the normal form of a host that may be called on this port, before any look-up.

        Raises:
            BadUrl: the host is no host name and no address.
            Blocked: the port, the name or the address is never called.
        """
        host = normal_host(host)
        if self.is_allowed_inside(host, port):
            return host
        if port not in DEFAULT_PORTS.values():
            raise Blocked(f"Port {port} is not called; only 80 and 443 are.")
        if is_address(host):
            if not is_public(host):
                raise _inside(host)
        elif "." not in host or host.endswith(tuple(f".{name}" for name in _INSIDE)):
            raise _inside(host)
        return host

    def addresses(self, host: str, port: int, *, timeout: float) -> list[str]:
        """Return the addresses to connect to; every one that the host has must be public.

        Raises:
            Blocked: the host may not be called, or one of its addresses may not.
            Unreachable: the host has no address.
            TooSlow: the look-up took longer than ``timeout`` seconds.
        """
        host = self.check(host, port)
        if is_address(host):
            return [host]
        found = list(dict.fromkeys(self._look_up(host, port, timeout)))
        if not found:
            raise Unreachable(f"There is no server called {host}. Check the address.")
        if not self.is_allowed_inside(host, port) and not all(map(is_public, found)):
            raise _inside(host)
        return found[:TRIED_ADDRESSES]

    def _look_up(self, host: str, port: int, timeout: float) -> Sequence[str]:
        """Ask the resolver in a thread of its own, because the system's knows no deadline."""
        answer: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self._resolve(host, port))
            except Exception as error:  # handed to the caller below
                answer.put(error)

        threading.Thread(target=ask, name=f"resolve-{host[:40]}", daemon=True).start()
        try:
            found = answer.get(timeout=max(timeout, 0))
        except Empty:
            raise TooSlow(f"Looking up {host} took too long. Try again later.") from None
        if isinstance(found, Exception):
            raise Unreachable(f"There is no server called {host}. Check the address.") from found
        return found


def operator_allowed_hosts() -> list[str]:
    """Return the hosts that the operator admits, from settings or else the environment."""
    from django.conf import settings

    if settings.configured or "DJANGO_SETTINGS_MODULE" in os.environ:
        return list(getattr(settings, "OPERATOR_ALLOWED_HOSTS", []))
    listed = os.environ.get("OPERATOR_ALLOWED_HOSTS", "").split(",")
    return [entry.strip() for entry in listed if entry.strip()]


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _allowed_host(entry: str) -> tuple[str, int | None]:
    """Return host and port of one entry of the operator's list."""
    match = _ENTRY.fullmatch(entry.strip())
    try:
        if match is None:
            raise unusable()
        host = normal_host(match["address"] or match["host"])
    except BadUrl:
        raise ValueError(f"OPERATOR_ALLOWED_HOSTS: {entry!r} is not host or host:port") from None
    return host, int(match["port"]) if match["port"] else None


def _inside(host: str) -> Blocked:
    return Blocked(
        f"{host} lies inside this machine or network. Whoever runs this installation can admit"
        " it in OPERATOR_ALLOWED_HOSTS."
    )
