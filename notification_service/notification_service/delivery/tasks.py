"""Sending, rung for one delivery or by the tick."""

from time import monotonic
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from notification_service.delivery import actions

#: A tick comes every 30 seconds; a slow provider must not let sweeps pile up.
_SWEEP_SECONDS = 25.0


@shared_task(name=actions.DELIVER)
def deliver(*, delivery_id: str, **_: Any) -> None:
    """Send one delivery; safe to run twice."""
    actions.deliver(UUID(delivery_id), at=timezone.now())


@shared_task(name="notification_service.sweep_deliveries")
def sweep_deliveries(**_: Any) -> None:
    """Send what is due until the next tick takes over; safe to run twice."""
    ends = monotonic() + _SWEEP_SECONDS
    while monotonic() < ends and actions.deliver_next(at=timezone.now()):
        pass
