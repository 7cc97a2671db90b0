"""What a person wants other than by default."""

from collections.abc import Collection
from datetime import time
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, models
from django.db.models import Q
from uuid_utils.compat import uuid7


class Preference(models.Model):
    """One choice of a person: this kind of message on this channel, or not, and how soon."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=50)
    channel = models.CharField(max_length=50)
    enabled = models.BooleanField()
    pace = models.CharField(
        max_length=10, blank=True, default="", db_default="", help_text="empty: the kind's own"
    )
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "kind", "channel"], name="one_choice_a_kind_and_channel"
            )
        ]

    def __str__(self) -> str:
        """Return kind and channel."""
        return f"{self.kind} {self.channel}"


class Habits(models.Model):
    """When and in which language a person is told things; the defaults where there is no row.

    All times are on the person's own clock, in the zone of their contact.
    """

    user_id = models.UUIDField(primary_key=True)
    quiet_from = models.TimeField(null=True, default=time(22))
    quiet_to = models.TimeField(null=True, default=time(7))
    digest_at = models.TimeField(default=time(8))
    digest_weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")
    paused_until = models.DateField(null=True, help_text="the first day with messages again")
    language = models.CharField(max_length=35, blank=True, help_text="empty: the contact's")
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "habits"
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_weekday__range=(0, 6)), name="weekday_is_of_a_week"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="quiet_hours_begin_and_end",
            ),
        ]

    def __str__(self) -> str:
        """Return the person's id."""
        return str(self.user_id)


_CHOSEN = """
SELECT one.user_id, chosen.choices, {fields}
FROM unnest(%s::uuid[]) AS one (user_id)
LEFT JOIN preferences_habits AS habits ON habits.user_id = one.user_id
LEFT JOIN (
  SELECT user_id, jsonb_agg(jsonb_build_array(kind, channel, enabled, pace)) AS choices
  FROM preferences_preference WHERE user_id = ANY(%s) GROUP BY user_id
) AS chosen ON chosen.user_id = one.user_id
"""


def chosen_by(user_ids: Collection[UUID]) -> dict[UUID, tuple[list[list[Any]], Habits | None]]:
    """Return the choices and habits of some people, in one statement for all of them.

    A choice is kind, channel, whether it is on, and its pace; habits are None where nothing was
    ever chosen.
    """
    names = [field.attname for field in Habits._meta.concrete_fields]
    fields = ", ".join(f"habits.{name}" for name in names)
    ids = list(user_ids)
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN.format(fields=fields), [ids, ids])
        rows = cursor.fetchall()
    return {
        user_id: (
            orjson.loads(choices or "[]"),
            Habits.from_db(connection.alias, names, values) if values[0] else None,
        )
        for user_id, choices, *values in rows
    }
