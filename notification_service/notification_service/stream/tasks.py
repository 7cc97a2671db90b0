"""Forgetting what nobody will resume from."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.utils import timezone

from notification_service.stream import actions


@shared_task(name="notification_service.purge_stream", ignore_result=False)
def purge_stream(**_: Any) -> int:
    """Delete stream events older than a day; return how many."""
    return actions.purge(before=timezone.now() - timedelta(days=1))
