"""Servers on loopback that note every byte they are sent, whatever it is."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

_LARGEST = 4 * 1024 * 1024  # bytes of one request


@dataclass(frozen=True)
class Heard:
    """One request as it came in: its head's first line, and all of its bytes."""

    line: str
    raw: bytes

    @property
    def method(self) -> str:
        """The verb; what is no HTTP has the first word that came."""
        return self.line.split(" ")[0]

    @property
    def path(self) -> str:
        """The path with its query."""
        return [*self.line.split(" "), ""][1]

    def answers(self) -> list[tuple[str, str]]:
        """Return the fields of an urlencoded body, or else of the query."""
        body = self.raw.partition(b"\r\n\r\n")[2].decode("utf-8", "replace")
        return parse_qsl(body or urlsplit(self.path).query)


@dataclass(frozen=True)
class Reply:
    """What a server says to a request."""

    body: bytes = b"ok"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)


def nothing(_heard: Heard) -> Reply:
    """Answer everything alike."""
    return Reply()


@dataclass
class Recorder:
    """A server under ``name``; ``reply`` decides what it says."""

    name: str = "127.0.0.1"
    reply: Callable[[Heard], Reply] = nothing
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        """Listen."""
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def host(self) -> str:
        """Its name and port."""
        return f"{self.name}:{self._server.server_address[1]}"

    @property
    def origin(self) -> str:
        """Its address."""
        return f"http://{self.host}"

    def posts(self) -> list[Heard]:
        """Return what came to be kept: requests for ``/apply`` that bring answers."""
        return [h for h in self.heard if h.path.startswith("/apply") and h.answers()]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    owner: Recorder


class _Handler(socketserver.BaseRequestHandler):
    server: _Server
    request: socket.socket

    def handle(self) -> None:
        """Note one request and answer it; the connection ends with that."""
        owner = self.server.owner
        owner.connections += 1
        try:
            raw = self._read()
            if not raw:
                return
            heard = Heard(raw.split(b"\r\n", 1)[0].decode("latin-1"), raw)
            owner.heard.append(heard)
            self.request.sendall(_bytes(owner.reply(heard)))
        except OSError:  # the browser went away
            return

    def _read(self) -> bytes:
        """Return one request, with whatever body its head announces."""
        self.request.settimeout(10)
        data = b""
        while b"\r\n\r\n" not in data and len(data) < _LARGEST:
            part = self.request.recv(65536)
            if not part:
                return data
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        wanted = _length(head)
        while len(body) < min(wanted, _LARGEST):
            part = self.request.recv(65536)
            if not part:
                break
            body += part
        return head + b"\r\n\r\n" + body


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _bytes(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status}", *(f"{n}: {v}" for n, v in reply.headers)]
    lines += [f"Content-Length: {len(reply.body)}", "Connection: close"]
    return "\r\n".join([*lines, "", ""]).encode() + reply.body
