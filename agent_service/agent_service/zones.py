"""Time zones by their IANA names, also those that nobody knows."""

from datetime import UTC, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=600)
def zone_of(name: str) -> tzinfo:
    """Return the time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, a directory, a path to elsewhere
        return UTC
