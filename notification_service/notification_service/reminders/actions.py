"""Planning reminders, telling them when they are due, and changing one's mind."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.db import transaction

from common.errors import NotHere, ServiceError
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import due_of, zone_of
from notification_service.delivery.actions import route
from notification_service.delivery.models import Delivery
from notification_service.identity import id_of
from notification_service.messages.kinds import KINDS
from notification_service.reminders.models import Reminder, State
from notification_service.reminders.week import week_before

FOLLOW_UP, WEEKLY = "follow_up_due", "weekly_report"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOLLOW_UP_DAYS = 7
_REPORT, _MORNING = time(8), time(9)
#: The longest a reminder may be put off.
LONGEST_DAYS = 366


class DateUnusable(ServiceError):
    """A reminder can be put off to a later day, within a year."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "date-unusable"
    title: ClassVar[str] = "The reminder cannot be put off to that day"


class ReminderSettled(ServiceError):
    """The reminder was told or cancelled."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "reminder-settled"
    title: ClassVar[str] = "The reminder waits no more"


@transaction.atomic(savepoint=False)
def plan_follow_up(
    user_id: UUID, facts: dict[str, Any], *, submitted_at: datetime, at: datetime
) -> None:
    """Plan to remind a person a week after an application; a second call changes nothing.

    The day is counted in UTC and the hour is the person's, so that it does not matter whether
    their zone is known yet.
    """
    day = submitted_at.astimezone(UTC).date() + timedelta(days=_FOLLOW_UP_DAYS)
    plan(
        Reminder(
            id=id_of(submitted_at, user_id, FOLLOW_UP, facts["application_id"]),
            user_id=user_id,
            kind=FOLLOW_UP,
            subject=facts["application_id"],
            facts=facts,
            local_date=day,
            local_time=_MORNING,
            zone=zone_name(user_id),
            created_at=at,
        )
    )


def plan_weekly(user_id: UUID, zone: str, *, at: datetime) -> None:
    """Plan the person's report of each week, on Monday mornings; twice is once."""
    today = at.astimezone(zone_of(zone)).date()
    plan(
        Reminder(
            id=id_of(EPOCH, user_id, WEEKLY),
            user_id=user_id,
            kind=WEEKLY,
            subject="week",
            facts={},
            local_date=today + timedelta(days=7 - today.weekday()),
            local_time=_REPORT,
            zone=zone,
            every_days=7,
            created_at=at,
        )
    )


def plan_again(told: Delivery, *, at: datetime) -> date:
    """Plan to tell something once more tomorrow morning; return the day. Twice is once.

    Args:
        told: the message whose reader asks for it.
        at: now.
    """
    zone = zone_name(told.user_id)
    reminder = Reminder(
        user_id=told.user_id,
        kind=told.kind,
        subject=f"again:{told.id}",
        facts=told.facts,
        local_date=at.astimezone(zone_of(zone)).date() + timedelta(days=1),
        local_time=_MORNING,
        zone=zone,
        created_at=at,
    )
    plan(reminder)
    planned = Reminder.objects.of(told.user_id).get(kind=told.kind, subject=reminder.subject)
    return planned.local_date


def plan(reminder: Reminder) -> None:
    """Keep a reminder unless there is one of its kind and subject."""
    reminder.due_at = due_of(reminder.local_date, reminder.local_time, zone_of(reminder.zone))
    Reminder.objects.bulk_create([reminder], ignore_conflicts=True)


def zone_name(user_id: UUID) -> str:
    """Return the name of a person's zone; UTC where it is unknown."""
    contact = Contact.objects.filter(user_id=user_id).only("zone").first()
    return contact.zone if contact else "UTC"


def fire_due(*, at: datetime, limit: int = 1000) -> int:
    """Tell every reminder that is due, each in a transaction of its own; return how many."""
    due = Reminder.objects.filter(state=State.WAITING, due_at__lte=at).order_by("due_at")
    ids = list(due.values_list("id", flat=True)[:limit])
    return sum(_fire(reminder_id, at=at) for reminder_id in ids)


@transaction.atomic
def _fire(reminder_id: UUID, *, at: datetime) -> bool:
    """Tell one reminder; a twin that holds it or told it already wins."""
    waiting = Reminder.objects.select_for_update(skip_locked=True).filter(
        id=reminder_id, state=State.WAITING, due_at__lte=at
    )
    reminder = waiting.first()
    if reminder is None:
        return False
    facts = _facts_of(reminder)
    if facts is not None:
        route(
            KINDS[reminder.kind],
            reminder.user_id,
            facts,
            occurred_at=reminder.due_at,
            at=at,
            subject=facts["occasion"],
        )
    _settle(reminder, at=at)
    return True


def _facts_of(reminder: Reminder) -> dict[str, Any] | None:
    """Return what is told, as it is at this moment; None where there is nothing to tell."""
    occasion = f"{reminder.id}:{reminder.local_date}"
    known = {**reminder.facts, "occasion": occasion, "event_id": occasion}
    known |= {"interview_id": str(reminder.id), "sequence": reminder.sequence}
    if reminder.kind != WEEKLY:
        return known
    numbers = week_before(reminder.user_id, reminder.local_date, zone_of(reminder.zone))
    return {**known, **numbers} if numbers else None


def _settle(reminder: Reminder, *, at: datetime) -> None:
    """Note that it was told, or plan its next time: the first that lies ahead."""
    if reminder.every_days is None:
        reminder.state = State.FIRED
    zone = zone_of(reminder.zone)
    while reminder.every_days and reminder.due_at <= at:
        reminder.local_date += timedelta(days=reminder.every_days)
        reminder.due_at = due_of(reminder.local_date, reminder.local_time, zone)
    reminder.save(update_fields=["state", "local_date", "due_at"])


def move_to_zone(user_id: UUID, zone: tzinfo) -> None:
    """Keep the person's local times when they move to another zone."""
    waiting = Reminder.objects.select_for_update().of(user_id).filter(state=State.WAITING)
    for reminder in waiting.order_by("id"):
        reminder.zone = str(zone)
        reminder.due_at = due_of(reminder.local_date, reminder.local_time, zone)
        reminder.save(update_fields=["zone", "due_at"])


@transaction.atomic(savepoint=False)
def cancel(user_id: UUID, reminder_id: UUID) -> None:
    """Cancel a reminder; twice is once.

    Raises:
        NotHere: the person has no such reminder.
        ReminderSettled: it was told already.
    """
    mine = Reminder.objects.of(user_id).filter(id=reminder_id)
    if not mine.exclude(state=State.FIRED).update(state=State.CANCELLED):
        refuse(user_id, reminder_id)


@transaction.atomic(savepoint=False)
def snooze(user_id: UUID, reminder_id: UUID, *, until: date, at: datetime) -> Reminder:
    """Put a reminder off to another day, also one that was told; return it.

    Raises:
        NotHere: the person has no such reminder.
        DateUnusable: the day is not after today, or more than a year ahead.
        ReminderSettled: it was cancelled.
    """
    found = Reminder.objects.select_for_update().of(user_id).filter(id=reminder_id).first()
    if found is None or found.state == State.CANCELLED:
        refuse(user_id, reminder_id)
    today = at.astimezone(zone_of(found.zone)).date()
    if not today < until <= today + timedelta(days=LONGEST_DAYS):
        raise DateUnusable(f"Choose a day after {today}, within a year.")
    found.local_date, found.state = until, State.WAITING
    found.due_at = due_of(until, found.local_time, zone_of(found.zone))
    found.save(update_fields=["local_date", "due_at", "state"])
    return found


def refuse(user_id: UUID, reminder_id: UUID) -> NoReturn:
    """Say why a reminder cannot be changed."""
    if Reminder.objects.of(user_id).filter(id=reminder_id).exists():
        raise ReminderSettled("There is nothing left to change about it.")
    raise NotHere("Check the id; reminders of other people are not shown.")
