"""Sends what is due, a batch of one channel at a time.

A batch is claimed under one lease and decided with one statement for each table, whatever its
size. What became of it is written at least every second, so that a crash repeats little.
"""

import logging
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

import orjson
from django.db import connection

from common import leases
from common.crashpoint import crashpoint
from common.internal import PeerAway
from notification_service.channels import Channel, Letter, TransportError
from notification_service.contacts.models import Contact
from notification_service.delivery import providers
from notification_service.delivery.bundles import bundle
from notification_service.delivery.decide import Decision, Person, decide
from notification_service.delivery.letters import letter_of
from notification_service.delivery.models import Delivery, DeliveryQuerySet, State
from notification_service.delivery.stopping import stop_where_dead
from notification_service.delivery.suppressions import suppressed_among
from notification_service.destinations.actions import target_of
from notification_service.destinations.models import Destination
from notification_service.preferences.actions import channels, known_of_all

log = logging.getLogger(__name__)
BATCH = 100
_NOTE_SECONDS = 1.0
_OUTCOME = ("state", "reason", "trail", "sent_at", "next_attempt_at", "attempts")
_KEEP = """
UPDATE delivery_delivery AS kept SET state = new.state, reason = new.reason, trail = new.trail,
  sent_at = new.sent_at, next_attempt_at = new.next_attempt_at, attempts = new.attempts
FROM jsonb_to_recordset(%s) AS new(id uuid, state text, reason text, trail jsonb,
  sent_at timestamptz, next_attempt_at timestamptz, attempts int)
WHERE kept.id = new.id AND kept.lease_owner = %s
"""
Bundle = tuple[Delivery, list[Delivery]]


def send_batch(rows: DeliveryQuerySet, *, at: datetime, limit: int = BATCH) -> int:
    """Send what can be claimed of some deliveries; return how many were looked at."""
    claimed = leases.claim_many(rows, limit=limit)
    if claimed:
        with leases.held(*claimed):
            for name in sorted({row.channel for row in claimed}):
                _send_all([row for row in claimed if row.channel == name], at=at)
    return len(claimed)


def people_of(rows: Iterable[Delivery]) -> dict[str, Person]:
    """Return what is known of everybody that some deliveries are for, by the text of their id."""
    rows = list(rows)
    ids = {row.user_id for row in rows}
    known = known_of_all(ids)
    contacts = {one.user_id: one for one in Contact.objects.filter(user_id__in=ids)}
    suppressed = suppressed_among(contacts.values()) if contacts else set[UUID]()
    places: dict[UUID, dict[UUID, Destination]] = {}
    if any(row.destination for row in rows):
        for place in Destination.objects.of_many(ids):
            places.setdefault(place.user_id, {})[place.id] = place
    return {
        str(i): Person(known[i], contacts.get(i), i in suppressed, places.get(i, {})) for i in ids
    }


def _send_all(rows: list[Delivery], *, at: datetime) -> None:
    """Decide, bundle, admit and send deliveries of one channel."""
    people, channel = people_of(rows), channels().get(rows[0].channel)
    ready, settled = [], []
    for row in rows:
        decision = decide(row, channel, people[str(row.user_id)], at=at)
        if decision.do == "send":
            ready.append(row)
        else:
            note_decision(row, decision, at=at)
            settled.append(row)
    _keep(settled)
    if ready and channel is not None:
        bundles = bundle(ready, people, at=at)
        carried = {each.id for _, others in bundles for each in others}
        _by_provider([one for one in bundles if one[0].id not in carried], channel, people, at)


def _by_provider(
    bundles: list[Bundle], channel: Channel, people: dict[str, Person], at: datetime
) -> None:
    by_name: dict[str, list[Bundle]] = {}
    for one in bundles:
        name = _provider(one[0], channel, people[str(one[0].user_id)])
        by_name.setdefault(name, []).append(one)
    for name, group in by_name.items():
        granted, why, until = providers.admit(name, len(group), at=at)
        _put_off([row for row, _ in group[granted:]], Decision("wait", why, until), at=at)
        _send_to(name, channel, group[:granted], people, at)


def _provider(row: Delivery, channel: Channel, person: Person) -> str:
    if row.destination and row.destination in person.destinations:
        return person.destinations[row.destination].provider
    return channel.provider(person.contact) if person.contact else channel.label


def _send_to(
    name: str, channel: Channel, group: Sequence[Bundle], people: dict[str, Person], at: datetime
) -> None:
    """Send over one connection; stop where the provider closes."""
    done: list[Delivery] = []
    noted, arrived = monotonic(), False
    with channel.opened() as send:
        for place, (row, others) in enumerate(group):
            error = _attempt(row, others, people[str(row.user_id)], send)
            done.append(row)
            closed = False
            if error is None:
                arrived = True
                row.sent_at = at
                row.note(State.SENT, "sent", at=at)
            else:
                closed = _note_failure(row, error, channel, name, at=at)
            if error is not None or monotonic() - noted > _NOTE_SECONDS:
                _keep(done)
                done, noted = [], monotonic()
            if error is not None:
                stop_where_dead(row, error, people[str(row.user_id)], at=at)
            if closed:
                wait = Decision("wait", "provider-down", row.next_attempt_at)
                _put_off([each for each, _ in group[place + 1 :]], wait, at=at)
                break
    _keep(done)
    if arrived:
        providers.note_success(name, at=at)


def _attempt(
    row: Delivery,
    others: Sequence[Delivery],
    person: Person,
    send: Callable[[Letter], None],
) -> TransportError | None:
    """Hand one message over; return why it was not taken."""
    try:
        place = person.destinations.get(row.destination) if row.destination else None
        target = target_of(place) if place else None
        send(letter_of(row, person, others, target=target))
        crashpoint("deliver:after_send")
    except PeerAway:
        return TransportError("no link was made: agent_service is away")
    except TransportError as error:
        return error
    except Exception as error:  # a channel's bug holds up its own message only
        log.exception("channel %s broke on delivery %s", row.channel, row.id)
        return TransportError(f"the channel broke: {type(error).__name__}")
    return None


def note_decision(row: Delivery, decision: Decision, *, at: datetime) -> None:
    """Put what was decided into the row, which is not saved."""
    if decision.do == "wait":
        row.attempts = max(0, row.attempts - 1)  # waiting is no attempt
        row.next_attempt_at = decision.until or at
        detail = f"until {row.next_attempt_at:%Y-%m-%d %H:%M %Z}" if decision.until else ""
        row.note(State.PENDING, decision.reason, at=at, detail=detail)
    elif decision.do == "suppress":
        row.note(State.SUPPRESSED, decision.reason, at=at)


def _put_off(rows: Sequence[Delivery], decision: Decision, *, at: datetime) -> None:
    for row in rows:
        note_decision(row, decision, at=at)
    _keep(rows)


def _note_failure(
    row: Delivery, error: TransportError, channel: Channel, provider: str, *, at: datetime
) -> bool:
    """Plan the next attempt, or stop where it cannot help; return whether the provider closed."""
    detail = str(error)[:300]
    if error.permanent:
        row.note(State.FAILED, "refused", at=at, detail=detail)
        return False
    closed = providers.note_failure(provider, detail, retry_after=error.retry_after, at=at)
    if row.attempts > len(channel.pauses):
        row.note(State.PARKED, "too-many-attempts", at=at, detail=detail)
        return closed
    wait = channel.pauses[max(0, row.attempts - 1)] * random.uniform(0.5, 1.5)
    row.next_attempt_at = at + timedelta(seconds=max(wait, error.retry_after or 0))
    row.note(State.PENDING, "transport-error", at=at, detail=detail)
    return closed


def _keep(rows: Sequence[Delivery]) -> None:
    """Write what became of deliveries; what was erased or taken by another stays as it is.

    One statement for a batch, a tenth of what ``bulk_update`` costs; the lease is its condition.
    """
    if not rows:
        return
    written = [
        {"id": str(row.id)} | {name: getattr(row, name) for name in _OUTCOME} for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [orjson.dumps(written).decode(), rows[0].lease_owner])
