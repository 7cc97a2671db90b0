"""Tells those who run the suite when messages wait for longer than they should."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min, QuerySet

from common.contracts.operations import QueueStuck
from common.outbox.actions import emit
from common.outbox.models import InboxEvent, MessageRow, OutboxEvent

_PATIENCE = timedelta(minutes=10)
_AGAIN = timedelta(hours=1)


def watch(*, at: datetime) -> list[str]:
    """Announce each queue that is stuck, at most once an hour; return their names.

    Messages that were given up stand for themselves: nothing hands them on until somebody looks.
    """
    late = {"next_attempt_at__lt": at - _PATIENCE, "parked_at": None}
    queues: dict[str, QuerySet[MessageRow]] = {
        "outbox": OutboxEvent.objects.filter(published_at=None, **late),
        "inbox": InboxEvent.objects.filter(handled_at=None, **late),
        "parked outbox": OutboxEvent.objects.filter(parked_at__isnull=False),
        "parked inbox": InboxEvent.objects.filter(parked_at__isnull=False),
    }
    return [name for name, rows in queues.items() if announce(name, rows, at=at)]


@transaction.atomic
def announce(
    name: str, rows: QuerySet[Any], *, at: datetime, since: str = "next_attempt_at"
) -> bool:
    """Tell those who run the suite that rows are overdue, at most once an hour.

    Args:
        name: of the queue, as staff read it.
        rows: what is overdue; nothing is told where there is none.
        at: now.
        since: the column that says since when.
    """
    found = rows.aggregate(waiting=Count("id"), since=Min(since))
    subject = uuid5(NAMESPACE_URL, f"{settings.SERVICE} {name}")
    told = OutboxEvent.objects.filter(
        name=QueueStuck.name, subject_id=subject, occurred_at__gt=at - _AGAIN
    )
    if not found["waiting"] or told.exists():
        return False
    event = QueueStuck(
        service=settings.SERVICE,
        queue=name,
        waiting=found["waiting"],
        since_at=found["since"],
        admin=settings.ADMIN_PATH,
    )
    emit(event, user_id=None, subject_id=subject)
    return True
