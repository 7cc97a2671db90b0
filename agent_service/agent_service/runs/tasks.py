"""Advancing runs in the background."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from agent_service.runs import engine


@shared_task(name="agent_service.advance_run")
def advance_run(*, run_id: str, **_: Any) -> None:
    """Take a run as far as it goes without a browser; safe to run twice."""
    engine.advance(UUID(run_id), in_browser=False)


@shared_task(name="agent_service.advance_in_browser")
def advance_in_browser(*, run_id: str, **_: Any) -> None:
    """Take a run through its steps in the browser; safe to run twice."""
    engine.advance(UUID(run_id), in_browser=True)


@shared_task(name="agent_service.sweep_runs")
def sweep_runs(**_: Any) -> None:
    """Ring for runs that were forgotten or are due again; safe to run twice."""
    with transaction.atomic():
        for run in engine.due(timezone.now()):
            engine.ring(run)
