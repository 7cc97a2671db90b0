"""Runs readers in warm child processes, so that no file can harm or hold up the caller.

A child is a fresh interpreter (``subprocess``, not ``multiprocessing``, which cannot start from
a worker of a pool) with limits on memory, processor time, open files and written bytes. It
serves one file after the other and is replaced after `limits.RECYCLE_AFTER` of them. A file
that breaks a limit costs its child and nothing else. No child exists before the first call.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from ats_service.engine import limits, wire
from ats_service.engine.errors import (
    EngineError,
    NeedsOcr,
    TimedOut,
    TooComplex,
    TooLarge,
    Unavailable,
    by_code,
)
from ats_service.engine.parsed import Parsed
from ats_service.engine.readers.tesseract import HOW, program

#: Seconds to wait for a free child, and for a new one to become ready.
_PATIENCE, _START = 60.0, 30.0
#: How a child ends when somebody else wants it to, the system's own killer included.
_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)
#: What a child may know of the environment: nothing secret.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "TESSDATA_PREFIX")


def parse(data: bytes, *, name: str, as_of: date, country: str = "", ocr: bool = True) -> Parsed:
    """Return what is known about the résumé in ``data``; see `engine.parse.parse`.

    The text of a scan, or of those pages that are one, is recognised in a second call with more
    time, where ``ocr`` allows it and the system has Tesseract.

    Raises:
        EngineError: with a stable ``code`` and a message that says how to go on, whatever the
            file does to its reader.
    """
    if len(data) > limits.MAX_BYTES:
        raise TooLarge()
    request: dict[str, Any] = {"name": name, "as_of": as_of.isoformat(), "country": country}
    try:
        parsed = Parsed(**_pool().call(request, data))
    except NeedsOcr as error:
        if not ocr:
            raise
        if not program():
            raise NeedsOcr(f"{error} {HOW}") from error
        return _recognised(request, data)
    if not (ocr and parsed.has_pictures and program()):
        return parsed
    try:
        return _recognised(request, data)
    except EngineError:  # what was printed is known all the same
        return parsed


def _recognised(request: dict[str, Any], data: bytes) -> Parsed:
    request = {**request, "ocr_seconds": limits.OCR_SECONDS}
    return Parsed(**_pool().call(request, data, seconds=limits.OCR_WALL_SECONDS))


def detect(data: bytes) -> str:
    """Return the kind of document in ``data`` by its first bytes and its list of parts.

    Raises:
        EngineError: there is nothing, or nothing that can be read.
    """
    from ats_service.engine.readers.kinds import detect as detect_kind  # heavy: all readers

    if len(data) > limits.MAX_BYTES:
        raise TooLarge()
    return detect_kind(data)


class _Killed(Exception):
    """The child was ended by somebody else."""


class Child:
    """One warm child process."""

    def __init__(self) -> None:
        self.served = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ats_service.engine.sandbox_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            start_new_session=True,
        )
        ready, _ = self._exchange(b"", time.monotonic() + _START)
        if ready != wire.READY:
            self.stop()
            raise Unavailable()

    def call(self, header: bytes, data: bytes, seconds: float) -> dict[str, Any]:
        """Return the answer of the child.

        Raises:
            EngineError: what the reader found, or the limit that the file broke.
        """
        self.served += 1
        deadline = time.monotonic() + seconds
        answer, late = self._exchange(wire.frame(header) + wire.frame(data), deadline)
        if answer is None:
            self.stop()
            raise self._why(late)
        return _unpack(answer)

    def _exchange(self, payload: bytes, deadline: float) -> tuple[bytes | None, bool]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        ends = (self.process.stdin.fileno(), self.process.stdout.fileno())
        try:
            return wire.exchange(*ends, payload, deadline), False
        except TimeoutError:
            return None, True

    def _why(self, late: bool) -> Exception:
        if late or self.process.returncode == -signal.SIGXCPU:
            return TimedOut()
        return _Killed() if self.process.returncode in _FROM_OUTSIDE else TooComplex()

    def stop(self) -> None:
        """End the process and wait for it."""
        if self.process.poll() is None and not self._ends_itself():
            os.killpg(self.process.pid, signal.SIGKILL)  # and a program that it waits for
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _ends_itself(self) -> bool:
        """Return whether the process is gone already or goes within a moment."""
        try:
            self.process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            return False
        return True


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    kept["OMP_THREAD_LIMIT"] = "1"  # of Tesseract: threads only make it slower beside others
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _unpack(answer: bytes) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(answer)
    if "code" in content:
        raise by_code(content["code"], content["message"])
    result: dict[str, Any] = content["result"]
    return result


class Pool:
    """Children that serve calls from any thread, at most ``size`` at a time."""

    def __init__(self, size: int) -> None:
        self._free = threading.BoundedSemaphore(size)
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def call(
        self, request: dict[str, Any], data: bytes, *, seconds: float | None = None
    ) -> dict[str, Any]:
        """Return the answer of a child to a request about some bytes."""
        header = json.dumps(request).encode()
        seconds = limits.WALL_SECONDS if seconds is None else seconds
        try:
            with self._child() as child:
                return child.call(header, data, seconds)
        except _Killed:  # from outside: the file may be innocent, so it gets one more child
            pass
        try:
            with self._child() as child:
                return child.call(header, data, seconds)
        except _Killed:
            raise TooComplex from None

    @contextmanager
    def _child(self) -> Iterator[Child]:
        if not self._free.acquire(timeout=_PATIENCE):
            raise Unavailable()
        try:
            child = self._take() or Child()
            try:
                yield child
            finally:
                self._put(child)
        finally:
            self._free.release()

    def _take(self) -> Child | None:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.process.poll() is None:
                    return child
                child.stop()
        return None

    def _put(self, child: Child) -> None:
        if child.process.returncode is not None:
            return
        if child.served >= limits.RECYCLE_AFTER:
            child.stop()
            return
        with self._lock:
            self._idle.append(child)

    def close(self) -> None:
        """End all idle children."""
        with self._lock:
            while self._idle:
                self._idle.pop().stop()

    def processes(self) -> list[int]:
        """Return the ids of idle children, for tests and metrics."""
        with self._lock:
            return [child.process.pid for child in self._idle]


_pools: dict[int, Pool] = {}
_pools_lock = threading.Lock()


def _pool() -> Pool:
    """Return the pool of this process; a forked process gets its own."""
    with _pools_lock:
        pool = _pools.get(os.getpid())
        if pool is None:
            pool = _pools[os.getpid()] = Pool(size())
        return pool


def size() -> int:
    """Return how many files are read at once."""
    return max(1, os.cpu_count() or 1)


def _forget_after_fork() -> None:
    global _pools_lock
    _pools_lock = threading.Lock()
    _pools.clear()


@atexit.register
def close() -> None:
    """End the children of this process; the next call starts new ones."""
    with _pools_lock:
        pool = _pools.pop(os.getpid(), None)
    if pool is not None:
        pool.close()


os.register_at_fork(after_in_child=_forget_after_fork)
