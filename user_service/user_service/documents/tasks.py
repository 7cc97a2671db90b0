"""Background work about documents."""

from typing import Any

from celery import shared_task

from user_service.documents import actions


@shared_task(name="user_service.discard_files")
def discard_files(**_: Any) -> None:
    """Remove the bytes of removed documents; safe to run twice."""
    actions.discard_due()
