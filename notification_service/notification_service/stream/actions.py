"""What is put on the live stream, who may read it, and when it is forgotten."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from notification_service.stream.models import StreamEvent
from notification_service.stream.wire import CHANNEL


class OutsideTransaction(RuntimeError):
    """A stream event must be written with the change it tells, in one transaction."""


def tell(user_id: UUID, *events: tuple[str, dict[str, Any]]) -> None:
    """Put events on the person's live stream; they leave when the transaction commits.

    Args:
        user_id: the person.
        events: kind and data of each; the number of an ``unread`` event is counted when it is
            sent, so that it is never out of date.

    Raises:
        OutsideTransaction: there is no transaction to belong to.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("tell the stream inside transaction.atomic()")
    StreamEvent.objects.bulk_create(
        StreamEvent(user_id=user_id, kind=kind, data=data) for kind, data in events
    )


def recheck(user_id: UUID) -> None:
    """Have every stream process close what the person may no longer read, after the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{user_id} recheck"])


def purge(*, before: datetime) -> int:
    """Delete events from before the moment; return how many.

    Up to where is noted first, so that a reader who resumes from there is told to look again.
    """
    last = StreamEvent.objects.filter(created_at__lt=before).order_by("-id").first()
    if last is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('stream_forgotten', %s)", [last.id])
    return StreamEvent.objects.filter(id__lte=last.id).delete()[0]
