"""Connections that go only where the guard allows, stop at a deadline and count what arrives."""

import logging
import ssl
from collections.abc import Iterable
from time import monotonic
from typing import Any

import httpcore2

from common.http.errors import TooLarge, TooSlow, Unreachable
from common.http.guard import Guard

log = logging.getLogger(__name__)


class Budget:
    """What is left of one call: seconds until its deadline, and bytes it may still receive."""

    def __init__(self, seconds: float) -> None:
        """Start the clock."""
        self._deadline = monotonic() + seconds
        self._bytes = 0

    def left(self) -> float:
        """Return the seconds until the deadline; negative when it has passed."""
        return self._deadline - monotonic()

    def allow(self, size: int) -> None:
        """Set how many bytes may arrive from now on, packed, headers included."""
        self._bytes = size

    def within(self, timeout: float | None) -> float:
        """Return a timeout in seconds that ends no later than the deadline.

        Raises:
            TooSlow: the deadline has passed.
        """
        left = self.left()
        if left <= 0:
            raise TooSlow("The answer took too long in all. Try again later.")
        return left if timeout is None else min(timeout, left)

    def count(self, size: int) -> None:
        """Take received bytes off.

        Raises:
            TooLarge: more arrived than may.
        """
        self._bytes -= size
        if self._bytes < 0:
            raise TooLarge("The site sends more than can be read.")


class Backend(httpcore2.SyncBackend):
    """Opens the connections of one call."""

    def __init__(self, guard: Guard, budget: Budget) -> None:
        """Keep the rules."""
        self._guard, self._budget = guard, budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address of the host that answers.

        Raises:
            OutboundError: the guard refuses, nobody answers, or the deadline has passed.
        """
        addresses = self._guard.addresses(host, port, timeout=self._budget.within(timeout))
        for address in addresses:
            try:
                stream = super().connect_tcp(address, port, self._budget.within(timeout))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                log.info("no connection to %s: %s", host, error)
            else:
                return Stream(stream, self._budget)
        raise Unreachable(f"{host} does not answer. Try again later.")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Refuse: no URL leads to a file."""
        raise NotImplementedError("outbound calls never use a Unix socket")


class Stream(httpcore2.NetworkStream):
    """One connection within the budget of its call."""

    def __init__(self, inner: httpcore2.NetworkStream, budget: Budget) -> None:
        """Wrap an open connection."""
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes, and count them."""
        data = self._inner.read(max_bytes, self._budget.within(timeout))
        self._budget.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, self._budget.within(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Return the same connection, encrypted; the name in the certificate is the URL's."""
        timeout = self._budget.within(timeout)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._budget)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows about itself."""
        return self._inner.get_extra_info(info)
