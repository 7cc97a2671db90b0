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

COUNT, PAUSE = 150, 0.05  # seconds between two events, so that none waits for another


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
    committed: dict[UUID, float] = {}
    for _ in range(COUNT):
        run_id = uuid4()
        with transaction.atomic():
            row = emit(make(run_id), user_id=uuid4(), subject_id=run_id)
        committed[row.id] = time.time()
        time.sleep(PAUSE)
    return [
        ((came.timestamp() - committed[i]) * 1000, (done.timestamp() - committed[i]) * 1000)
        for i, came, done in _handled(url, list(committed))
    ]


def _handled(url: str, ids: list[UUID]) -> list[tuple[UUID, Any, Any]]:
    """Return id, arrival and end of every event once all are handled."""
    query = (
        "SELECT id, received_at, handled_at FROM outbox_inboxevent "
        "WHERE id = ANY(%s) AND handled_at IS NOT NULL"
    )
    until = time.monotonic() + 60
    with psycopg.connect(url, autocommit=True) as subscriber:
        while time.monotonic() < until:
            rows: list[tuple[UUID, Any, Any]] = subscriber.execute(query, [ids]).fetchall()
            if len(rows) == len(ids):
                return rows
            time.sleep(0.1)
    raise TimeoutError(f"{len(rows)} of {len(ids)} events were handled")
