"""A proxy on the loopback that breaks a link at the very bytes a test names."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

#: ``reset``: the bytes never arrive, and both ends are told. ``lose_reply``: they arrive, and the
#: answer does not. ``cut_reply``: half of the answer's first bytes comes. ``half_open``: the far
#: end is told, the near one waits for ever. ``delay``: they come late. ``hold``: they come when
#: the test releases them.
Action = Literal["reset", "lose_reply", "cut_reply", "half_open", "delay", "hold"]
_AT_ONCE = struct.pack("ii", 1, 0)  # an end closed so is told of it by a reset
_CHUNK = 65536
_DELAY = 2.0  # seconds


@dataclass(eq=False)
class _Link:
    near: socket.socket
    far: socket.socket
    reply: str = ""  # what becomes of the next answer: "lose_reply" or "cut_reply"
    deaf: bool = False  # the near end hears nothing any more
    seen: int = 0  # how many of the patterns were seen here
    tail: bytes = b""

    def reset(self) -> None:
        """Break both ends."""
        _break(self.near)
        _break(self.far)

    def end(self) -> None:
        """Close both ends in due form."""
        for end in (self.near, self.far):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@dataclass
class FaultProxy:
    """A proxy to a port of 127.0.0.1; one fault at a time, armed by :meth:`when`."""

    upstream: int
    fired: threading.Event = field(default_factory=threading.Event)
    _action: Action = "reset"
    _patterns: tuple[bytes, ...] = ()
    _released: threading.Event = field(default_factory=threading.Event)
    _links: set[_Link] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: socket.socket = field(
        default_factory=lambda: socket.create_server(("127.0.0.1", 0), backlog=64)
    )

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.getsockname()[1])

    def when(self, *patterns: bytes, do: Action) -> None:
        """Do this once, as the last of ``patterns`` goes up a link on which the others went."""
        with self._lock:
            self._action, self._patterns = do, patterns
            for link in self._links:
                link.seen, link.tail = 0, b""
        self.fired.clear()
        self._released.clear()

    def release(self) -> None:
        """Let go what is held."""
        self._released.set()

    def cut(self) -> None:
        """Reset every link that is open."""
        with self._lock:
            links = list(self._links)
        for link in links:
            link.reset()

    def silence(self) -> None:
        """Leave the near end of every open link waiting for ever."""
        with self._lock:
            for link in self._links:
                link.deaf = True
                _break(link.far)

    def close(self) -> None:
        """End everything."""
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.release()
        self.cut()

    def serve(self) -> None:
        """Take connections until closed."""
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.upstream), timeout=5)
            except OSError:
                _break(near)
                continue
            far.settimeout(None)
            link = _Link(near, far)
            with self._lock:
                self._links.add(link)
            for carry in (self._up, self._down):
                threading.Thread(target=carry, args=(link,), daemon=True).start()

    def _up(self, link: _Link) -> None:
        with contextlib.suppress(OSError):
            while data := link.near.recv(_CHUNK):
                if self._strikes(link, data) and not self._struck(link):
                    return
                link.far.sendall(data)
        with contextlib.suppress(OSError):  # however the near end went, the far one is told
            link.far.shutdown(socket.SHUT_WR)

    def _down(self, link: _Link) -> None:
        with contextlib.suppress(OSError):
            while data := link.far.recv(_CHUNK):
                if link.reply == "cut_reply":
                    link.near.sendall(data[: len(data) // 2])
                    time.sleep(0.1)  # so much of it is read before the link breaks
                if link.reply:
                    link.reset()
                    return
                link.near.sendall(data)
        if not link.deaf:
            with self._lock:
                self._links.discard(link)
            link.end()

    def _strikes(self, link: _Link, data: bytes) -> bool:
        """Return whether the armed fault happens at these bytes; patterns may straddle reads."""
        with self._lock:
            if not self._patterns:
                return False
            text = link.tail + data
            while link.seen < len(self._patterns):
                before, found, text_after = text.partition(self._patterns[link.seen])
                if not found:
                    link.tail = before[-(len(self._patterns[link.seen]) - 1) :]
                    return False
                text, link.seen = text_after, link.seen + 1
            self._patterns = ()
        self.fired.set()
        return True

    def _struck(self, link: _Link) -> bool:
        """Do what was asked for; return whether the bytes go on."""
        if self._action == "reset":
            link.reset()
        elif self._action == "half_open":
            link.deaf = True
            _break(link.far)
        elif self._action == "delay":
            time.sleep(_DELAY)
        elif self._action == "hold":
            self._released.wait()
        else:
            link.reply = self._action
        return self._action not in ("reset", "half_open")


def _break(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RD)  # wakes the thread that reads here, without a word
    end.close()


@contextmanager
def fault_proxy(upstream: int) -> Iterator[FaultProxy]:
    """Run a proxy to the port for the block."""
    proxy = FaultProxy(upstream)
    threading.Thread(target=proxy.serve, name="fault-proxy", daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.close()
