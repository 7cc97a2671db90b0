"""Renders documents to files in a warm process of its own, with limits on time and memory."""

import atexit
import base64
import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from typing import Any, Literal

from agent_service.writing.documents import Document, as_json
from agent_service.writing.wording import wording
from common.errors import ServiceError

WALL = 20.0  # seconds for one file; a usual one takes a tenth of a second
MEMORY = 2048  # MiB of address space; fonts are mapped, so most of it is never touched
LARGEST = 20 * 1024 * 1024  # bytes of one file or request
LIFETIME = 200  # files before the process is replaced, which gives its caches back
FileKind = Literal["pdf", "docx"]


class RenderFailed(ServiceError):
    """The document could not be rendered within its limits."""

    status, code, title = 500, "render-failed", "The document could not be rendered"


class CannotBeShown(RenderFailed):
    """No font on this machine has one of the characters."""

    status, code, title = 422, "text-cannot-be-shown", "A character has no font"


def render(document: Document, *, kind: FileKind, at: date) -> bytes:
    """Return ``document`` as a file; the same document, kind and time give the same bytes.

    Args:
        document: a résumé or a letter.
        kind: ``pdf`` (tagged, PDF/UA-1) or ``docx``.
        at: written into the file as its date; a ``date`` counts as midnight UTC.

    Raises:
        CannotBeShown: a character has no font; the message shows it.
        RenderFailed: past the limits, or a defect.
    """
    values = as_json(document)
    values["direction"] = wording(document.language).direction
    return _PRESS.ask({"work": kind, "document": values, "seconds": _seconds(at)})


def read_back(data: bytes, kind: FileKind) -> list[str]:
    """Return the text of each page of a rendered file.

    Raises:
        RenderFailed: the file cannot be read.
    """
    file = base64.b64encode(data).decode()
    pages: list[str] = json.loads(_PRESS.ask({"work": "read", "kind": kind, "file": file}))
    return pages


def _seconds(at: date) -> int:
    """Return ``at`` in seconds since 1970, not before 1980, the first year a ZIP file knows."""
    moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=UTC)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(int(aware.timestamp()), 315_532_800)


class Press:
    """The process that renders, started when first needed and replaced when it fails."""

    def __init__(self, *, wall: float = WALL, memory: int = MEMORY) -> None:
        """Take the limits; nothing is started yet."""
        self._wall, self._memory = wall, memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def ask(self, request: dict[str, Any]) -> bytes:
        """Return the answer to one request; callers wait for each other.

        Raises:
            CannotBeShown, RenderFailed: see ``render``.
        """
        payload = json.dumps(request).encode()
        if len(payload) > LARGEST:
            raise RenderFailed("The document is too large to be rendered.")
        with self._lock:
            try:
                mark, content = self._exchange(payload)
            except (OSError, TimeoutError, EOFError) as error:
                self._stop()
                raise RenderFailed(f"The document could not be rendered: {error}.") from error
        if mark == b"+":
            return content
        reason = content.decode("utf-8", errors="replace")
        if mark == b"-":
            raise CannotBeShown(
                f"No font here can show “{reason}”. Write it in other letters, or have a font "
                "for it installed on the machine that runs this."
            )
        raise RenderFailed(f"The document could not be rendered: {reason}")

    def close(self) -> None:
        """Stop the process; the next request starts another."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """Leave the process to the parent that forked us: two writers would mix it up."""
        self._lock, self._process = threading.Lock(), None

    def _exchange(self, payload: bytes) -> tuple[bytes, bytes]:
        """Send one request and return the mark and content of its answer."""
        if self._served >= LIFETIME:
            self._stop()
        process = self._started()
        deadline = time.monotonic() + self._wall
        writer = threading.Thread(target=self._send, args=(process, payload), daemon=True)
        writer.start()  # a process that reads nothing must not block us past the deadline
        head = self._receive(process, 5, deadline)
        length = struct.unpack(">I", head[1:])[0]
        if length > LARGEST:
            raise EOFError("the file is too large")
        content = self._receive(process, length, deadline)
        self._served += 1
        return head[:1], content

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the running process, a new one when there is none."""
        if self._process is None or self._process.poll() is not None:
            self._stop()
            command = [sys.executable, "-m", "agent_service.writing.press", str(self._memory)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._served = 0
        return self._process

    @staticmethod
    def _send(process: subprocess.Popen[bytes], payload: bytes) -> None:
        """Write one request; a process that died is noticed by the reader."""
        assert process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            process.stdin.write(struct.pack(">I", len(payload)) + payload)
            process.stdin.flush()

    @staticmethod
    def _receive(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        """Return exactly ``size`` bytes of the answer before the deadline.

        Raises:
            TimeoutError: the deadline has passed.
            EOFError: the process ended.
        """
        assert process.stdout is not None
        found = bytearray()
        while len(found) < size:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([process.stdout], [], [], max(left, 0))
            if not ready:
                raise TimeoutError("it took too long")
            if not (piece := process.stdout.read1(size - len(found))):  # type: ignore[attr-defined]
                raise EOFError("the process ended, probably for want of memory")
            found += piece
        return bytes(found)

    def _stop(self) -> None:
        """End the process at once and reap it."""
        if (process := self._process) is not None:
            self._process = None
            process.kill()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()
            process.wait()


_PRESS = Press()
atexit.register(_PRESS.close)
os.register_at_fork(after_in_child=_PRESS.forget)
