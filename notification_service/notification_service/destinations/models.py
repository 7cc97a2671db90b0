"""Where people want to be told things, beyond the app and their address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class State(models.TextChoices):
    """Where a destination stands."""

    UNPROVED = "unproved", "not proved to be its owner's yet"
    READY = "ready", "messages go there"
    PAUSED = "paused", "nothing goes there until its owner says so"


class DestinationQuerySet(models.QuerySet["Destination"]):
    """Named reads of destinations."""

    def of(self, user_id: UUID | None) -> Self:
        """Return the person's destinations."""
        return self.filter(user_id=user_id)

    def of_many(self, user_ids: Iterable[UUID]) -> Self:
        """Return the destinations of some people."""
        return self.filter(user_id__in=list(user_ids))

    def ready(self) -> Self:
        """Return those to which messages go, oldest first."""
        return self.filter(state=State.READY).order_by("id")

    def to_be_asked(self, at: datetime) -> Self:
        """Return those to which a code or a challenge has to go by now."""
        return self.filter(state=State.UNPROVED, ask_at__lte=at)


class Destination(models.Model):
    """One chat, phone, browser or program of a person; its settings are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    channel = models.CharField(max_length=50)
    label = models.CharField(max_length=100, help_text="what it is called, without its secrets")
    sealed = models.TextField(help_text="its settings, readable to this installation only")
    fingerprint = models.CharField(max_length=64, help_text="keyed hash of where it leads")
    kinds = models.JSONField(default=list, help_text="only these come here; empty: all chosen")
    state = models.CharField(max_length=20, default=State.UNPROVED)
    reason = models.CharField(max_length=60, blank=True, help_text="stable code of why it pauses")
    detail = models.CharField(max_length=300, blank=True, help_text="what was answered last")
    provider = models.CharField(max_length=100, help_text="whose throttle and breaker count")
    round = models.PositiveIntegerField(default=0, help_text="each round has a code of its own")
    tries = models.PositiveSmallIntegerField(default=0, help_text="codes that were wrong")
    ask_at = models.DateTimeField(null=True, help_text="when the code or challenge is to go out")
    asked_at = models.DateTimeField(null=True, help_text="when it went out last")
    asked = models.PositiveSmallIntegerField(default=0, help_text="attempts to carry it there")
    proved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = DestinationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "channel", "fingerprint"], name="one_destination_a_place"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="destination_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ask_at"], condition=Q(ask_at__isnull=False), name="destination_to_ask"
            ),
            models.Index(fields=["user_id", "id"], name="destination_of_person"),
        ]

    def __str__(self) -> str:
        """Return channel and id."""
        return f"{self.channel} {self.id}"
