"""As much of the Redis protocol (RESP2) as the supervisor needs, without loading a client."""

import socket
from contextlib import suppress
from typing import Self
from urllib.parse import unquote, urlsplit


class RespError(Exception):
    """The server is away or answers with an error."""


class RespClient:
    """One connection to a Valkey or Redis server, opened by the first command."""

    def __init__(self, url: str, *, seconds: float = 1.0) -> None:
        """Keep the address: ``redis://[user]:password@host:port/database``."""
        parts = urlsplit(url)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 6379)
        self._login = [unquote(v) for v in (parts.username, parts.password) if v]
        self._database = parts.path.lstrip("/") or "0"
        self._seconds = seconds
        self._socket: socket.socket | None = None
        self._buffer = b""

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection; the next command opens another."""
        if self._socket:
            with suppress(OSError):
                self._socket.close()
        self._socket, self._buffer = None, b""

    def command(self, *words: str) -> str:
        """Send one command whose answer is a simple string, an integer or one bulk string.

        Raises:
            RespError: the server is away or refuses; the next command connects anew.
        """
        try:
            if self._socket is None:
                self._connect()
            return self._ask(*words)
        except (OSError, RespError) as error:
            self.close()
            raise RespError(str(error)) from error

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._address, timeout=self._seconds)
        if self._login:
            self._ask("AUTH", *self._login)
        if self._database != "0":
            self._ask("SELECT", self._database)

    def _ask(self, *words: str) -> str:
        assert self._socket is not None  # command() connects first
        raw = [word.encode() for word in words]
        self._socket.sendall(
            b"*%d\r\n" % len(raw) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w) for w in raw)
        )
        kind, text = (line := self._line())[:1], line[1:].decode()
        if kind == b"-":
            raise RespError(text)
        return self._line().decode() if kind == b"$" and text != "-1" else text

    def _line(self) -> bytes:
        assert self._socket is not None  # command() connects first
        while b"\r\n" not in self._buffer:
            piece = self._socket.recv(4096)
            if not piece:
                raise RespError("the server closed the connection")
            self._buffer += piece
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line
