"""Quiet hours, digests and pauses, minute by minute over the nights on which clocks change."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from nights import HOUR, MINUTE, PLACES, changes, minutes, nights

from notification_service.channels import Channel
from notification_service.contacts.models import Contact
from notification_service.delivery.decide import Person, decide
from notification_service.delivery.models import Delivery
from notification_service.messages.kinds import KINDS, Pace
from notification_service.preferences import clock
from notification_service.preferences.actions import Known
from notification_service.preferences.models import Habits

USER = uuid4()
TIMES = [time(0), time(1, 45), time(2), time(2, 30), time(3), time(8), time(23, 59)]
AWAKE: dict[str, Any] = {"quiet_from": None, "quiet_to": None}


class Post(Channel):
    """A channel that reaches everybody."""

    label = "Post"

    def send(self, letter: Any) -> None:
        raise AssertionError("nothing is sent here")


def person(zone: str, *, pace: str = "", **habits: Any) -> Person:
    """Return somebody in a zone, who wants matches at some pace."""
    contact = Contact(user_id=USER, email="a@example.org", email_verified=True, zone=zone)
    choices = {("match_found", "email"): (True, pace), ("run_failed", "email"): (True, "")}
    return Person(Known(choices, Habits(user_id=USER, **habits)), contact)


def row(kind: str, at: datetime) -> Delivery:
    """Return a delivery of something that happens at a moment."""
    return Delivery(
        user_id=USER,
        kind=kind,
        channel="email",
        facts={},
        occurred_at=at,
        created_at=at,
        next_attempt_at=at,
    )


def simulate(kind: str, who: Person, begins: datetime, *, every: int = 30) -> list[datetime]:
    """Return the minutes at which something goes out over 48 hours in which much happens."""
    waiting, sent = list[Delivery](), list[datetime]()
    for number, at in enumerate(minutes(begins)):
        if number % every == 0:
            waiting.append(row(kind, at))
        for each in [one for one in waiting if one.next_attempt_at <= at]:
            decision = decide(each, Post(), who, at=at)
            if decision.do == "send":
                waiting.remove(each)
                sent.append(at)
            else:
                assert decision.until is not None
                assert decision.until > at, decision
                each.next_attempt_at = decision.until
    return sent


@pytest.mark.parametrize("digest_at", TIMES, ids=str)
@pytest.mark.parametrize(("zone", "begins"), nights(), ids=str)
def test_a_digest_comes_once_each_local_day_whatever_the_clocks_do(
    zone: str, begins: datetime, digest_at: time
) -> None:
    who = person(zone, pace=Pace.DAILY, digest_at=digest_at, **AWAKE)
    place, sent = ZoneInfo(zone), sorted(set(simulate("match_found", who, begins)))
    days = Counter(at.astimezone(place).date() for at in sent)
    expected = [
        day
        for day in _days(begins, place)
        if begins < _first(day, digest_at, place) < begins + 48 * HOUR
    ]
    assert days == Counter(dict.fromkeys(expected, 1))
    for at in sent:
        local = at.astimezone(place)
        assert local.time() == digest_at or _was_skipped(local, digest_at)


def _days(begins: datetime, place: ZoneInfo) -> list[date]:
    """Return the local days of 48 hours, those that were skipped left out."""
    return sorted({at.astimezone(place).date() for at in minutes(begins)})


def _first(day: date, digest_at: time, place: ZoneInfo) -> datetime:
    """Return the first minute of a day that is no earlier on its clock."""
    start = datetime.combine(day, time(0), tzinfo=place).astimezone(UTC) - 2 * HOUR
    if day == date(2011, 12, 31) and place.key == "Pacific/Apia":
        start = datetime(2011, 12, 30, 10, tzinfo=UTC)
    locals_ = ((start + MINUTE * n, (start + MINUTE * n).astimezone(place)) for n in range(1800))
    found = (at for at, there in locals_ if there.date() == day and there.time() >= digest_at)
    return next(found, datetime.max.replace(tzinfo=UTC))


def _was_skipped(local: datetime, wanted: time) -> bool:
    """Return whether the clocks skipped the wanted time of that day."""
    naive = datetime.combine(local.date(), wanted, tzinfo=local.tzinfo)
    return naive.astimezone(UTC).astimezone(local.tzinfo).time() != wanted


@pytest.mark.parametrize(("zone", "begins"), nights(), ids=str)
@pytest.mark.parametrize(
    ("quiet_from", "quiet_to"),
    [(time(22), time(7)), (time(1), time(2, 30)), (time(2, 15), time(2, 45))],
    ids=str,
)
def test_nothing_but_what_is_urgent_comes_in_quiet_hours(
    zone: str, begins: datetime, quiet_from: time, quiet_to: time
) -> None:
    who = person(zone, quiet_from=quiet_from, quiet_to=quiet_to)
    place = ZoneInfo(zone)
    for at in simulate("run_failed", who, begins, every=11):
        now = at.astimezone(place).time()
        crosses = quiet_from > quiet_to
        assert not (
            now >= quiet_from or now < quiet_to if crosses else quiet_from <= now < quiet_to
        )
    urgent = simulate("password_changed", who, begins, every=11)
    assert urgent == [at for number, at in enumerate(minutes(begins)) if number % 11 == 0]


@pytest.mark.parametrize(("zone", "begins"), nights(), ids=str)
def test_what_waited_for_the_morning_goes_in_its_first_minute(zone: str, begins: datetime) -> None:
    who = person(zone)
    place, sent = ZoneInfo(zone), simulate("run_failed", who, begins)
    mornings = [at.astimezone(place) for at, n in Counter(sent).items() if n > 1]
    assert 1 <= len(mornings) <= 3
    assert {at.time() for at in mornings} == {time(7)}


@pytest.mark.parametrize("zone", PLACES)
def test_a_weekly_digest_comes_on_its_day(zone: str) -> None:
    place, habits = ZoneInfo(zone), Habits(digest_weekday=6, digest_at=time(2, 30))
    at, found = changes(zone, PLACES[zone])[0] - timedelta(days=21), []
    for _ in range(6):
        at = clock.digest_after(habits, place, pace=Pace.WEEKLY, after=at)
        found.append(at.astimezone(place))
    assert {one.weekday() for one in found} == {6}
    assert {(b.date() - a.date()).days for a, b in pairwise(found)} == {7}


def test_a_pause_ends_with_the_midnight_of_its_day() -> None:
    who = person("Europe/Berlin", paused_until=date(2026, 3, 29), **AWAKE)
    late = datetime(2026, 3, 28, 22, 59, tzinfo=UTC)
    told = row("run_failed", late)
    assert decide(told, Post(), who, at=late).until == late + MINUTE
    assert decide(told, Post(), who, at=late + MINUTE).do == "send"
    assert decide(row("password_changed", late), Post(), who, at=late).do == "send"


def test_what_is_no_longer_true_is_not_told() -> None:
    begins = datetime(2026, 3, 2, 6, tzinfo=UTC)
    told = row("interview_tomorrow", begins - 13 * HOUR)
    told.facts = {"starts_at": begins.isoformat()}
    who = person("UTC", **AWAKE)
    assert decide(told, Post(), who, at=begins - MINUTE).do == "send"
    late = decide(told, Post(), who, at=begins)
    assert (late.do, late.reason) == ("suppress", "too-late")


@pytest.mark.parametrize("zone", ["", "../etc/passwd", "Mars/Olympus", "x" * 64, "UTC\x00"])
def test_an_unknown_zone_is_taken_for_utc(zone: str) -> None:
    at = datetime(2026, 3, 2, 23, tzinfo=UTC)
    decision = decide(row("run_failed", at), Post(), person(zone), at=at)
    assert (decision.reason, decision.until) == ("quiet-hours", at + 8 * HOUR)


@pytest.mark.parametrize("kind", [k.name for k in KINDS.values() if not k.staff])
def test_every_kind_that_may_wait_waits_for_the_morning(kind: str) -> None:
    at = datetime(2026, 3, 2, 23, tzinfo=UTC)
    told = row(kind, at)
    choices = {(kind, "email"): (True, Pace.AT_ONCE)}
    who = Person(Known(choices, Habits()), person("UTC").contact)
    decision = decide(told, Post(), who, at=at)
    assert decision.reason == ("quiet-hours" if KINDS[kind].may_wait else "")
