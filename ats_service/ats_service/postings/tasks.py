"""Analysing postings in the background."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from ats_service.postings import actions


@shared_task(name="ats_service.analyse_posting")
def analyse_posting(*, posting_id: str, **_: Any) -> None:
    """Analyse one posting; safe to run twice."""
    actions.analyse(UUID(posting_id), at=timezone.now())


@shared_task(name="ats_service.sweep_postings")
def sweep_postings(**_: Any) -> None:
    """Analyse what was forgotten or is due again; safe to run twice."""
    for posting_id in actions.due(timezone.now()):
        actions.analyse(posting_id, at=timezone.now())
