"""Putting messages into an inbox, reading them and putting them away."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce

from common.errors import NotHere
from notification_service.inbox.models import Message
from notification_service.stream import actions as stream

_GONE = "Check the id; messages of other people are not shown."


@transaction.atomic(savepoint=False)
def add(message: Message) -> None:
    """Put a message into its owner's inbox and onto the live stream."""
    message.save(force_insert=True)
    _show(message)


def _show(message: Message) -> None:
    shown = {
        "id": str(message.id),
        "kind": message.kind,
        "title": message.title,
        "link": message.link,
    }
    stream.tell(message.user_id, ("inbox", shown), ("unread", {}))


def count_unread(user_id: UUID) -> int:
    """Return how many messages were neither read nor put away."""
    return Message.objects.of(user_id).unread().count()


@transaction.atomic(savepoint=False)
def add_to(message: Message, *, told: Callable[[Message], None]) -> None:
    """Put a message into its owner's inbox, or into the one there that it is one with.

    Args:
        message: with the ``group`` of its facts holding what it adds.
        told: puts a message whose facts have changed into words.
    """
    Message.objects.bulk_create([message], ignore_conflicts=True)
    mine = Message.objects.select_for_update().get(id=message.id)
    grown = {each["event_id"]: each for each in (*mine.facts["group"], *message.facts["group"])}
    group = sorted(grown.values(), key=lambda each: (each["occurred_at"], each["event_id"]))
    mine.facts = {**group[0], "group": group, "count": len(group)}
    mine.created_at = min(mine.created_at, message.created_at)
    mine.subject, mine.link = message.subject, message.link
    if len(group) > 1:
        mine.subject, mine.link = "", ""
        mine.read_at = mine.archived_at = None
    told(mine)
    mine.save()
    _show(message)  # the news is what was added


@transaction.atomic(savepoint=False)
def mark_read(user_id: UUID, message_id: UUID, *, at: datetime) -> None:
    """Mark one message read; the first reading counts.

    Raises:
        NotHere: the person has no such message.
    """
    mine = Message.objects.of(user_id).filter(id=message_id)
    if not mine.update(read_at=Coalesce("read_at", at)):
        raise NotHere(_GONE)
    stream.tell(user_id, ("unread", {}))


@transaction.atomic(savepoint=False)
def mark_all_read(user_id: UUID, *, at: datetime) -> int:
    """Mark every unread message read; return how many there were."""
    changed = Message.objects.of(user_id).unread().update(read_at=at)
    if changed:
        stream.tell(user_id, ("unread", {}))
    return changed


@transaction.atomic(savepoint=False)
def archive(user_id: UUID, message_id: UUID, *, at: datetime) -> None:
    """Put one message away; it stays readable among the archived ones.

    Raises:
        NotHere: the person has no such message.
    """
    mine = Message.objects.of(user_id).filter(id=message_id)
    if not mine.update(archived_at=Coalesce("archived_at", at)):
        raise NotHere(_GONE)
    stream.tell(user_id, ("unread", {}))
