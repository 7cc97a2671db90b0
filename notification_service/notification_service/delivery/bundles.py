"""Makes one message of several: what collapses, and what comes in a digest.

The oldest delivery carries the others. Which it carries is committed before it is sent and never
changes after, so that a repeat has the same bytes under the same Message-ID.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from common import leases
from notification_service.delivery.decide import Person
from notification_service.delivery.models import Delivery, State
from notification_service.messages.kinds import KINDS, Pace
from notification_service.preferences.actions import Known, channels, pace_of

_MOST = 200


def bundle(
    rows: Sequence[Delivery], people: dict[str, Person], *, at: datetime
) -> list[tuple[Delivery, list[Delivery]]]:
    """Return the deliveries to send, each with those that are told with it.

    Args:
        rows: what is to be sent now, under the caller's lease.
        people: who they are for, by the text of their id.
        at: now.
    """
    found: dict[object, list[Delivery]] = {}
    for row in sorted(rows, key=lambda each: str(each.id)):
        found.setdefault(_key(row, people[str(row.user_id)]), []).append(row)
    return [_carry(key, group, people, at) for key, group in found.items()]


def _key(row: Delivery, person: Person) -> tuple[str, ...]:
    """Return what a delivery shares with those it is told with; its id where with none."""
    kind = KINDS[row.kind]
    if row.carrier == row.id:
        return ("closed", str(row.id))
    if channels()[row.channel].for_programs:
        return ("alone", str(row.id))
    if pace_of(person.known, kind, row.channel) != Pace.AT_ONCE:
        return ("digest", str(row.user_id), row.channel, str(row.destination))
    if row.collapse:
        return ("one", str(row.user_id), row.channel, str(row.destination), row.kind, row.collapse)
    return ("alone", str(row.id))


def _carry(
    key: object, group: list[Delivery], people: dict[str, Person], at: datetime
) -> tuple[Delivery, list[Delivery]]:
    lead, way = group[0], key[0] if isinstance(key, tuple) else ""
    if way == "closed":
        return lead, list(Delivery.objects.carried_by(lead))
    if way == "alone":
        return lead, []
    with transaction.atomic():
        held = leases.still_held(group)
        more = [*held, *_waiting(lead, way, people[str(lead.user_id)], at)] if held else []
        others = [row for row in more if row.id != lead.id][:_MOST]
        for row in others:
            row.carrier = lead.id
            row.note(State.BUNDLED, "told-with-another", at=at, detail=str(lead.id))
        lead.carrier = lead.id
        fields = ["state", "reason", "trail", "carrier"]
        Delivery.objects.bulk_update([lead, *others], fields)
    return lead, others


def _waiting(lead: Delivery, way: str, person: Person, at: datetime) -> list[Delivery]:
    """Return what nobody holds and goes with the lead, locked."""
    free = Delivery.objects.select_for_update(skip_locked=True).filter(leases.free())
    rows = free.of(lead.user_id).filter(
        channel=lead.channel, destination=lead.destination, state=State.PENDING, carrier=None
    )
    same = Q(kind=lead.kind, collapse=lead.collapse)
    rows = rows.filter(same) if way == "one" else rows.filter(next_attempt_at__lte=at)
    known = person.known
    return [
        row
        for row in rows.exclude(id=lead.id).order_by("id")[:_MOST]
        if way == "one" or _comes_in_digest(row, known)
    ]


def _comes_in_digest(row: Delivery, known: Known) -> bool:
    kind = KINDS.get(row.kind)
    return kind is not None and pace_of(known, kind, row.channel) != Pace.AT_ONCE
