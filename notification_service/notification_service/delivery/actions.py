"""Routing what happened to the channels of a person, and sending it."""

import logging
import random
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from common import leases
from common.crashpoint import crashpoint
from common.outbox.actions import enqueue
from notification_service.channels import Letter, TransportError
from notification_service.contacts.models import Contact
from notification_service.delivery.decide import SEND, Decision, decide
from notification_service.delivery.models import Delivery, DeliveryQuerySet, State
from notification_service.identity import id_of
from notification_service.messages.kinds import KINDS, Kind
from notification_service.preferences.actions import channels, known_of

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 10
DELIVER = "notification_service.deliver"
_OUTCOME = ["state", "reason", "trail", "sent_at", "next_attempt_at", "attempts"]


@transaction.atomic(savepoint=False)
def route(
    kind: Kind,
    user_id: UUID,
    facts: Mapping[str, Any],
    *,
    occurred_at: datetime,
    at: datetime,
) -> None:
    """Tell a person something: a row for each channel, and the local ones sent at once.

    The same kind and subject twice is told once, whoever calls and in whatever order.

    Args:
        kind: of message.
        user_id: the person.
        facts: what subject, link and templates may name, as JSON.
        occurred_at: when it happened.
        at: now.
    """
    told = {**facts, "occurred_at": occurred_at.isoformat()}
    subject, known = kind.subject_of(told), known_of(user_id)
    rows = [
        Delivery(
            id=id_of(occurred_at, user_id, kind.name, subject, channel),
            user_id=user_id,
            kind=kind.name,
            subject=subject,
            channel=channel,
            facts=told,
            occurred_at=occurred_at,
            created_at=at,
            next_attempt_at=at,
        )
        for channel in channels()
    ]
    for row in rows:
        decision = decide(row, channels()[row.channel], known=known, contact=None, at=at)
        if decision.do == "suppress":
            row.note(State.SUPPRESSED, decision.reason, at=at)
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _start(user_id, kind, subject, at=at)


def _start(user_id: UUID, kind: Kind, subject: str, *, at: datetime) -> None:
    """Send what stays in our own database, and ring for the rest.

    The rows are locked: of two that route the same at once, one sends.
    """
    waiting = Delivery.objects.select_for_update().of(user_id).due(at)
    for row in waiting.filter(kind=kind.name, subject=subject).order_by("channel"):
        if not channels()[row.channel].local:
            enqueue(DELIVER, delivery_id=str(row.id))
            continue
        channels()[row.channel].send(_letter(row, contact=None))
        _note_decision(row, SEND, at=at)
        row.save(update_fields=_OUTCOME)


def deliver(delivery_id: UUID, *, at: datetime) -> bool:
    """Send one delivery if it is due and nobody else does; return whether this call looked."""
    return _deliver(Delivery.objects.due(at).filter(id=delivery_id), at=at)


def deliver_next(*, at: datetime) -> bool:
    """Send what is due longest: not rung for, or its worker died; False where nothing is."""
    return _deliver(Delivery.objects.due(at).order_by("next_attempt_at"), at=at)


def _deliver(rows: DeliveryQuerySet, *, at: datetime) -> bool:
    row = leases.claim(rows)
    if row is None:
        return False
    with leases.held(row):
        _attempt(row, at=at)
        crashpoint("deliver:after_send")
        with transaction.atomic():
            leases.check(row)
            row.save(update_fields=_OUTCOME)
    return True


def _attempt(row: Delivery, *, at: datetime) -> None:
    """Decide, send and put what became of it into the row, which is not saved."""
    channel = channels().get(row.channel)
    contact = Contact.objects.filter(user_id=row.user_id).first()
    decision = decide(row, channel, known=known_of(row.user_id), contact=contact, at=at)
    if decision.do == "send" and channel is not None:
        try:
            channel.send(_letter(row, contact=contact))
        except TransportError as error:
            return _note_failure(row, error, at=at)
        except Exception as error:  # a channel's bug holds up its own message only
            log.exception("channel %s broke on delivery %s", row.channel, row.id)
            broken = TransportError(f"the channel broke: {type(error).__name__}")
            return _note_failure(row, broken, at=at)
    return _note_decision(row, decision, at=at)


def _note_decision(row: Delivery, decision: Decision, *, at: datetime) -> None:
    if decision.do == "wait":
        row.attempts = max(0, row.attempts - 1)  # waiting is no attempt
        row.next_attempt_at = decision.until or at
        row.note(State.PENDING, decision.reason, at=at)
    elif decision.do == "suppress":
        row.note(State.SUPPRESSED, decision.reason, at=at)
    else:
        row.sent_at = at
        row.note(State.SENT, "sent", at=at)


def _note_failure(row: Delivery, error: TransportError, *, at: datetime) -> None:
    """Plan the next attempt, or stop where it cannot help."""
    detail = str(error)[:300]
    if error.permanent:
        row.note(State.FAILED, "refused", at=at, detail=detail)
    elif row.attempts >= MAX_ATTEMPTS:
        row.note(State.PARKED, "too-many-attempts", at=at, detail=detail)
    else:
        wait = min(6 * 3600.0, 15.0 * 2**row.attempts) * random.uniform(0.5, 1.5)
        row.next_attempt_at = at + timedelta(seconds=max(wait, error.retry_after or 0))
        row.note(State.PENDING, "transport-error", at=at, detail=detail)


def _letter(row: Delivery, *, contact: Contact | None) -> Letter:
    kind = KINDS[row.kind]
    return Letter(
        delivery_id=row.id,
        user_id=row.user_id,
        kind=row.kind,
        subject=row.subject,
        facts=row.facts,
        link=kind.link_of(row.facts),
        locked=row.channel in kind.locked,
        occurred_at=row.occurred_at,
        contact=contact,
    )


@transaction.atomic
def resend(ids: Iterable[UUID], *, at: datetime) -> int:
    """Let staff send deliveries once more; return how many will go.

    A message in the app is there already, so local channels are passed over. The e-mail keeps its
    Message-ID, so that a receiver recognises the repeat.
    """
    local = [name for name, channel in channels().items() if channel.local]
    rows = (
        Delivery.objects.select_for_update().filter(id__in=list(ids)).exclude(state=State.PENDING)
    )
    chosen = list(rows.exclude(channel__in=local))
    for row in chosen:
        row.attempts, row.next_attempt_at = 0, at
        row.note(State.PENDING, "resent-by-staff", at=at)
        row.save()
        enqueue(DELIVER, delivery_id=str(row.id))
    return len(chosen)
