"""Planning reminders, telling them when they are due, and changing one's mind."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.db import transaction

from common.errors import NotHere, ServiceError
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import zone_of
from notification_service.delivery.actions import route
from notification_service.identity import id_of
from notification_service.messages.kinds import KINDS
from notification_service.reminders.models import Reminder, State

FOLLOW_UP = "follow_up_due"
_FOLLOW_UP_DAYS = 7
_MORNING = time(9)
#: The longest a reminder may be put off.
_LONGEST_DAYS = 366


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


def due_of(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment of a local time.

    A time that the clocks skip counts from the offset before the gap: 02:30 is told at 03:30. A
    time that comes twice is told the first time.

    Source: PEP 495, fold=0.
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


@transaction.atomic(savepoint=False)
def plan_follow_up(
    user_id: UUID, facts: dict[str, Any], *, submitted_at: datetime, at: datetime
) -> None:
    """Plan to remind a person a week after an application; a second call changes nothing.

    The day is counted in UTC and the hour is the person's, so that it does not matter whether
    their zone is known yet.
    """
    contact = Contact.objects.filter(user_id=user_id).only("zone").first()
    zone = contact.zone if contact else "UTC"
    day = submitted_at.astimezone(UTC).date() + timedelta(days=_FOLLOW_UP_DAYS)
    reminder = Reminder(
        id=id_of(submitted_at, user_id, FOLLOW_UP, facts["application_id"]),
        user_id=user_id,
        kind=FOLLOW_UP,
        subject=facts["application_id"],
        facts=facts,
        local_date=day,
        local_time=_MORNING,
        zone=zone,
        due_at=due_of(day, _MORNING, zone_of(zone)),
        created_at=at,
    )
    Reminder.objects.bulk_create([reminder], ignore_conflicts=True)


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
    facts = {**reminder.facts, "occasion": f"{reminder.id}:{reminder.local_date}"}
    route(KINDS[reminder.kind], reminder.user_id, facts, occurred_at=reminder.due_at, at=at)
    reminder.state = State.FIRED
    reminder.save(update_fields=["state"])
    return True


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
        _refuse(user_id, reminder_id)


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
        _refuse(user_id, reminder_id)
    today = at.astimezone(zone_of(found.zone)).date()
    if not today < until <= today + timedelta(days=_LONGEST_DAYS):
        raise DateUnusable(f"Choose a day after {today}, within a year.")
    found.local_date, found.state = until, State.WAITING
    found.due_at = due_of(until, found.local_time, zone_of(found.zone))
    found.save(update_fields=["local_date", "due_at", "state"])
    return found


def _refuse(user_id: UUID, reminder_id: UUID) -> NoReturn:
    """Say why a reminder cannot be changed."""
    if Reminder.objects.of(user_id).filter(id=reminder_id).exists():
        raise ReminderSettled("There is nothing left to change about it.")
    raise NotHere("Check the id; reminders of other people are not shown.")
