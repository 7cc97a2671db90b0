"""Interviews, weekly reports, "remind me tomorrow", and ticks that come late or twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from conftest import NOON, sweep
from django.utils import timezone
from events import EVENTS
from nights import minutes, nights

from common.contracts.agent import ApplicationSubmitted, RunFailed
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import due_of, zone_of
from notification_service.delivery.models import Delivery, State
from notification_service.inbox.models import Message
from notification_service.preferences.models import Habits, Preference
from notification_service.reminders import actions
from notification_service.reminders.models import Reminder

pytestmark = pytest.mark.django_db
PATH = "/api/v1/notifications/interviews/"
TALK = {"day": "2026-03-12", "begins": "10:30", "employer": "Crumb & Sons", "place": "Room 1"}
EVE = datetime(2026, 3, 11, 17, tzinfo=UTC)  # six in the evening in Berlin


def test_an_interview_is_told_on_the_evening_before(
    contact: Contact, api: Any, outbox: list[Any]
) -> None:
    planned = api.post(PATH, TALK)
    assert planned.status_code == 201
    assert planned.json()["due_at"] == "2026-03-11T17:00:00Z"
    assert actions.fire_due(at=EVE - timedelta(seconds=1)) == 0
    assert [actions.fire_due(at=EVE) for _ in range(2)] == [1, 0]
    sweep(EVE + timedelta(seconds=1))
    mail = outbox.pop()
    assert [one.subject for one in outbox] == ["Interview planned: Crumb & Sons"]
    assert mail.subject == "Your interview with Crumb & Sons is coming up"
    assert "12 March 2026, 10:30 CET, Room 1" in mail.body


@pytest.mark.parametrize("late", [3, 15])
def test_a_tick_hours_late_tells_an_interview_that_is_still_to_come(
    contact: Contact, api: Any, outbox: list[Any], late: int
) -> None:
    api.post(PATH, TALK)
    at = EVE + timedelta(hours=late)
    sweep()
    outbox.clear()
    assert actions.fire_due(at=at) == 1
    sweep(at + timedelta(seconds=1))
    assert len(outbox) == 1


def test_a_tick_after_the_interview_says_why_nothing_was_told(
    contact: Contact, api: Any, outbox: list[Any]
) -> None:
    api.post(PATH, TALK)
    assert actions.fire_due(at=EVE + timedelta(hours=17)) == 1
    mail = Delivery.objects.get(channel="email", kind="interview_tomorrow")
    assert (mail.state, mail.reason, outbox) == (State.SUPPRESSED, "too-late", [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2026-03-01"},
        {"day": "2028-01-01"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"begins": "25:00"},
        {"employer": "x" * 201},
        {"day": None},
    ],
)
def test_an_interview_that_cannot_be_is_refused(
    contact: Contact, api: Any, wrong: dict[str, Any]
) -> None:
    answer = api.post(PATH, {**TALK, **wrong}, format="json")
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]
    assert not Reminder.objects.exists()


@pytest.fixture
def weekly(contact: Contact) -> Reminder:
    """Return the person's weekly report, due next Monday at eight."""
    actions.plan_weekly(contact.user_id, contact.zone, at=NOON)
    return Reminder.objects.get(kind="weekly_report")


MONDAY = datetime(2026, 3, 9, 7, tzinfo=UTC)


def test_a_week_is_reported_in_numbers_and_the_next_is_planned(
    weekly: Reminder, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    assert weekly.due_at == MONDAY
    for _ in range(2):
        event = ApplicationSubmitted(application_id=uuid4(), run_id=uuid4(), submitted_at=NOON)
        hear(event)
    hear(RunFailed(run_id=uuid4(), step="match", code="x"), at=NOON - timedelta(days=3))
    assert [actions.fire_due(at=MONDAY) for _ in range(2)] == [1, 0]
    sweep(MONDAY + timedelta(seconds=1))
    report = outbox[-1]
    assert report.subject == "Your week in numbers"
    assert "From 2 March 2026 to 8 March 2026:" in report.body
    assert "2 applications were submitted." in report.body
    assert "One run" not in report.body  # it was in the week before
    weekly.refresh_from_db()
    assert weekly.due_at == MONDAY + timedelta(days=7)


def test_a_week_in_which_nothing_happened_is_passed_over(weekly: Reminder) -> None:
    assert actions.fire_due(at=MONDAY) == 1
    assert not Delivery.objects.filter(kind="weekly_report").exists()


def test_after_three_weeks_of_silence_one_report_comes(
    weekly: Reminder, hear: Callable[..., Any]
) -> None:
    hear(EVENTS[6])
    late = MONDAY + timedelta(days=15)
    assert [actions.fire_due(at=late) for _ in range(3)] == [1, 0, 0]
    weekly.refresh_from_db()
    assert weekly.due_at == MONDAY + timedelta(days=21, hours=-1)  # eight, by summer's clocks


@pytest.fixture
def link(contact: Contact, hear: Callable[..., Any], outbox: list[Any]) -> str:
    """Return the path of "remind me tomorrow" in a mail."""
    hear(EVENTS[2])
    sweep()
    words: str = outbox[0].body
    return (
        "/api/v1" + words.partition("Remind me tomorrow: ")[2].split()[0].partition("/api/v1")[2]
    )


def test_looking_at_the_link_plans_nothing_and_pressing_it_plans_once(
    link: str, anonymous: Any, outbox: list[Any]
) -> None:
    page = anonymous.get(link)
    assert page.status_code == 200
    assert "The agent needs your help" in page.content.decode()
    assert page["Content-Security-Policy"].startswith("default-src 'none'")
    assert not Reminder.objects.filter(kind="person_needed").exists()
    for _ in range(3):
        assert "3 March 2026" in anonymous.post(link).content.decode()
    planned = Reminder.objects.get(kind="person_needed")
    assert (planned.local_date, planned.local_time) == (date(2026, 3, 3), time(9))
    assert actions.fire_due(at=planned.due_at) == 1
    sweep(planned.due_at + timedelta(seconds=1))
    assert [mail.subject for mail in outbox] == ["The agent needs your help to go on"] * 2
    assert Message.objects.filter(kind="person_needed").count() == 2


@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "x" * 5000])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_forged_link_plans_nothing(
    contact: Contact, anonymous: Any, token: str, verb: str
) -> None:
    answer = getattr(anonymous, verb)(f"/api/v1/notifications/snooze/{token}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_link_older_than_thirty_days_plans_nothing(
    link: str, anonymous: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert anonymous.post(link).status_code == 404
    assert not Reminder.objects.filter(kind="person_needed").exists()


@pytest.mark.chaos
@pytest.mark.parametrize(("zone", "begins"), nights(), ids=str)
def test_over_a_night_of_clock_change_everything_comes_once_a_local_day(
    zone: str, begins: datetime, user_id: UUID, outbox: list[Any], hear: Callable[..., Any]
) -> None:
    """Tick by tick, on the real tables: a daily reminder in the night, and a daily digest."""
    place, at_night = ZoneInfo(zone), time(2, 30)
    Contact.objects.create(
        user_id=user_id,
        version=1,
        email="ada@example.org",
        email_verified=True,
        zone=zone,
        fetched_at=begins,
    )
    Habits.objects.create(user_id=user_id, digest_at=time(8), updated_at=begins)
    Preference.objects.create(
        user_id=user_id,
        kind="run_failed",
        channel="email",
        enabled=True,
        pace="daily",
        updated_at=begins,
    )
    first = begins.astimezone(place).date()
    Reminder.objects.create(
        user_id=user_id,
        kind="follow_up_due",
        subject="s",
        facts={"application_id": "7", "submitted_at": begins.isoformat()},
        local_date=first,
        local_time=at_night,
        zone=zone,
        due_at=due_of(first, at_night, zone_of(zone)),
        every_days=1,
        created_at=begins,
    )
    told, mails = list[datetime](), list[tuple[datetime, str]]()
    for number, at in enumerate(minutes(begins)):
        if number % 60 == 0:
            _happen(user_id, number, at)
        for _ in range(2):  # two beats
            if actions.fire_due(at=at):
                told.append(at)
        before = len(outbox)
        sweep(at)
        mails += [(at, mail.subject) for mail in outbox[before:]]
    days = [at.astimezone(place).date() for at in told]
    assert len(days) == len(set(days)) >= 1
    digests = [
        at.astimezone(place) for at, subject in mails if "run" in subject or "for you" in subject
    ]
    assert len({at.date() for at in digests}) == len(digests) >= 1
    assert {at.time() for at in digests} == {time(8)}
    for at, subject in mails:
        local = at.astimezone(place).time()
        assert time(7) <= local < time(22), (at, subject)


def _happen(user_id: UUID, number: int, at: datetime) -> None:
    from notification_service.delivery.actions import route
    from notification_service.messages.kinds import KINDS

    facts = {"run_id": str(number), "step": "match", "code": "x", "event_id": str(number)}
    route(KINDS["run_failed"], user_id, facts, occurred_at=at, at=at)
