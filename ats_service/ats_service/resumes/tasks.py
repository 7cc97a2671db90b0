"""Reading documents in the background."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from ats_service.resumes import actions


@shared_task(name="ats_service.parse_document")
def parse_document(*, parse_id: str, **_: Any) -> None:
    """Read one document; safe to run twice."""
    actions.read(UUID(parse_id), at=timezone.now())


@shared_task(name="ats_service.sweep_parses")
def sweep_parses(**_: Any) -> None:
    """Read what was forgotten or is due again; safe to run twice."""
    for parse_id in actions.due(timezone.now()):
        actions.read(parse_id, at=timezone.now())
