"""Carrying codes and challenges to destinations."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from notification_service.destinations import actions, proving


@shared_task(name=actions.ASK)
def ask_destination(*, destination_id: str, **_: Any) -> None:
    """Carry a code or a challenge to one destination; safe to run twice."""
    proving.ask(UUID(destination_id), at=timezone.now())


@shared_task(name="notification_service.sweep_destinations")
def sweep_destinations(**_: Any) -> None:
    """Carry what a crash or a lost ring left behind; safe to run twice."""
    for destination_id in proving.destinations_to_ask(at=timezone.now()):
        proving.ask(destination_id, at=timezone.now())
