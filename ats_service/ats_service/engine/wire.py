"""Frames over the pipes between the sandbox and its children: four bytes of length, then bytes.

Bytes go in and bytes come out, until a moment at which waiting ends: a child that is silent, dead
or too talkative costs its caller no more than that time.
"""

from __future__ import annotations

import os
import selectors
import struct
import time
from typing import BinaryIO

READY = b"ready"
_LENGTH = struct.Struct("!I")
#: A frame larger than this is a broken child, not an answer.
_MAX_FRAME = 64 * 1024 * 1024
_PIECE = 1 << 16


def frame(data: bytes) -> bytes:
    """Return ``data`` with its length in front."""
    return _LENGTH.pack(len(data)) + data


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next frame of a blocking stream, or None at its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def exchange(sink: int, source: int, payload: bytes, deadline: float) -> bytes | None:
    """Write ``payload`` to one pipe while reading one frame from another.

    Args:
        sink: descriptor to write to.
        source: descriptor to read from.
        payload: what to write.
        deadline: on the monotonic clock, in seconds.

    Returns:
        The frame, or None when the other end closed before it was complete.

    Raises:
        TimeoutError: the deadline passed.
    """
    os.set_blocking(sink, False)
    os.set_blocking(source, False)
    waiting, answer = memoryview(payload), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        if waiting:
            selector.register(sink, selectors.EVENT_WRITE)
        while not _complete(answer):
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                if key.fd == source:
                    if not _receive(source, answer):
                        return None
                else:
                    waiting = _send(sink, waiting)
                    if not waiting:
                        selector.unregister(sink)
    return bytes(answer[_LENGTH.size :])


def _complete(answer: bytearray) -> bool:
    if len(answer) < _LENGTH.size:
        return False
    length = int(_LENGTH.unpack_from(answer)[0])
    return len(answer) >= length + _LENGTH.size


def _receive(source: int, answer: bytearray) -> bool:
    piece = os.read(source, _PIECE)
    answer += piece
    return bool(piece) and len(answer) <= _MAX_FRAME


def _send(sink: int, waiting: memoryview) -> memoryview:
    try:
        return waiting[os.write(sink, waiting[:_PIECE]) :]
    except BrokenPipeError:  # the child is gone; its closed output tells so
        return waiting[len(waiting) :]
