"""Ways to learn that a process is ready, none of which waits: each is asked again and again."""

import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from common.launch.resp import RespClient, RespError


class Probe(Protocol):
    """Answers whether one process is ready."""

    def reset(self) -> None:
        """Forget what an earlier life of the process left; called before each start."""

    def check(self, pid: int) -> bool:
        """Return whether the process ``pid`` is ready; returns at once."""


class Started:
    """Ready as soon as it runs."""

    def reset(self) -> None:
        """Do nothing."""

    def check(self, pid: int) -> bool:
        """Return True."""
        return True


class FileExists:
    """Ready when the process has made a file."""

    def __init__(self, path: Path) -> None:
        """Keep the path."""
        self.path = path

    def reset(self) -> None:
        """Remove the file of an earlier life."""
        self.path.unlink(missing_ok=True)

    def check(self, pid: int) -> bool:
        """Return whether the file is there."""
        return self.path.exists()


class HttpAnswers:
    """Ready when a GET is answered with 200.

    The request is sent once and left open, so a server that takes connections before its
    application is loaded is noticed the moment it answers, and no check ever waits for it.
    """

    _PATIENCE = 5.0  # seconds until an unanswered request is sent anew

    def __init__(self, url: str) -> None:
        """Keep the address."""
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname or "", parts.port or 80, parts.path
        self._socket: socket.socket | None = None
        self._sent_at = 0.0

    def reset(self) -> None:
        """Drop the open request."""
        if self._socket:
            self._socket.close()
        self._socket = None

    def check(self, pid: int) -> bool:
        """Return whether the answer has come and is 200."""
        try:
            return self._look() if self._socket else self._send()
        except BlockingIOError:
            if time.monotonic() - self._sent_at > self._PATIENCE:
                self.reset()
        except OSError:
            self.reset()
        return False

    def _send(self) -> bool:
        self._socket = socket.create_connection((self._host, self._port), timeout=0.5)
        self._socket.sendall(
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            "Connection: close\r\n\r\n".encode()
        )
        self._socket.setblocking(False)
        self._sent_at = time.monotonic()
        return False

    def _look(self) -> bool:
        assert self._socket is not None  # check() sends first
        answer = self._socket.recv(64)
        self.reset()
        return answer.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200"))


class PostmasterReady:
    """Ready when Postgres says so in the eighth line of its pid file, as ``pg_ctl`` reads it."""

    def __init__(self, cluster: Path) -> None:
        """Keep the path of the pid file."""
        self._file = cluster / "postmaster.pid"

    def reset(self) -> None:
        """Do nothing: the first line of the file names the process."""

    def check(self, pid: int) -> bool:
        """Return whether this very process takes connections."""
        with suppress(OSError):
            lines = self._file.read_text().splitlines()
            return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"
        return False


class ValkeyReady:
    """Ready when a PING is answered, which it is not while data is loaded."""

    def __init__(self, url: str) -> None:
        """Keep the address."""
        self._url = url

    def reset(self) -> None:
        """Do nothing."""

    def check(self, pid: int) -> bool:
        """Return whether the server answers."""
        with suppress(RespError), RespClient(self._url, seconds=0.5) as client:
            return client.command("PING") == "PONG"
        return False
