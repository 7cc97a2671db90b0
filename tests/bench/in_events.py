"""From the commit of an event to its handler in another service."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import transaction

from common.contracts.agent import RunChanged, RunFailed, RunState
from common.events import Event
from common.outbox.actions import emit

#: Each event is handled before the next one comes: a suite with nothing else to do.
COUNT, PAUSE = 150, 0.02


def measure(subscriber_url: str) -> dict[str, list[float]]:
    """Return the milliseconds to the arrival and to the end of the handler, sorted.

    Args:
        subscriber_url: the database of notification_service.
    """
    rows = _timed(
        subscriber_url,
        lambda run_id: RunChanged(run_id=run_id, state=RunState.RUNNING, step="resume"),
    )
    told = _timed(subscriber_url, lambda run_id: RunFailed(run_id=run_id, step="match", code="x"))
    return {
        "arrived": sorted(came for came, _done in rows),
        "handled": sorted(done for _came, done in rows),
        "in_app": sorted(done for _came, done in told),  # the message is of that transaction
    }


def _timed(url: str, make: Callable[[UUID], Event]) -> list[tuple[float, float]]:
    """Return the milliseconds to the arrival and to the end of the handler of each event."""
    found = list[tuple[float, float]]()
    with psycopg.connect(url, autocommit=True) as subscriber:
        for _ in range(COUNT):
            run_id = uuid4()
            with transaction.atomic():
                row = emit(make(run_id), user_id=uuid4(), subject_id=run_id)
            committed = time.time()
            came, done = _handled(subscriber, row.id)
            found.append(
                ((came.timestamp() - committed) * 1000, (done.timestamp() - committed) * 1000)
            )
            time.sleep(PAUSE)
    return found


def _handled(subscriber: psycopg.Connection[Any], event_id: UUID) -> tuple[Any, Any]:
    """Return arrival and end of an event once it is handled."""
    query = (
        "SELECT received_at, handled_at FROM outbox_inboxevent "
        "WHERE id = %s AND handled_at IS NOT NULL"
    )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if row := subscriber.execute(query, [event_id]).fetchone():
            return row[0], row[1]
        time.sleep(0.01)
    raise TimeoutError("an event was not handled")
