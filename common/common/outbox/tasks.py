"""Receiving messages and looking for those that were forgotten."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.utils import timezone

from common.events import Envelope
from common.idempotency import actions as idempotency
from common.outbox import actions, relay
from common.outbox.models import InboxEvent


@shared_task(name="outbox.receive")
def receive(*, envelope: dict[str, Any], **_: Any) -> None:
    """Handle one message; safe to run twice."""
    actions.receive(Envelope.model_validate(envelope))


@shared_task(name="outbox.sweep")
def sweep(**_: Any) -> None:
    """Publish and handle what is due; safe to run twice."""
    now = timezone.now()
    relay.publish_batch()
    due = InboxEvent.objects.filter(handled_at=None, parked_at=None, next_attempt_at__lte=now)
    for message_id in due.order_by("next_attempt_at").values_list("id", flat=True)[:200]:
        actions.handle(message_id, at=now)


@shared_task(name="outbox.purge", ignore_result=False)
def purge(**_: Any) -> int:
    """Delete old messages and idempotency records; return how many."""
    now = timezone.now()
    forgotten = idempotency.forget(before=now - timedelta(hours=24))
    return forgotten + actions.purge(before=now - timedelta(days=14))
