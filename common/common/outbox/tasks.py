"""Receiving messages and looking for those that were forgotten."""

import logging
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from celery.exceptions import Reject
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from common.events import Envelope
from common.idempotency import actions as idempotency
from common.outbox import actions, comparing, relay, watch
from common.outbox.models import InboxEvent

log = logging.getLogger(__name__)

#: A message whose arrival cannot be written waits here for the database, then at the broker:
#: Celery acknowledges a task that raises, and the message would be gone.
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0)


@shared_task(name="outbox.receive")
def receive(*, envelope: dict[str, Any], **_: Any) -> None:
    """Handle one message; safe to run twice.

    Raises:
        Reject: the database is still away; the broker hands the message out once more.
    """
    message = Envelope.model_validate(envelope)
    for wait in _WAITS:
        try:
            actions.receive(message)
            return
        except (OperationalError, InterfaceError) as error:
            log.warning("the database is away, %s waits: %r", message.name, error)
            connection.close()
            time.sleep(wait)
    raise Reject("the database is away", requeue=True)


@shared_task(name="outbox.handle")
def handle(*, message_id: str, **_: Any) -> None:
    """Handle one stored message; safe to run twice."""
    actions.handle(UUID(message_id), at=timezone.now())


@shared_task(name="outbox.sweep")
def sweep(**_: Any) -> None:
    """Publish and handle what is due; safe to run twice."""
    now = timezone.now()
    relay.publish_batch()
    due = InboxEvent.objects.filter(handled_at=None, parked_at=None, next_attempt_at__lte=now)
    for message_id in due.order_by("next_attempt_at").values_list("id", flat=True)[:200]:
        actions.handle(message_id, at=now)


@shared_task(name="outbox.compare")
def compare(**_: Any) -> None:
    """Fetch what peers published and the broker lost; safe to run twice."""
    comparing.compare_all(at=timezone.now())


@shared_task(name="outbox.purge", ignore_result=False)
def purge(**_: Any) -> int:
    """Delete old messages and idempotency records; return how many."""
    now = timezone.now()
    forgotten = idempotency.forget(before=now - timedelta(hours=24))
    return forgotten + actions.purge(before=now - timedelta(days=14))


@shared_task(name="outbox.watch")
def watch_queues(**_: Any) -> None:
    """Announce queues that are stuck; safe to run twice."""
    watch.watch(at=timezone.now())
