"""Background work about profiles."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from user_service.profiles.actions import readings


@shared_task(name="user_service.read_proposals")
def read_proposals(**_: Any) -> None:
    """Fetch parses and propose their fields; safe to run twice."""
    readings.fetch_due(at=timezone.now())
