"""Quiet hours, pauses and digests on a person's own clock: pure functions of habits and time.

Every answer is a moment, computed when it is needed from local times and the zone of now, so
that clock changes and a person's moving house are never a case of their own.
"""

from datetime import datetime, time, timedelta, tzinfo

from notification_service.contacts.zones import due_of
from notification_service.messages.kinds import Pace
from notification_service.preferences.models import Habits

_MIDNIGHT = time(0)


def paused_until(habits: Habits, zone: tzinfo, *, at: datetime) -> datetime | None:
    """Return the end of the person's pause; None where there is none at that moment."""
    if habits.paused_until is None:
        return None
    end = due_of(habits.paused_until, _MIDNIGHT, zone)
    return end if at < end else None


def quiet_until(habits: Habits, zone: tzinfo, *, at: datetime) -> datetime | None:
    """Return the end of the quiet hours that a moment lies in; None where it lies in none.

    An hour that the clocks repeat is quiet both times. A quiet end that the clocks skip comes
    with the first minute after it.
    """
    begin, end = habits.quiet_from, habits.quiet_to
    if begin is None or end is None or begin == end:
        return None
    local = at.astimezone(zone)
    now, crosses = local.time(), begin > end
    if not (now >= begin or now < end if crosses else begin <= now < end):
        return None
    day = local.date() + timedelta(days=1 if crosses and now >= begin else 0)
    ends = (due_of(day, end.replace(fold=fold), zone) for fold in (0, 1))
    return next((found for found in ends if found > at), None)


def digest_after(habits: Habits, zone: tzinfo, *, pace: str, after: datetime) -> datetime:
    """Return the first moment after another at which the person's digest goes out.

    Args:
        habits: when they want it.
        zone: where they live.
        pace: daily or weekly.
        after: the moment that it has to lie behind.
    """
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=number) for number in range(-1, 16))
    moments = (
        due_of(day, habits.digest_at, zone)
        for day in days
        if pace != Pace.WEEKLY or day.weekday() == habits.digest_weekday
    )
    return next(found for found in moments if found > after)
