"""The relay: one thread a service hands what is written on to those it is for."""

import logging
import select
import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import psycopg
from celery import current_app
from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from kombu import Producer
from kombu.exceptions import OperationalError

from common import database
from common.outbox.actions import CHANNEL, MAX_ATTEMPTS, envelope_of
from common.outbox.models import OutboxEvent
from common.outbox.publishing import producing, send

log = logging.getLogger(__name__)
BATCH = 500
#: A notification can be lost with its connection, so the table is looked at this often anyway.
SECONDS_BETWEEN_LOOKS = 5.0
_LOCK = 0x0A7B0C5  # one relay a database


def publish_batch(limit: int = BATCH) -> int:
    """Publish up to ``limit`` waiting messages with confirmation; return how many were tried.

    A row is marked only after the broker took the message for every service of its audience; a
    crash in between repeats it, and the receivers' inboxes stop the repeat.
    """
    now = timezone.now()
    with transaction.atomic():
        rows = list(
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(published_at=None, parked_at=None, next_attempt_at__lte=now)
            .order_by("next_attempt_at", "id")[:limit]
        )
        if rows:
            sent, error = _publish(rows)
            OutboxEvent.objects.filter(id__in=sent).update(
                published_at=Now(), attempts=F("attempts") + 1, last_error=""
            )
            if error is not None:
                _put_off([row for row in rows if row.id not in set(sent)], error)
    return len(rows)


def _publish(rows: list[OutboxEvent]) -> tuple[list[UUID], Exception | None]:
    """Return the ids that the broker confirmed, and what stopped the rest.

    All go in one round trip where the transport can do that. Where one of them cannot be sent,
    each goes alone, so that it holds up no other.
    """
    sent: list[UUID] = []
    try:
        with producing() as producer:
            try:
                with producer.batch(max_size=BATCH):
                    for row in rows:
                        _send(row, producer)
                return [row.id for row in rows], None
            except _broker_errors():
                raise
            except Exception as error:
                log.warning("a batch could not be sent as a whole: %r", error)
            for row in rows:
                _send(row, producer)
                sent.append(row.id)
    except Exception as error:  # kombu raises what its transport raises
        log.warning("the broker took %d of %d messages: %r", len(sent), len(rows), error)
        return sent, error
    return sent, None


def _send(row: OutboxEvent, producer: Producer) -> None:
    """Send one message to every service in its audience."""
    body = {"envelope": envelope_of(row).model_dump(mode="json")}
    for service in row.audience:
        send(
            "outbox.receive",
            body,
            producer=producer,
            queue=service,
            kwargsrepr=row.name,  # a repr of the whole payload is dear, and nobody's to read
        )


def _put_off(rows: list[OutboxEvent], error: Exception) -> None:
    """Try the rest a little later; only the row that failed first is counted against.

    A broker that is away is nobody's fault, so connection errors park nothing.
    """
    text = f"{type(error).__name__}: {error}"[:1000]
    waiting = OutboxEvent.objects.filter(id__in=[row.id for row in rows])
    waiting.update(next_attempt_at=timezone.now() + timedelta(seconds=2), last_error=text)
    if not isinstance(error, _broker_errors()):
        first = OutboxEvent.objects.filter(id=rows[0].id)
        first.update(attempts=F("attempts") + 1)
        first.filter(attempts__gte=MAX_ATTEMPTS).update(parked_at=timezone.now())


def _broker_errors() -> tuple[type[BaseException], ...]:
    return (OSError, OperationalError, *current_app.connection_for_write().connection_errors)


class Relay(threading.Thread):
    """Wakes by LISTEN and by the clock; one at a time a database by advisory lock."""

    def __init__(self) -> None:
        """Prepare the thread; it starts with the worker."""
        super().__init__(name="outbox-relay", daemon=True)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask the thread to end after its batch."""
        self._stopping.set()

    def run(self) -> None:
        """Relay until stopped; a lost database is waited for."""
        while not self._stopping.is_set():
            try:
                self._relay()
            except Exception as error:  # the thread must outlive whatever fails below it
                log.warning("the relay lost its database, reconnecting: %r", error)
                connection.close()
                self._stopping.wait(1.0)

    def _relay(self) -> None:
        """Hold the lock and drain the table whenever there may be something in it."""
        with psycopg.connect(**database.parameters()) as listener:
            if not self._lock(listener):
                return
            listener.execute(f"LISTEN {CHANNEL}")
            while not self._stopping.is_set():
                self._drain()
                _wait(listener, SECONDS_BETWEEN_LOOKS, self._stopping.is_set)

    def _lock(self, listener: "psycopg.Connection[tuple[bool]]") -> bool:
        """Return whether this is the one relay; otherwise wait a little before asking again."""
        row = listener.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
        if row and row[0]:
            return True
        self._stopping.wait(SECONDS_BETWEEN_LOOKS)
        return False

    def _drain(self) -> None:
        close_old_connections()
        while not self._stopping.is_set() and publish_batch() == BATCH:
            pass


def _wait(
    listener: "psycopg.Connection[tuple[bool]]", seconds: float, stopping: Callable[[], bool]
) -> None:
    """Return when something was written, after ``seconds``, or soon after a stop."""
    for _ in range(int(seconds)):
        if stopping():
            return
        ready, _, _ = select.select([listener.fileno()], [], [], 1.0)
        if ready:
            for _notification in listener.notifies(timeout=0):
                pass
            return
