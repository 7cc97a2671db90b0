"""From the commit of an event to its handler in another service."""

import time
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import transaction

from common.contracts.agent import RunChanged, RunState
from common.outbox.actions import emit

COUNT, PAUSE = 150, 0.05  # seconds between two events, so that none waits for another


def measure(subscriber_url: str) -> dict[str, list[float]]:
    """Return the milliseconds to the arrival and to the end of the handler, sorted.

    Args:
        subscriber_url: the database of notification_service.
    """
    committed: dict[UUID, float] = {}
    for _ in range(COUNT):
        run_id = uuid4()
        with transaction.atomic():
            event = RunChanged(run_id=run_id, state=RunState.RUNNING, step="resume")
            row = emit(event, user_id=uuid4(), subject_id=run_id)
        committed[row.id] = time.time()
        time.sleep(PAUSE)
    rows = _handled(subscriber_url, list(committed))
    return {
        "arrived": sorted((came.timestamp() - committed[i]) * 1000 for i, came, _done in rows),
        "handled": sorted((done.timestamp() - committed[i]) * 1000 for i, _came, done in rows),
    }


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
