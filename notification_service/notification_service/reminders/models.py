"""What a person is to be reminded of, on their own clock."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class State(models.TextChoices):
    """Where a reminder stands."""

    WAITING = "waiting", "will be told"
    FIRED = "fired", "was told"
    CANCELLED = "cancelled", "will not be told"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Named reads of reminders."""

    def of(self, user_id: UUID | None) -> Self:
        """Return the person's reminders."""
        return self.filter(user_id=user_id)


class Reminder(models.Model):
    """One thing to be told at a local time; ``due_at`` follows the person's zone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=50)
    subject = models.CharField(max_length=200, help_text="what it is about, by its kind")
    facts = models.JSONField(help_text="what the templates may name")
    local_date = models.DateField()
    local_time = models.TimeField()
    zone = models.CharField(max_length=64, help_text="IANA name, as the contact said last")
    due_at = models.DateTimeField(help_text="the local time in that zone")
    state = models.CharField(max_length=20, default=State.WAITING)
    every_days = models.PositiveSmallIntegerField(
        null=True, help_text="told again after so many days; null: once"
    )
    sequence = models.PositiveIntegerField(
        default=0, db_default=0, help_text="how often it was changed, for calendars"
    )
    created_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "kind", "subject"], name="one_reminder_a_subject"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="reminder_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="reminder_due"),
            models.Index(fields=["user_id", "id"], name="reminder_of_person"),
        ]

    def __str__(self) -> str:
        """Return kind and id."""
        return f"{self.kind} {self.id}"
