"""The wire between the browser and the network: a loopback proxy that can be shut.

Interception inside the browser judges each request by what it is; the wire does not judge. It
carries only to places that interception let a request go to, so the browser's own errands
(form-filling hints, sign-in, updates) end here. Shut, it lets nothing through, whatever a page
found to get past interception.

A browser sends a POST again by itself when its connection breaks before an answer comes, and a
form sent twice is an application made twice. So, opened for a submission, the wire drops every
earlier connection, and where one breaks with a request unanswered it carries nothing more there.
"""

from __future__ import annotations

import base64
import contextlib
import re
import select
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

_LARGEST_HEAD = 128 * 1024  # bytes: protects from an endless header
_PATIENCE = 30.0  # seconds to connect
_GRACE = 3.0  # seconds that a redirect's new place may take to be let through
_HOP = re.compile(rb"^(proxy-connection|connection|keep-alive|proxy-authorization):", re.I)
_GONE = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Wire:
    """A proxy for one browser, on a free port of 127.0.0.1."""

    def __init__(self, upstream: str | None, on_refused: Callable[[str], None]) -> None:
        """Listen at once; ``upstream`` is the address of the next proxy, if there is one."""
        self._upstream = urlsplit(upstream) if upstream else None
        self._on_refused = on_refused
        self._open = True
        self._lock = threading.Lock()
        self._news = threading.Condition(self._lock)
        self._places: set[tuple[str, int]] = set()
        self._once = False
        self._broken: set[tuple[str, int]] = set()
        self._live: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        threading.Thread(target=self._accept, name="browser-wire", daemon=True).start()

    @property
    def address(self) -> str:
        """The address to give to the browser."""
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def permit(self, url: str) -> None:
        """Carry to the place of ``url`` from now on."""
        with self._news:
            self._places.add(_place(url))
            self._news.notify_all()

    def shut(self) -> None:
        """Drop every connection and let no new one through."""
        with self._news:
            self._open = False
            self._news.notify_all()
        self._drop()

    def reopen(self, *, once: bool = False) -> None:
        """Let new connections through, to places permitted from now on; earlier ones are dropped.

        Args:
            once: for a submission; a place that broke off without an answer is not tried again.
        """
        self._drop()
        with self._news:
            self._open, self._once = True, once
            self._broken.clear()
            self._places.clear()

    def close(self) -> None:
        """End everything."""
        self.shut()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _drop(self) -> None:
        with self._lock:
            live, self._live = self._live, set()
        for end in live:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        remote = None
        with client, contextlib.suppress(OSError, ValueError):
            self._track(client)
            head, rest = _read_head(client)
            method, target = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")[:2]
            where = _place(target if method != "CONNECT" else f"https://{target}")
            if not self._may_pass(where):
                client.sendall(_GONE)
                return
            remote = self._dial(where)
            self._track(remote)
            with remote:
                answered = self._join(client, remote, method, head, rest)
                if self._once and not answered:  # said before the browser learns of it
                    self._broken.add(where)
        self._forget(client, remote)

    def _may_pass(self, where: tuple[str, int]) -> bool:
        with self._news:
            known = self._news.wait_for(
                lambda: not self._open or where in self._places, timeout=_GRACE
            )
            if self._open and known and where not in self._broken:
                return True
            of_the_page = where in self._places
        if of_the_page:
            self._on_refused(f"{where[0]}:{where[1]}")
        return False

    def _track(self, end: socket.socket) -> None:
        with self._lock:
            self._live.add(end)

    def _forget(self, *ends: socket.socket | None) -> None:
        with self._lock:
            self._live -= {e for e in ends if e}

    def _dial(self, where: tuple[str, int]) -> socket.socket:
        if self._upstream:
            where = (self._upstream.hostname or "", self._upstream.port or 80)
        remote = socket.create_connection(where, timeout=_PATIENCE)
        remote.settimeout(None)
        return remote

    def _join(
        self, client: socket.socket, remote: socket.socket, method: str, head: bytes, rest: bytes
    ) -> bool:
        """Carry one connection to its end; False if it broke with a request unanswered."""
        if method == "CONNECT" and not self._upstream:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            remote.sendall(rest)
            return _pump(client, remote, once=False, asked=bool(rest))
        remote.sendall(self._forwarded(head, method) + rest)
        return _pump(client, remote, once=method != "CONNECT", asked=True)

    def _forwarded(self, head: bytes, method: str) -> bytes:
        """Return the request's head as the next hop wants it: one request a connection."""
        first, *lines = head.rstrip(b"\r\n").split(b"\r\n")
        kept = [line for line in lines if not _HOP.match(line)]
        if method != "CONNECT":
            kept.append(b"Connection: close")
        if self._upstream:
            kept += self._credentials()
        else:
            verb, target, version = first.split(b" ", 2)
            parts = urlsplit(target.decode("latin-1"))
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            first = b" ".join((verb, path.encode("latin-1"), version))
        return b"\r\n".join((first, *kept, b"", b""))

    def _credentials(self) -> list[bytes]:
        if not self._upstream or not self._upstream.username:
            return []
        pair = f"{self._upstream.username}:{self._upstream.password or ''}".encode()
        return [b"Proxy-Authorization: Basic " + base64.b64encode(pair)]


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (80 if parts.scheme in ("http", "ws") else 443)


def _read_head(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        part = client.recv(65536)
        if not part or len(data) > _LARGEST_HEAD:
            raise ValueError("no request")
        data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def _pump(client: socket.socket, remote: socket.socket, *, once: bool, asked: bool) -> bool:
    """Carry bytes both ways until an end closes.

    Args:
        client: the browser's end.
        remote: the far end.
        once: the answer is the last on this connection, and is told to say so.
        asked: something was sent to the far end already.

    Returns:
        False if the far end closed or broke while a request to it was unanswered.
    """
    waiting = b"" if once else None
    while True:
        for end in select.select([client, remote], [], [])[0]:
            part = _received(end)
            if not part:
                if waiting and end is remote:
                    client.sendall(waiting)
                return end is client or not asked
            asked = end is client
            if end is client:
                if not _passed(remote, part):
                    return False
                continue
            if waiting is not None:
                waiting += part
                part, waiting = _last_answer(waiting)
            client.sendall(part)


def _passed(remote: socket.socket, part: bytes) -> bool:
    try:
        remote.sendall(part)
    except OSError:
        return False
    return True


def _received(end: socket.socket) -> bytes:
    """Return the next bytes; none when the end closed or broke."""
    try:
        return end.recv(65536)
    except OSError:
        return b""


def _last_answer(data: bytes) -> tuple[bytes, bytes | None]:
    """Return what can be passed on of an answer, with ``Connection: close`` in its head."""
    if b"\r\n\r\n" not in data:
        return b"", data
    head, _, body = data.partition(b"\r\n\r\n")
    if re.match(rb"HTTP/1\.\d 1\d\d", head) and not head.split(b" ")[1].startswith(b"101"):
        passed, waiting = _last_answer(body)
        return head + b"\r\n\r\n" + passed, waiting
    lines = [line for line in head.split(b"\r\n") if not _HOP.match(line)]
    return b"\r\n".join((*lines, b"Connection: close", b"", b"")) + body, None
