"""Routing what happened to the channels of a person, and what staff and ticks set going."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from common.errors import NotHere
from notification_service.delivery.decide import Person, decide
from notification_service.delivery.letters import local_letter
from notification_service.delivery.models import Delivery, Provider, State
from notification_service.delivery.ringing import ring
from notification_service.delivery.sending import send_batch
from notification_service.destinations.actions import NotNow, own
from notification_service.destinations.models import Destination
from notification_service.destinations.models import State as Stands
from notification_service.identity import id_of
from notification_service.messages.kinds import KINDS, Kind
from notification_service.preferences.actions import Known, channels, known_of


@transaction.atomic(savepoint=False)
def route(
    kind: Kind,
    user_id: UUID,
    facts: Mapping[str, Any],
    *,
    occurred_at: datetime,
    at: datetime,
    subject: str = "",
    to: Destination | None = None,
) -> None:
    """Tell a person something: a row for each channel, and the local ones sent at once.

    The same kind and subject twice is told once, whoever calls and in whatever order.

    Args:
        kind: of message.
        user_id: the person.
        facts: what subject, link and templates may name, as JSON.
        occurred_at: when it happened.
        at: now.
        subject: what it is about, where that is not what the kind says.
        to: the only place to tell it; None for every channel and destination.
    """
    told = {**facts, "occurred_at": occurred_at.isoformat()}
    subject, known = subject or kind.subject_of(told), known_of(user_id)
    rows = [
        Delivery(
            id=id_of(occurred_at, user_id, kind.name, subject, *where),
            user_id=user_id,
            kind=kind.name,
            subject=subject,
            channel=where[0],
            destination=where[1] if len(where) > 1 else None,
            facts=told,
            occurred_at=occurred_at,
            created_at=at,
            next_attempt_at=at,
            priority=kind.priority,
            collapse=kind.collapse_of(told),
        )
        for where in (_everywhere(kind, user_id) if to is None else [(to.channel, to.id)])
    ]
    for row in rows:
        _settle_at_once(row, known, at=at)
    new = Delivery.objects.all().add_new(rows)
    _start([row for row in rows if row.id in new])


def _everywhere(kind: Kind, user_id: UUID) -> list[tuple[Any, ...]]:
    """Return every channel, and of those a person sets up each destination that takes the kind."""
    own = Destination.objects.of(user_id).ready().only("id", "channel", "kinds")
    takes = [(one.channel, one.id) for one in own if not one.kinds or kind.name in one.kinds]
    return [(name,) for name, one in channels().items() if one.settings is None] + takes


def _settle_at_once(row: Delivery, known: Known, *, at: datetime) -> None:
    """Settle what the person does not want and what stays in our own database.

    The rest is decided when it is sent.
    """
    channel = channels().get(row.channel)
    decision = decide(row, channel, Person(known), at=at)
    if decision.do == "suppress" and decision.reason in ("preference", "too-late"):
        row.note(State.SUPPRESSED, decision.reason, at=at)
    elif decision.do == "send" and channel is not None and channel.local:
        row.sent_at = at
        row.note(State.SENT, "sent", at=at)


def _start(new: Sequence[Delivery]) -> None:
    """Write what stays in our own database, with the rows that say so, and ring for the rest."""
    for row in new:
        if row.state == State.SENT:
            channels()[row.channel].send(local_letter(row))
    ring(*(row for row in new if row.state == State.PENDING))


def route_to_staff(
    kind: Kind, facts: Mapping[str, Any], *, occurred_at: datetime, at: datetime
) -> None:
    """Tell something to everybody whom the operator named in STAFF_ALERTS."""
    for user_id in settings.STAFF_ALERTS:
        route(kind, UUID(user_id), facts, occurred_at=occurred_at, at=at)


def deliver(delivery_id: UUID, *, at: datetime) -> bool:
    """Send one delivery if it is due and nobody else does; return whether this call looked."""
    return bool(send_batch(Delivery.objects.due(at).filter(id=delivery_id), at=at, limit=1))


def deliver_next(*, at: datetime, channel: str = "") -> int:
    """Send a batch of what is due, of one channel or of all; return how many were looked at."""
    rows = Delivery.objects.due(at).in_turn()
    return send_batch(rows.filter(channel=channel) if channel else rows, at=at)


def channels_due(*, at: datetime) -> list[str]:
    """Return the channels on which something is due, the longest waiting first."""
    due = Delivery.objects.due(at).values("channel").annotate(first=Min("next_attempt_at"))
    return [row["channel"] for row in due.order_by("first")]


def look_again(user_id: UUID, *, at: datetime) -> int:
    """Decide anew about what waits for a person, whose habits or zone changed; return how much.

    What failed keeps its time: its provider is not asked sooner because of that.
    """
    rows = Delivery.objects.of(user_id).filter(state=State.PENDING, next_attempt_at__gt=at)
    waiting = rows.filter(reason__in=("quiet-hours", "paused", "digest", "gathering"))
    return waiting.update(next_attempt_at=at)


@transaction.atomic
def resend(ids: Iterable[UUID], *, at: datetime) -> int:
    """Let staff send deliveries once more; return how many will go.

    A message in the app is there already, so local channels are passed over. The e-mail keeps its
    Message-ID, so that a receiver recognises the repeat. What was told with another goes with it.
    """
    local = [name for name, channel in channels().items() if channel.local]
    rows = Delivery.objects.select_for_update().filter(id__in=list(ids))
    unsettled = (State.PENDING, State.BUNDLED)
    chosen = list(rows.exclude(state__in=unsettled).exclude(channel__in=local))
    for row in chosen:
        row.attempts, row.next_attempt_at = 0, at
        row.note(State.PENDING, "resent-by-staff", at=at)
        row.save()
    ring(*chosen)
    return len(chosen)


@transaction.atomic
def replay(user_id: UUID, delivery_id: UUID, *, at: datetime) -> Delivery:
    """Let a person have a message sent once more to a destination that they set up.

    Raises:
        NotHere: it is another's, or did not go to such a destination.
    """
    rows = Delivery.objects.select_for_update().of(user_id).filter(id=delivery_id)
    row = rows.exclude(destination=None).first()
    if row is None:
        raise NotHere("Only what went to a destination of your own can be sent once more.")
    if row.state not in (State.PENDING, State.BUNDLED):
        row.attempts, row.next_attempt_at = 0, at
        row.note(State.PENDING, "replayed", at=at)
        row.save()
        ring(row)
    return row


def try_out(user_id: UUID, destination_id: UUID, *, at: datetime) -> None:
    """Send a test message to one destination of a person.

    Raises:
        NotHere: it is another's, or gone.
        NotNow: nothing goes there yet.
    """
    found = own(user_id, destination_id)
    if found.state != Stands.READY:
        raise NotNow("Prove it or resume it first.")
    facts = {"occasion": f"{found.id}:{at.isoformat()}", "label": found.label}
    route(KINDS["test_message"], user_id, facts, occurred_at=at, at=at, to=found)


def tell_stopped(stopped: Destination, *, at: datetime) -> None:
    """Tell a person elsewhere that nothing arrives at a destination any more."""
    kind = KINDS["webhook_disabled" if stopped.channel == "webhook" else "channel_paused"]
    facts = {
        "occasion": f"{stopped.id}:{at.isoformat()}",
        "channel": stopped.label,
        "host": stopped.label,
        "reason": stopped.detail,
    }
    route(kind, stopped.user_id, facts, occurred_at=at, at=at)


def tell_bounced(user_id: UUID, detail: str, *, at: datetime) -> None:
    """Tell a person elsewhere that their address takes no mail."""
    facts = {"occasion": f"email:{at.isoformat()}", "channel": "email", "reason": detail}
    route(KINDS["channel_paused"], user_id, facts, occurred_at=at, at=at)


@transaction.atomic
def open_again(names: Iterable[str], *, at: datetime) -> int:
    """Let messages go to some providers again at once; return how many wait for one."""
    Provider.objects.filter(name__in=list(names)).update(
        failures=0, closed_until=None, reason="", filled_at=at
    )
    closed = ("provider-down", "asked-to-wait", "throttled")
    return Delivery.objects.filter(state=State.PENDING, reason__in=closed).update(
        next_attempt_at=at
    )
