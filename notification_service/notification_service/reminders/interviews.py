"""Interviews: reminded of on the evening before, and told to calendars whenever they change."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from common.text import clean_json
from notification_service.contacts.zones import due_of, zone_of
from notification_service.delivery.actions import route
from notification_service.messages.kinds import KINDS
from notification_service.reminders import actions
from notification_service.reminders.actions import (
    LONGEST_DAYS,
    DateUnusable,
    plan,
    refuse,
    zone_name,
)
from notification_service.reminders.models import Reminder, State

INTERVIEW = "interview_tomorrow"
_EVENING = time(18)


@transaction.atomic
def plan_interview(
    user_id: UUID, *, day: date, begins: time, facts: dict[str, Any], at: datetime
) -> Reminder:
    """Plan to remind a person of an interview on the evening before it; return the reminder.

    An interview of tomorrow, planned late in the evening, is told at once.

    Args:
        user_id: the person.
        day: on which it takes place, on the person's calendar.
        begins: at what time, on the person's clock.
        facts: employer, title and place, as far as the person named them.
        at: now.

    Raises:
        DateUnusable: it has begun already, or is more than a year ahead.
    """
    found = Reminder(user_id=user_id, kind=INTERVIEW, created_at=at, zone=zone_name(user_id))
    found.subject = str(found.id)
    _settle_time(found, day=day, begins=begins, facts=facts, at=at)
    plan(found)
    _tell(found, "planned", at=at)
    return found


@transaction.atomic
def move_interview(
    user_id: UUID,
    reminder_id: UUID,
    *,
    day: date,
    begins: time,
    facts: dict[str, Any],
    at: datetime,
) -> Reminder:
    """Move an interview, or change what is known of it; calendars learn of it.

    Raises:
        NotHere, ReminderSettled: there is no such interview, or it was cancelled.
        DateUnusable: as for a new one.
    """
    rows = Reminder.objects.select_for_update().of(user_id).filter(id=reminder_id)
    found = rows.filter(kind=INTERVIEW).exclude(state=State.CANCELLED).first()
    if found is None:
        refuse(user_id, reminder_id)
    before = (found.facts, found.local_date)
    _settle_time(found, day=day, begins=begins, facts=facts, at=at)
    if before == (found.facts, found.local_date):
        return found
    found.state, found.sequence = State.WAITING, found.sequence + 1
    found.due_at = due_of(found.local_date, found.local_time, zone_of(found.zone))
    found.save()
    _tell(found, "moved", at=at)
    return found


@transaction.atomic
def cancel_interview(user_id: UUID, reminder_id: UUID, *, at: datetime) -> None:
    """Call an interview off, also one that was told; calendars remove it. Twice is once.

    Raises:
        NotHere, ReminderSettled: there is no such interview.
    """
    rows = Reminder.objects.select_for_update().of(user_id).filter(id=reminder_id)
    found = rows.filter(kind=INTERVIEW).first()
    if found is None:
        refuse(user_id, reminder_id)
    if found.state != State.CANCELLED:
        found.state, found.sequence = State.CANCELLED, found.sequence + 1
        found.save(update_fields=["state", "sequence"])
        _tell(found, "cancelled", at=at)


def cancel(user_id: UUID, reminder_id: UUID, *, at: datetime) -> None:
    """Cancel a reminder of any kind; an interview that waits is called off with it.

    Raises:
        NotHere, ReminderSettled: there is nothing to cancel.
    """
    waiting = Reminder.objects.of(user_id).filter(id=reminder_id, state=State.WAITING)
    if waiting.filter(kind=INTERVIEW).exists():
        return cancel_interview(user_id, reminder_id, at=at)
    return actions.cancel(user_id, reminder_id)


def facts_of(found: Reminder) -> dict[str, Any]:
    """Return what calendars are told of an interview as it stands."""
    change = "cancelled" if found.state == State.CANCELLED else ""
    told = {"interview_id": str(found.id), "sequence": found.sequence, "change": change}
    return {**found.facts, **told}


def _settle_time(
    found: Reminder, *, day: date, begins: time, facts: dict[str, Any], at: datetime
) -> None:
    starts = due_of(day, begins, zone_of(found.zone))
    if not at < starts <= at + timedelta(days=LONGEST_DAYS):
        raise DateUnusable("Choose a time to come, within a year.")
    found.facts = {**clean_json(facts), "starts_at": starts.isoformat()}
    found.local_date, found.local_time = day - timedelta(days=1), _EVENING


def _tell(found: Reminder, change: str, *, at: datetime) -> None:
    """Send what a calendar needs to know of this version; once for each."""
    facts = {**facts_of(found), "change": change}
    occasion = f"{found.id}:{found.sequence}"
    kind = KINDS["interview_planned"]
    route(kind, found.user_id, {**facts, "occasion": occasion}, occurred_at=at, at=at)
