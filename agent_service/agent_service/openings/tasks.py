"""Fetching postings in the background."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from agent_service.openings import actions, boards


@shared_task(name="agent_service.fetch_opening")
def fetch_opening(*, opening_id: str, **_: Any) -> None:
    """Fetch one posting; safe to run twice."""
    actions.fetch(UUID(opening_id), at=timezone.now())


@shared_task(name="agent_service.sweep_openings")
def sweep_openings(**_: Any) -> None:
    """Fetch what was forgotten or is due again; safe to run twice."""
    for opening_id in actions.due(timezone.now()):
        actions.fetch(opening_id, at=timezone.now())


@shared_task(name="agent_service.watch_sources")
def watch_sources(**_: Any) -> None:
    """Tell staff of job boards that fell silent; safe to run twice."""
    boards.announce(at=timezone.now())
