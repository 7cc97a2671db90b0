"""Reminders: once, on the person's clock, whatever the ticks do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from conftest import NOON
from django.utils import timezone
from events import APPLICATION, EVENTS

from notification_service.contacts.models import Contact
from notification_service.contacts.zones import due_of
from notification_service.inbox.models import Message
from notification_service.reminders import actions
from notification_service.reminders.models import Reminder, State

pytestmark = pytest.mark.django_db
PATH = "/api/v1/notifications/reminders/"
DUE = datetime(2026, 3, 9, 8, tzinfo=UTC)  # nine in the morning of Berlin's winter


@pytest.fixture
def reminder(contact: Contact, hear: Callable[..., Any]) -> Reminder:
    """Return the reminder that a submitted application plans."""
    hear(EVENTS[3])
    return Reminder.objects.get()


def told() -> list[str]:
    """Return the kinds of the reminders that were told."""
    found = Message.objects.filter(kind="follow_up_due")
    return list(found.values_list("title", flat=True))


def test_a_submitted_application_plans_to_follow_up_a_week_later_in_the_morning(
    reminder: Reminder,
) -> None:
    assert (reminder.kind, reminder.subject) == ("follow_up_due", str(APPLICATION))
    assert (reminder.local_date, reminder.local_time) == (date(2026, 3, 9), time(9))
    assert (reminder.zone, reminder.due_at) == ("Europe/Berlin", DUE)


def test_a_reminder_is_told_when_due_and_not_before(reminder: Reminder) -> None:
    assert actions.fire_due(at=DUE - timedelta(seconds=1)) == 0
    assert actions.fire_due(at=DUE) == 1
    assert told() == ["It is time to follow up on an application"]


def test_ticks_that_double_tell_it_once(reminder: Reminder) -> None:
    assert [actions.fire_due(at=DUE + timedelta(seconds=i)) for i in range(3)] == [1, 0, 0]
    assert len(told()) == 1


def test_a_tick_three_hours_late_tells_it_once(reminder: Reminder) -> None:
    assert actions.fire_due(at=DUE + timedelta(hours=3)) == 1
    assert len(told()) == 1


def test_a_repeated_event_plans_nothing_more(reminder: Reminder, hear: Callable[..., Any]) -> None:
    actions.fire_due(at=DUE)
    hear(EVENTS[3])
    assert [r.state for r in Reminder.objects.all()] == [State.FIRED]


def test_a_cancelled_reminder_is_not_told(api: Any, reminder: Reminder) -> None:
    for _ in range(2):
        assert api.post(f"{PATH}{reminder.id}/cancel/").status_code == 204
    assert actions.fire_due(at=DUE) == 0


def test_a_snoozed_reminder_is_told_on_the_other_day_and_once_more_if_it_was_told(
    api: Any, reminder: Reminder
) -> None:
    actions.fire_due(at=DUE)
    until = timezone.now().astimezone(ZoneInfo("Europe/Berlin")).date() + timedelta(days=3)
    answer = api.post(f"{PATH}{reminder.id}/snooze/", {"until": until.isoformat()})
    assert answer.status_code == 200
    assert (answer.json()["local_date"], answer.json()["state"]) == (until.isoformat(), "waiting")
    later = Reminder.objects.get().due_at
    assert actions.fire_due(at=later) == 1
    assert len(told()) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_day_that_is_past_or_too_far_is_refused(api: Any, reminder: Reminder, days: int) -> None:
    until = timezone.now().astimezone(ZoneInfo("Europe/Berlin")).date() + timedelta(days=days)
    answer = api.post(f"{PATH}{reminder.id}/snooze/", {"until": until.isoformat()})
    assert (answer.status_code, answer.json()["code"]) == (422, "date-unusable")
    assert Reminder.objects.get().local_date == date(2026, 3, 9)


@pytest.mark.django_db(transaction=True)
def test_what_is_settled_cannot_be_changed(api: Any, reminder: Reminder) -> None:
    actions.fire_due(at=DUE)
    answer = api.post(f"{PATH}{reminder.id}/cancel/")
    assert (answer.status_code, answer.json()["code"]) == (409, "reminder-settled")
    Reminder.objects.update(state=State.CANCELLED)
    answer = api.post(f"{PATH}{reminder.id}/snooze/", {"until": "2099-01-01"})
    assert answer.json()["code"] == "reminder-settled"


@pytest.mark.django_db(transaction=True)
def test_reminders_of_somebody_else_are_neither_shown_nor_changed(
    client_of: Callable[[UUID], Any], stranger_id: UUID, reminder: Reminder
) -> None:
    stranger = client_of(stranger_id)
    assert stranger.get(PATH).json()["results"] == []
    cancelled = stranger.post(f"{PATH}{reminder.id}/cancel/")
    snoozed = stranger.post(f"{PATH}{reminder.id}/snooze/", {"until": "2099-01-01"})
    assert [a.json()["code"] for a in (cancelled, snoozed)] == ["not-found", "not-found"]
    assert stranger.post(f"{PATH}{uuid4()}/cancel/").status_code == 404
    assert Reminder.objects.get().state == State.WAITING


def test_the_list_is_one_statement(
    api: Any, reminder: Reminder, django_assert_num_queries: Any
) -> None:
    api.get(PATH)
    with django_assert_num_queries(1):
        rows = api.get(f"{PATH}?state=waiting").json()["results"]
    assert [(row["id"], row["local_time"], row["zone"]) for row in rows] == [
        (str(reminder.id), "09:00:00", "Europe/Berlin")
    ]


@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        # the clocks go forward at 02:00: 02:30 is told at 03:30
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:30:00+00:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:30:00+00:00"),
        # the clocks go back at 03:00: 02:30 is told the first time
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00+00:00"),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45:00+00:00"),
        ("Asia/Kathmandu", date(2026, 3, 9), time(9), "2026-03-09T03:15:00+00:00"),
    ],
)
def test_a_local_time_is_one_moment_also_when_the_clocks_change(
    zone: str, day: date, at: time, due: str
) -> None:
    assert due_of(day, at, ZoneInfo(zone)).isoformat() == due


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]
)
def test_every_minute_of_two_days_tells_a_reminder_once(
    zone: str, contact: Contact, hear: Callable[..., Any]
) -> None:
    Contact.objects.update(zone=zone)
    hear(EVENTS[3])
    due = Reminder.objects.get().due_at
    start = due - timedelta(hours=24)
    fired = [
        minute
        for minute in range(0, 48 * 60, 7)
        if actions.fire_due(at=start + timedelta(minutes=minute))
    ]
    assert fired == [1442]  # the first tick at or after nine in the morning
    assert due.astimezone(ZoneInfo(zone)).time() == time(9)


def test_the_day_does_not_depend_on_when_the_zone_became_known(
    hear: Callable[..., Any], user_id: UUID
) -> None:
    hear(EVENTS[3])
    actions.move_to_zone(user_id, ZoneInfo("Pacific/Auckland"))
    found = Reminder.objects.get()
    assert found.local_date == NOON.date() + timedelta(days=7)
    assert found.due_at.astimezone(ZoneInfo("Pacific/Auckland")).hour == 9
