"""One reader of the stream: a bounded queue between the hub and a socket."""

import asyncio
import time

from notification_service.stream import wire
from notification_service.stream.tickets import Grant

#: Who lags behind by more events than this is disconnected and may resume.
QUEUE = 100
HEARTBEAT_SECONDS = 15.0


class Client:
    """A reader; the hub offers, the socket's task takes."""

    def __init__(self, grant: Grant) -> None:
        """Start with an empty queue."""
        self.grant = grant
        self.opened_at = time.monotonic()
        self.seen = 0  # the newest event that was offered
        self.ended = asyncio.Event()
        self.why = ""
        self._begun_after = 0
        self._queue: asyncio.Queue[tuple[int, bytes]] = asyncio.Queue(QUEUE)

    def begin(self, after: int) -> None:
        """Take no event up to ``after`` from the queue: the reader has it already."""
        self._begun_after = after
        self.seen = max(self.seen, after)

    def offer(self, event_id: int, frame: bytes) -> None:
        """Queue an event the reader has not got; a full queue ends the stream."""
        if event_id <= self.seen:
            return
        self.seen = event_id
        try:
            self._queue.put_nowait((event_id, frame))
        except asyncio.QueueFull:
            self.end("slow")

    def end(self, why: str) -> None:
        """End the stream; the reader may open another one."""
        self.why = self.why or why
        self.ended.set()

    async def take(self) -> bytes:
        """Return the next event, or a heartbeat after a silence."""
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    event_id, frame = await self._queue.get()
            except TimeoutError:
                return wire.HEARTBEAT
            if event_id > self._begun_after:
                return frame
