"""Interviews as calendar programs read them (RFC 5545, 5546).

The same event has the same UID for good and a SEQUENCE that grows with each change, so that a
program moves or removes what it holds instead of adding another. Nothing is drawn by chance: the
same facts give the same bytes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from icalendar import Calendar, Event

_LASTS = timedelta(hours=1)
_PRODUCT = "-//Job Applier Agent//Calendar//EN"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One event of a calendar."""

    uid: str
    starts_at: datetime
    summary: str
    stamped_at: datetime  # when it was made; the same on every repeat
    place: str = ""
    sequence: int = 0
    cancelled: bool = False

    @classmethod
    def of(cls, facts: Mapping[str, Any], *, word: str, stamped_at: datetime) -> Self:
        """Return an interview by its facts.

        Args:
            facts: ``interview_id`` and ``starts_at``; ``employer``, ``title``, ``place``,
                ``sequence`` and ``change`` where they are known.
            word: what an interview is called in the reader's language.
            stamped_at: when this version of it was made.
        """
        about = ", ".join(filter(None, (facts.get("title"), facts.get("employer"))))
        return cls(
            uid=str(facts["interview_id"]),
            starts_at=datetime.fromisoformat(facts["starts_at"]),
            summary=f"{word}: {about}" if about else word,
            stamped_at=stamped_at,
            place=facts.get("place") or "",
            sequence=int(facts.get("sequence") or 0),
            cancelled=facts.get("change") == "cancelled",
        )


def calendar_of(appointments: Iterable[Appointment], *, name: str = "", method: str = "") -> bytes:
    """Return a calendar; ``method`` is PUBLISH or CANCEL where it is sent, "" for a feed."""
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    if method:
        found.add("method", method)
    if name:
        found.add("x-wr-calname", name)
    for one in appointments:
        found.add_component(_event(one))
    return bytes(found.to_ical())


def invitation(facts: Mapping[str, Any], *, word: str, stamped_at: datetime) -> tuple[str, bytes]:
    """Return method and calendar of what a message about an interview carries."""
    one = Appointment.of(facts, word=word, stamped_at=stamped_at)
    method = "CANCEL" if one.cancelled else "PUBLISH"
    return method, calendar_of([one], method=method)


def _event(one: Appointment) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@jobapplier")
    event.add("dtstamp", one.stamped_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", one.starts_at.astimezone(UTC) + _LASTS)
    event.add("summary", one.summary)
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    if one.place:
        event.add("location", one.place)
    return event
