"""Sends what is due, a batch of one channel at a time.

A batch is claimed under one lease and decided with one statement for each table, whatever its
size. What became of it is written at least every second, so that a crash repeats little.
"""

import logging
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from common import leases
from common.crashpoint import crashpoint
from common.internal import PeerAway
from notification_service.channels import Channel, Letter, TransportError
from notification_service.contacts.models import Contact
from notification_service.delivery import providers
from notification_service.delivery.bundles import bundle
from notification_service.delivery.decide import Decision, Person, decide
from notification_service.delivery.ledger import Ledger, keep
from notification_service.delivery.letters import letter_of
from notification_service.delivery.models import Delivery, DeliveryQuerySet, State
from notification_service.delivery.suppressions import suppressed_among
from notification_service.destinations.actions import target_of
from notification_service.destinations.models import Destination
from notification_service.preferences.actions import channels, known_of_all

log = logging.getLogger(__name__)
BATCH = 200
#: So many messages are written before the first of them is sent: in one go that is twice as quick.
_AHEAD = 25
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
    suppressed, places = set[UUID](), dict[UUID, dict[UUID, Destination]]()
    if any(row.destination for row in rows):
        for place in Destination.objects.of_many(ids):
            places.setdefault(place.user_id, {})[place.id] = place
    if contacts and not all(row.destination for row in rows):
        suppressed = suppressed_among(contacts.values())
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
    keep(settled)
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
    admitted = providers.admit({name: len(group) for name, group in by_name.items()}, at=at)
    ledger = Ledger({name: one.failures for name, one in admitted.items()}, at=at)
    for name, group in by_name.items():
        found = admitted[name]
        wait = Decision("wait", found.why, found.until)
        _put_off(group[found.granted :], wait, ledger, at=at)
        route = _Route(name, channel, found.failures, ledger, people)
        _send_to(route, group[: found.granted], at)
    ledger.write()


def _provider(row: Delivery, channel: Channel, person: Person) -> str:
    if row.destination and row.destination in person.destinations:
        return person.destinations[row.destination].provider
    return channel.provider(person.contact) if person.contact else channel.label


@dataclass(slots=True)
class _Route:
    """By what messages of one provider go, and where what becomes of them is taken down."""

    provider: str
    channel: Channel
    failures: int  # passing ones in a row
    ledger: Ledger
    people: Mapping[str, Person]


def _send_to(route: _Route, group: Sequence[Bundle], at: datetime) -> None:
    """Send over one connection; stop where the provider closes."""
    if not group:
        return
    with route.channel.opened() as send:
        for start in range(0, len(group), _AHEAD):
            written = [_write(route, *one) for one in group[start : start + _AHEAD]]
            answers = send([one for one in written if isinstance(one, Letter)])
            for place, letter in enumerate(written, start):
                if _send_one(route, group[place][0], letter, answers, at=at):
                    wait = Decision("wait", "provider-down", group[place][0].next_attempt_at)
                    _put_off(group[place + 1 :], wait, route.ledger, at=at)
                    return


def _send_one(
    route: _Route,
    row: Delivery,
    letter: Letter | TransportError,
    answers: Iterator[TransportError | None],
    *,
    at: datetime,
) -> bool:
    """Hand one message over and take down what became of it; return whether to stop."""
    person = route.people[str(row.user_id)]
    if isinstance(letter, TransportError):
        _note_failure(row, letter, route, at=at)
        route.ledger.failed(row, "", letter, person)  # no provider is to blame
        return False
    error = _attempt(row, answers)
    if error is None:
        route.failures = 0
        route.ledger.sent(row, route.provider)
        return False
    _note_failure(row, error, route, at=at)
    route.ledger.failed(row, route.provider, error, person)
    route.failures += not error.permanent
    passing = bool(error.retry_after) or route.failures >= providers.FAILURES
    return passing and not error.permanent


def _write(route: _Route, row: Delivery, others: Sequence[Delivery]) -> Letter | TransportError:
    """Return a message in its reader's words, or why there is none."""
    person = route.people[str(row.user_id)]
    place = person.destinations.get(row.destination) if row.destination else None
    try:
        target = target_of(place) if place else None
        return letter_of(row, person, others, target=target)
    except PeerAway:
        return TransportError("no link was made: agent_service is away")
    except TransportError as error:  # its destination cannot be opened
        return error
    except Exception as error:  # what breaks on one message holds up no other
        log.exception("delivery %s cannot be written", row.id)
        return TransportError(f"it cannot be written: {type(error).__name__}")


def _attempt(row: Delivery, answers: Iterator[TransportError | None]) -> TransportError | None:
    """Have the next message handed over; return why it was not taken."""
    try:
        error = next(answers)
    except Exception as broken:  # a channel's bug holds up the messages in hand only
        log.exception("channel %s broke on delivery %s", row.channel, row.id)
        return TransportError(f"the channel broke: {type(broken).__name__}")
    if error is None:
        crashpoint("deliver:after_send")
    return error


def note_decision(row: Delivery, decision: Decision, *, at: datetime) -> None:
    """Put what was decided into the row, which is not saved."""
    if decision.do == "wait":
        row.attempts = max(0, row.attempts - 1)  # waiting is no attempt
        row.next_attempt_at = decision.until or at
        detail = f"until {row.next_attempt_at:%Y-%m-%d %H:%M %Z}" if decision.until else ""
        row.note(State.PENDING, decision.reason, at=at, detail=detail)
    elif decision.do == "suppress":
        row.note(State.SUPPRESSED, decision.reason, at=at)


def _put_off(group: Sequence[Bundle], decision: Decision, ledger: Ledger, *, at: datetime) -> None:
    for row, _ in group:
        note_decision(row, decision, at=at)
        ledger.settled(row)


def _note_failure(row: Delivery, error: TransportError, route: _Route, *, at: datetime) -> None:
    """Plan the next attempt, or stop where it cannot help."""
    detail = str(error)[:300]
    if error.permanent:
        row.note(State.FAILED, "refused", at=at, detail=detail)
        return
    pauses = route.channel.pauses
    if row.attempts > len(pauses):
        row.note(State.PARKED, "too-many-attempts", at=at, detail=detail)
        return
    wait = pauses[max(0, row.attempts - 1)] * random.uniform(0.5, 1.5)
    row.next_attempt_at = at + timedelta(seconds=max(wait, error.retry_after or 0))
    row.note(State.PENDING, "transport-error", at=at, detail=detail)
