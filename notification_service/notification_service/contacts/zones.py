"""IANA time zones, also those that nobody knows, and moments on a local clock."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=600)
def zone_of(name: str) -> tzinfo:
    """Return the time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, a directory, a path to elsewhere
        return UTC


def due_of(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment of a local time.

    A time that the clocks skip counts from the offset before the gap: 02:30 is told at 03:30. A
    time that comes twice is told the first time.

    Source: PEP 495, fold=0.
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
