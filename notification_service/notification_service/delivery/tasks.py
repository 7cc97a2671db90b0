"""Sending, rung for one delivery or by the tick; each channel's lane does the work."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from notification_service.delivery import actions, bounces, lanes, watching
from notification_service.delivery.ringing import DELIVER


@shared_task(name=DELIVER)
def deliver(*, delivery_id: str, channel: str = "email", **_: Any) -> None:
    """Have the lane of a delivery's channel look; safe to run twice."""
    lanes.ring(channel)


@shared_task(name="notification_service.sweep_deliveries")
def sweep_deliveries(**_: Any) -> None:
    """Have the lane of every channel with something due look; safe to run twice."""
    for channel in actions.channels_due(at=timezone.now()):
        lanes.ring(channel)


@shared_task(name="notification_service.read_bounces")
def read_bounces(**_: Any) -> None:
    """Read the mails that came back; safe to run twice."""
    bounces.collect(at=timezone.now())


@shared_task(name="notification_service.watch_deliveries")
def watch_deliveries(**_: Any) -> None:
    """Tell the staff where messages do not go out; safe to run twice."""
    watching.watch(at=timezone.now())
