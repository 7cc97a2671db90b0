"""Everything that is written to outbox and inbox."""

import logging
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from common.auth import revocation
from common.contracts.commands import CommandCompleted, CommandFailed
from common.contracts.user import UserErased
from common.events import Command, Envelope, Message, handlers_of
from common.observability import current_request_id, request_id
from common.outbox.models import InboxEvent, MessageRow, OutboxEvent
from common.outbox.publishing import producing, send

log = logging.getLogger(__name__)
CHANNEL = "outbox"
MAX_ATTEMPTS = 5


class OutsideTransaction(RuntimeError):
    """A message must be written with the change it is about, in one transaction."""


class NobodyHandles(RuntimeError):
    """A message arrived that no handler of this service knows."""


def emit(
    message: Message,
    *,
    user_id: UUID | None,
    subject_id: UUID,
    subject_version: int = 0,
    causation_id: UUID | None = None,
    audience: tuple[str, ...] | None = None,
) -> OutboxEvent:
    """Write ``message`` with the caller's change; the relay hands it on after the commit.

    A trigger on the table notifies the relay, so the caller pays one statement.

    Args:
        message: an event or a command.
        user_id: the person it is about; None where it is about nobody.
        subject_id: the object it is about.
        subject_version: grows with each change of the object; an older one never overwrites.
        causation_id: the message that led to this one.
        audience: who gets it where the message's class leaves that open (answers).

    Raises:
        OutsideTransaction: there is no transaction to belong to.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"emit {message.name} inside transaction.atomic()")
    now = timezone.now()
    return OutboxEvent.objects.create(
        id=uuid7(),
        name=message.name,
        audience=list(audience or message.audience),
        user_id=user_id,
        subject_id=subject_id,
        subject_version=subject_version,
        request_id=current_request_id(),
        causation_id=causation_id,
        payload=message.model_dump(mode="json"),
        occurred_at=now,
        next_attempt_at=now,
    )


def complete(command: Command, envelope: Envelope, output: dict[str, Any]) -> None:
    """Answer a command that was carried out."""
    answer = CommandCompleted(command_id=command.command_id, output=output)
    _answer(answer, command, envelope)


def fail(command: Command, envelope: Envelope, *, code: str, detail: str) -> None:
    """Answer a command that cannot be carried out."""
    answer = CommandFailed(command_id=command.command_id, code=code, detail=detail)
    _answer(answer, command, envelope)


def _answer(answer: Message, command: Command, envelope: Envelope) -> None:
    emit(
        answer,
        user_id=envelope.user_id,
        subject_id=command.command_id,
        causation_id=envelope.id,
        audience=(command.reply_to,),
    )


def enqueue(task: str, *, queue: str | None = None, **arguments: Any) -> None:
    """Ring for ``task`` once the transaction is committed.

    A lost ring is no lost work: the row that the task looks at is found by the next sweep. So a
    broker that is away costs the caller nothing but a line in the log.
    """
    headers = {"request_id": current_request_id()}

    def ring() -> None:
        try:
            with producing() as producer:
                send(task, arguments, producer=producer, queue=queue, headers=headers)
        except Exception as error:  # kombu raises what its transport raises
            log.warning("no ring for %s, the sweep will find it: %r", task, error)

    transaction.on_commit(ring)


def envelope_of(row: MessageRow) -> Envelope:
    """Return the row as it travels."""
    return Envelope(
        id=row.id,
        name=row.name,
        occurred_at=row.occurred_at,
        user_id=row.user_id,
        subject_id=row.subject_id,
        subject_version=row.subject_version,
        request_id=row.request_id,
        causation_id=row.causation_id,
        payload=row.payload,
    )


def receive(envelope: Envelope) -> bool:
    """Handle a message at most once; return whether this call did it.

    The arrival is committed first, so that a message that kills its handler is counted; the
    handlers' effects and the mark ``handled_at`` are one transaction.
    """
    now = timezone.now()
    _store([envelope], at=now)
    return handle(envelope.id, at=now)


@transaction.atomic
def take_in(envelopes: Iterable[Envelope], *, at: datetime) -> None:
    """Store messages that came by another way than the broker, and ring for their handling."""
    arrived = list(envelopes)
    _store(arrived, at=at)
    for envelope in arrived:
        enqueue("outbox.handle", message_id=str(envelope.id))


def _store(envelopes: Iterable[Envelope], *, at: datetime) -> None:
    """Write the arrival of messages; what arrived before stays as it is."""
    rows = [
        InboxEvent(**one.model_dump(), next_attempt_at=at, received_at=at) for one in envelopes
    ]
    InboxEvent.objects.bulk_create(rows, ignore_conflicts=True)


def handle(message_id: UUID, *, at: datetime) -> bool:
    """Run the handlers of one stored message; return whether this call did it."""
    row = _count_attempt(message_id, at=at)
    if row is None:
        return False
    with request_id(row.request_id):
        try:
            return _handle_once(row)
        except Exception as error:  # whatever a handler raises is counted, kept and shown
            log.exception("handling %s failed (attempt %d)", row, row.attempts)
            _note_failure(InboxEvent, row, error)
            return False


def _count_attempt(message_id: UUID, *, at: datetime) -> InboxEvent | None:
    """Count the attempt before the work and lock others out for a minute."""
    with transaction.atomic():
        row = (
            InboxEvent.objects.select_for_update(skip_locked=True)
            .filter(id=message_id, handled_at=None, parked_at=None, next_attempt_at__lte=at)
            .first()
        )
        if row is None:
            return None
        row.attempts += 1
        row.next_attempt_at = at + timedelta(seconds=60)
        row.save(update_fields=["attempts", "next_attempt_at"])
        return row


def _handle_once(row: InboxEvent) -> bool:
    """Run every handler and mark the row, all or nothing."""
    with transaction.atomic():
        mine = InboxEvent.objects.select_for_update().get(id=row.id)
        if mine.handled_at is not None or mine.attempts != row.attempts:
            return False
        envelope = envelope_of(mine)
        if not _is_late(envelope):
            _call_handlers(envelope)
        InboxEvent.objects.filter(id=mine.id).update(handled_at=timezone.now(), last_error="")
    return True


def _is_late(envelope: Envelope) -> bool:
    """Return whether the message is about a person who is erased by now."""
    if envelope.user_id is None or envelope.name == UserErased.name:
        return False
    return revocation.is_erased(envelope.user_id)


def _call_handlers(envelope: Envelope) -> None:
    found = handlers_of(envelope.name)
    if not found:
        raise NobodyHandles(f"no handler for {envelope.name}: deploy one, then replay")
    for message, function in found:
        function(message.model_validate(envelope.payload), envelope)


def _note_failure(model: type[MessageRow], row: MessageRow, error: Exception) -> None:
    """Plan the next attempt, or park a message that failed too often."""
    now = timezone.now()
    final = row.attempts >= MAX_ATTEMPTS or isinstance(error, NobodyHandles)
    wait = min(6 * 3600.0, 15.0 * 2**row.attempts) * random.uniform(0.5, 1.5)
    model._default_manager.filter(id=row.id).update(
        last_error=f"{type(error).__name__}: {error}"[:1000],
        parked_at=now if final else None,
        next_attempt_at=now + timedelta(seconds=wait),
    )


def replay(model: type[MessageRow], ids: Iterable[UUID], *, at: datetime) -> int:
    """Give parked messages five fresh attempts; return how many there were."""
    with transaction.atomic():
        changed = model._default_manager.filter(id__in=list(ids), parked_at__isnull=False).update(
            parked_at=None, attempts=0, next_attempt_at=at, last_error=""
        )
        enqueue("outbox.sweep")
    return changed


def purge(*, before: datetime) -> int:
    """Delete messages that were handed on or handled before the moment."""
    sent, _ = OutboxEvent.objects.filter(published_at__lt=before).delete()
    handled, _ = InboxEvent.objects.filter(handled_at__lt=before).delete()
    return sent + handled
