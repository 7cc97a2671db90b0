"""What has to reach whom on which channel, and what became of it."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from common.leases import Leased


class State(models.TextChoices):
    """Where a delivery stands."""

    PENDING = "pending", "waits to be sent"
    SENT = "sent", "sent"
    SUPPRESSED = "suppressed", "not sent, on purpose"
    FAILED = "failed", "refused for good"
    PARKED = "parked", "given up after too many attempts"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Named reads of deliveries."""

    def of(self, user_id: UUID | None) -> Self:
        """Return the person's deliveries."""
        return self.filter(user_id=user_id)

    def due(self, at: datetime) -> Self:
        """Return what has to be sent by now."""
        return self.filter(state=State.PENDING, next_attempt_at__lte=at)


class Delivery(Leased):
    """One message to one person on one channel; told once per kind and subject.

    ``trail`` is the whole story: a line for every decision and every answer of a provider.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=50)
    subject = models.CharField(max_length=200, help_text="what it is about, by its kind")
    channel = models.CharField(max_length=50)
    facts = models.JSONField(help_text="what the templates may name")
    state = models.CharField(max_length=20, default=State.PENDING)
    reason = models.CharField(max_length=60, blank=True, help_text="stable code of the last line")
    trail = models.JSONField(default=list, help_text="[{at, state, reason, detail}], oldest first")
    occurred_at = models.DateTimeField(help_text="when it happened")
    created_at = models.DateTimeField(help_text="when it was heard")
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "kind", "subject", "channel"], name="told_once_a_channel"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="delivery_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="delivery_due"
            ),
            models.Index(fields=["user_id", "id"], name="delivery_of_person"),
        ]

    def __str__(self) -> str:
        """Return kind, channel and id."""
        return f"{self.kind} {self.channel} {self.id}"

    def note(self, state: str, reason: str, *, at: datetime, detail: str = "") -> None:
        """Move to ``state`` and add a line to the trail, unless it would repeat the last one."""
        self.state, self.reason = state, reason
        last: dict[str, Any] = self.trail[-1] if self.trail else {}
        if (last.get("state"), last.get("reason"), last.get("detail")) != (state, reason, detail):
            line = {"at": at.isoformat(), "state": state, "reason": reason, "detail": detail}
            self.trail = [*self.trail, line][-50:]
