"""Tasks to measure a real worker with: ``celery -A bench_tasks worker -Q bench``."""

import json
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from agent_service.celery import app

QUEUE = "bench"
stamps: dict[str, list[float]] = {}


def _stamp(batch: str) -> None:
    stamps.setdefault(batch, []).append(time.perf_counter())


@app.task(name="bench.empty")
def empty(*, batch: str, **_: Any) -> None:
    """Do nothing."""
    _stamp(batch)


@app.task(name="bench.write")
def write(*, batch: str, **_: Any) -> None:
    """Write one row."""
    from agent_service.runs.models import CommandAnswer

    CommandAnswer._default_manager.create(
        command_id=uuid4(), user_id=uuid4(), completed=True, received_at=timezone.now()
    )
    _stamp(batch)


@app.task(name="bench.write_anew")
def write_anew(*, batch: str, **_: Any) -> None:
    """Write one row over a connection of its own, as with CONN_MAX_AGE=0."""
    connection.close()
    write(batch=batch)


@app.task(name="bench.report")
def report(*, path: str, **_: Any) -> None:
    """Write down when each task ended."""
    draft = Path(path).with_suffix(".new")
    draft.write_text(json.dumps(stamps))
    draft.replace(path)
