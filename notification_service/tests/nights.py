"""Nights on which the clocks of six places change, and the minutes around them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: Zone and a year in which its clocks change twice. Kathmandu's have not changed since 1986.
PLACES = {
    "Europe/Berlin": 2026,
    "America/New_York": 2026,
    "Australia/Lord_Howe": 2026,
    "Africa/Casablanca": 2026,
    "Pacific/Apia": 2020,
    "Asia/Kathmandu": 2026,
}


def changes(zone: str, year: int) -> list[datetime]:
    """Return when the clocks of a zone change in a year; two quiet nights where they do not."""
    first, place = datetime(year, 1, 1, tzinfo=UTC), ZoneInfo(zone)
    hours = [first + HOUR * number for number in range(366 * 24)]
    found = [
        hour
        for hour in hours
        if hour.astimezone(place).utcoffset() != (hour - HOUR).astimezone(place).utcoffset()
    ]
    return found or [first, first + timedelta(days=180)]


def nights() -> list[tuple[str, datetime]]:
    """Return every zone with a moment a day before each of its changes."""
    found = [
        (zone, change - timedelta(hours=24))
        for zone, year in PLACES.items()
        for change in changes(zone, year)[:2]
    ]
    dateline = datetime(2011, 12, 29, 10, tzinfo=UTC)  # Apia had no 30th of December
    return [*found, ("Pacific/Apia", dateline)]


def minutes(begins: datetime, *, hours: int = 48) -> Iterator[datetime]:
    """Yield every minute of some hours."""
    return (begins + MINUTE * number for number in range(hours * 60))
