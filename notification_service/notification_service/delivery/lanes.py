"""A lane for each channel: threads of this worker that send there and nowhere else.

Celery's threads only ring, so that a provider that hangs holds up neither the events nor the
other channels. What is due is in the database; a lane that dies loses nothing.
"""

import logging
import threading
from time import monotonic

from celery.signals import worker_ready, worker_shutting_down
from django.db import connection
from django.utils import timezone

from notification_service.delivery import actions
from notification_service.delivery.ringing import ring_here
from notification_service.preferences.actions import channels

log = logging.getLogger(__name__)
#: For how long an empty lane keeps its thread and its connection.
LINGER_SECONDS = 5.0
#: How long a lane lets what is rung for pile up: a batch costs hardly more than one message.
GATHER_SECONDS = 0.2
_stopping = threading.Event()


class Lane:
    """The threads that send on one channel."""

    def __init__(self, channel: str, *, width: int) -> None:
        """Start none yet."""
        self.channel, self.width = channel, width
        self._running = 0
        self._rings = 0
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._stopped = False

    def ring(self) -> None:
        """Have a thread look; one that looks already looks once more when it has finished."""
        with self._changed:
            self._rings += 1
            self._changed.notify()
            if self._running < self.width and not self._ends():
                self._running += 1
                name = f"lane-{self.channel}-{self._running}"
                thread = threading.Thread(target=self._serve, name=name)
                self._threads = [*(one for one in self._threads if one.is_alive()), thread]
                thread.start()

    def stop(self) -> None:
        """Let every thread finish the batch in hand and then end."""
        self._stopped = True

    def join(self) -> None:
        """Wait until every thread of the lane has found nothing more to do."""
        for each in self._threads:
            each.join()

    def _ends(self) -> bool:
        return self._stopped or _stopping.is_set()

    def _serve(self) -> None:
        try:
            while self._rang() and not self._ends():
                _stopping.wait(GATHER_SECONDS)
                self._drain()
        finally:
            connection.close()

    def _rang(self) -> bool:
        """Wait for a ring; False where none comes, and then the thread has signed off."""
        ends = monotonic() + LINGER_SECONDS
        with self._changed:
            while not self._rings and not self._ends():
                left = ends - monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(left, 0.5))
            rang, self._rings = bool(self._rings), 0
            if not rang or self._ends():
                self._running -= 1
            return rang

    def _drain(self) -> None:
        """Send until nothing is due; an error ends the round, the next tick begins another."""
        try:
            while not self._ends():
                if not actions.deliver_next(at=timezone.now(), channel=self.channel):
                    return
        except Exception:
            log.exception("the lane of %s stopped; the next tick goes on", self.channel)
            connection.close()


_lanes: dict[str, Lane] = {}
_lock = threading.Lock()


def ring(channel: str) -> None:
    """Have this worker's lane of a channel look for what is due."""
    with _lock:
        if channel not in _lanes:
            found = channels().get(channel)
            _lanes[channel] = Lane(channel, width=found.width if found else 1)
    _lanes[channel].ring()


@worker_ready.connect
def begin(**_: object) -> None:
    """Have this worker's own rings come here."""
    ring_here(ring)


@worker_shutting_down.connect
def stop(**_: object) -> None:
    """Let every lane finish the message in hand; what is left waits in the database."""
    _stopping.set()
