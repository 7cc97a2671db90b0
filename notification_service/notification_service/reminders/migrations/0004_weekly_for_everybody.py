"""Plans the weekly report of people whose contact was stored before there were reports."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import migrations

from notification_service.contacts.zones import due_of, zone_of
from notification_service.identity import id_of

_KIND, _REPORT = "weekly_report", time(8)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 1000


def plan(apps, schema_editor):
    """Plan what is missing; a second time changes nothing."""
    Contact = apps.get_model("contacts", "Contact")
    Reminder = apps.get_model("reminders", "Reminder")
    now, rows = datetime.now(UTC), []
    for user_id, zone in Contact.objects.values_list("user_id", "zone").iterator(_AT_ONCE):
        rows.append(Reminder(**fields_of(user_id, zone, at=now)))
        if len(rows) == _AT_ONCE:
            Reminder.objects.bulk_create(rows, ignore_conflicts=True)
            rows = []
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def fields_of(user_id, zone, *, at):
    """Return the person's report of each week, as ``reminders.actions.plan_weekly`` plans it."""
    today = at.astimezone(zone_of(zone)).date()
    monday: date = today + timedelta(days=7 - today.weekday())
    return {
        "id": id_of(_EPOCH, user_id, _KIND),
        "user_id": user_id,
        "kind": _KIND,
        "subject": "week",
        "facts": {},
        "local_date": monday,
        "local_time": _REPORT,
        "zone": zone,
        "due_at": due_of(monday, _REPORT, zone_of(zone)),
        "every_days": 7,
        "created_at": at,
    }


class Migration(migrations.Migration):
    """Adds rows only."""

    atomic = False  # a thousand people at a time, so that nobody waits for all of them

    dependencies = [("contacts", "0001_initial"), ("reminders", "0003_sequence")]

    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
