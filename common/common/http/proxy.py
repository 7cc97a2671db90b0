"""A forward proxy on this machine that lets nothing through to the inside.

The browser and third-party libraries resolve names and follow links by themselves; pointed at
this proxy, they reach only what :class:`common.http.guard.Guard` allows. HTTP requests come in
absolute form, everything else (https, web sockets) through CONNECT. It runs in a thread of its
own: ``with FilteringProxy() as proxy: launch_browser(proxy.url)``. Chromium needs
``--proxy-bypass-list=<-loopback>`` too, or it goes around the proxy to this machine itself.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import h11

from common.http.errors import BadUrl, Blocked, OutboundError, Unreachable
from common.http.guard import Guard, Resolver
from common.http.relay import Activity, Peer, end_to_end, exchange, tunnel
from common.http.urls import parse

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProxyLimits:
    """Bounds of one proxy; times in seconds."""

    connections: int = 256
    header: int = 64 * 1024  # bytes
    head: float = 15.0  # until the head of a request is complete
    connect: float = 10.0
    idle: float = 90.0  # without a byte in either direction
    look_ups: int = 32  # at once


class FilteringProxy:
    """A context manager that runs the proxy while it is open.

    Args:
        allowed_hosts: see :class:`common.http.guard.Guard`; None reads OPERATOR_ALLOWED_HOSTS.
        resolver: gives the addresses of a host; the system's by default.
        limits: bounds that protect this process from its own clients.

    Attributes:
        url: where clients find it, on a free port of 127.0.0.1; set while it is open.
        refused: the last hosts that were refused, newest last, without paths.
    """

    def __init__(
        self,
        allowed_hosts: Iterable[str] | None = None,
        resolver: Resolver | None = None,
        limits: ProxyLimits | None = None,
    ) -> None:
        """Read the rules; nothing listens yet."""
        self.url = ""
        self.refused: deque[str] = deque(maxlen=100)
        self._guard = Guard(allowed_hosts, resolver)
        self._limits = limits or ProxyLimits()
        self._open = 0

    def __enter__(self) -> Self:
        """Start the thread and return once it listens."""
        self._ready, self._failure = threading.Event(), list[BaseException]()
        self._thread = threading.Thread(target=self._run, name="filtering-proxy", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure[0]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection and end the thread."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self.url = ""

    def _run(self) -> None:
        """Serve until told to stop."""
        try:
            asyncio.run(self._serve())
        except Exception as error:
            self._failure.append(error)
            log.exception("the filtering proxy ended")
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._threads = ThreadPoolExecutor(self._limits.look_ups, "proxy-look-up")
        server = await asyncio.start_server(self._serve_client, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        try:
            await self._stop.wait()
        finally:
            server.close()
            self._threads.shutdown(wait=False, cancel_futures=True)

    async def _serve_client(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Serve one connection: one request or one tunnel."""
        client = Peer(h11.SERVER, reader, writer, longest_header=self._limits.header)
        self._open += 1
        try:
            await self._answer(client)
        except* (OSError, TimeoutError, h11.ProtocolError):
            pass  # the client went away, or nothing moved: there is nobody to tell
        finally:
            self._open -= 1
            await _close(writer)

    async def _answer(self, client: Peer) -> None:
        """Read what a client wants and do it, or say why not."""
        try:
            async with asyncio.timeout(self._limits.head):
                request = await client.receive(Activity(self._limits.head))
        except h11.RemoteProtocolError as error:
            return await client.answer(error.error_status_hint, "This is not HTTP.")
        if not isinstance(request, h11.Request):
            return None
        if self._open > self._limits.connections:
            return await client.answer(503, "Too many connections.")
        try:
            await self._carry(client, request)
        except Blocked as error:
            await client.answer(403, f"{error.code}: {error}")
        except OutboundError as error:
            await client.answer(502, f"{error.code}: {error}")
        except h11.RemoteProtocolError:
            if client.may_answer:
                await client.answer(502, "site-unreachable: the site does not speak HTTP.")

    async def _carry(self, client: Peer, request: h11.Request) -> None:
        """Connect a client to where it wants to go."""
        host, port, forwarded = self._destination(request)
        server = await self._connect(host, port)
        activity = Activity(self._limits.idle)
        try:
            if forwarded is None:
                await client.send(h11.Response(status_code=200, headers=[]))
                await tunnel(client, server, activity)
            else:
                await exchange(client, server, forwarded, activity)
        finally:
            await _close(server.writer)

    def _destination(self, request: h11.Request) -> tuple[str, int, h11.Request | None]:
        """Return host and port of a request, and the request to send there; None for a tunnel."""
        wanted = request.target.decode("ascii", "replace")
        if request.method == b"CONNECT":
            host, _, port = wanted.rpartition(":")
            if not port.isdecimal() or len(port) > 5 or not host:
                raise BadUrl("CONNECT needs host:port.")
            return host.removeprefix("[").removesuffix("]"), int(port), None
        target = parse(wanted)
        if target.scheme != "http":
            raise BadUrl("Use CONNECT for https.")
        headers = [(b"host", target.origin.removeprefix("http://").encode())]
        headers += [pair for pair in end_to_end(request.headers) if pair[0] != b"host"]
        forwarded = h11.Request(method=request.method, target=target.path, headers=headers)
        return target.host, target.port, forwarded

    async def _connect(self, host: str, port: int) -> Peer:
        """Return a connection to an address that the guard has judged."""
        seconds = self._limits.connect
        try:
            addresses = await self._loop.run_in_executor(
                self._threads, lambda: self._guard.addresses(host, port, timeout=seconds)
            )
        except Blocked:
            log.warning("refused a connection to %s", host[:253])
            self.refused.append(host[:253])
            raise
        for address in addresses:
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(seconds / len(addresses)):
                    reader, writer = await asyncio.open_connection(address, port)
                return Peer(h11.CLIENT, reader, writer, longest_header=self._limits.header)
        raise Unreachable(f"{host} does not answer.")


async def _close(writer: asyncio.StreamWriter) -> None:
    """Close a connection; whatever it still wants to say does not matter."""
    writer.close()
    with suppress(OSError, asyncio.CancelledError):
        await writer.wait_closed()
