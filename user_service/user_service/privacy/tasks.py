"""Background work about privacy."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from user_service.privacy import actions


@shared_task(name="user_service.go_on_erasing")
def go_on_erasing(**_: Any) -> None:
    """Bring unfinished erasures further; safe to run twice."""
    actions.go_on(at=timezone.now())
