"""The tick that tells what is due."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from notification_service.reminders import actions


@shared_task(name="notification_service.fire_reminders")
def fire_reminders(**_: Any) -> None:
    """Tell every reminder that is due; safe to run twice."""
    actions.fire_due(at=timezone.now())
