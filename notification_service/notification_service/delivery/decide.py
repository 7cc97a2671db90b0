"""Whether a message goes out now, later or not at all: one pure decision with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from notification_service.channels import Channel
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import zone_of
from notification_service.delivery.models import Delivery
from notification_service.destinations.models import Destination
from notification_service.destinations.models import State as Stands
from notification_service.messages.kinds import KINDS, Kind, Pace
from notification_service.preferences import clock
from notification_service.preferences.actions import Known, pace_of, wants

#: How long a message waits for the contact of a person nobody has told us about.
_PATIENCE = timedelta(hours=1)
_LOOK_AGAIN = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a delivery."""

    do: Literal["send", "wait", "suppress"]
    reason: str = ""
    until: datetime | None = None  # when to look again, where it waits


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person where a decision about them is made."""

    known: Known = field(default_factory=Known)
    contact: Contact | None = None  # None where we were not told yet
    suppressed: bool = False  # whether staff let nothing go to the address
    destinations: Mapping[UUID, Destination] = field(default_factory=dict)


SEND = Decision("send")


def decide(
    delivery: Delivery, channel: Channel | None, person: Person, *, at: datetime
) -> Decision:
    """Return what to do with a delivery at this moment.

    Args:
        delivery: what would be sent.
        channel: by which it would go; None where its file was taken away.
        person: their choices, and where they can be reached.
        at: now.
    """
    kind = KINDS.get(delivery.kind)
    if kind is None or channel is None:
        return Decision("suppress", "kind-or-channel-gone")
    if not wants(person.known, kind, delivery.channel):
        return Decision("suppress", "preference")
    if channel.local:
        return SEND
    if kind.true_until(delivery.facts, occurred_at=delivery.occurred_at) <= at:
        return Decision("suppress", "too-late")
    if unreachable := _reach(delivery, channel, person, at):
        return unreachable
    waits = None if channel.for_programs else _wait(delivery, kind, person, at)
    return waits or SEND


def _reach(delivery: Delivery, channel: Channel, person: Person, at: datetime) -> Decision | None:
    """Return why the person cannot be reached; None if they can."""
    if person.contact is None:
        if at - delivery.created_at < _PATIENCE:
            return Decision("wait", "contact-unknown", at + _LOOK_AGAIN)
        return Decision("suppress", "contact-unknown")
    if channel.settings is not None:
        return _reach_destination(delivery, person)
    if unreachable := channel.unreachable(person.contact):
        return Decision("suppress", unreachable)
    return Decision("suppress", "address-suppressed") if person.suppressed else None


def _reach_destination(delivery: Delivery, person: Person) -> Decision | None:
    found = person.destinations.get(delivery.destination) if delivery.destination else None
    if found is None:
        return Decision("suppress", "destination-gone")
    if found.state != Stands.READY:
        return Decision("suppress", "destination-paused")
    return None


def _wait(delivery: Delivery, kind: Kind, person: Person, at: datetime) -> Decision | None:
    """Return what the message waits for; None where it is time."""
    if not kind.may_wait or person.contact is None:
        return None
    habits, zone = person.known.habits, zone_of(person.contact.zone)
    if delivery.channel not in kind.locked:
        if until := clock.paused_until(habits, zone, at=at):
            return Decision("wait", "paused", until)
        pace = pace_of(person.known, kind, delivery.channel)
        if pace != Pace.AT_ONCE:
            digest = clock.digest_after(habits, zone, pace=pace, after=delivery.created_at)
            if at < digest:
                return Decision("wait", "digest", digest)
    if until := clock.quiet_until(habits, zone, at=at):
        return Decision("wait", "quiet-hours", until)
    gathered = delivery.created_at + kind.gather
    return Decision("wait", "gathering", gathered) if at < gathered else None
