"""What has to reach whom on which channel, and what became of it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import Q
from uuid_utils.compat import uuid7

from common.leases import Leased
from notification_service.messages.kinds import Priority


class State(models.TextChoices):
    """Where a delivery stands."""

    PENDING = "pending", "waits to be sent"
    SENT = "sent", "sent"
    SUPPRESSED = "suppressed", "not sent, on purpose"
    FAILED = "failed", "refused for good"
    PARKED = "parked", "given up after too many attempts"
    BUNDLED = "bundled", "told in another message"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Named reads of deliveries."""

    def of(self, user_id: UUID | None) -> Self:
        """Return the person's deliveries."""
        return self.filter(user_id=user_id)

    def due(self, at: datetime) -> Self:
        """Return what has to be sent by now."""
        return self.filter(state=State.PENDING, next_attempt_at__lte=at)

    def carried_by(self, carrier: "Delivery") -> Self:
        """Return what is told with a delivery, without itself."""
        return self.filter(carrier=carrier.id).exclude(id=carrier.id)

    def add_new(self, rows: "Sequence[Delivery]") -> set[UUID]:
        """Insert those that are not there yet, in one statement; return the ids of these.

        Of two that insert the same at once, one waits for the other's commit and inserts nothing.
        """
        names = [field.attname for field in self.model._meta.concrete_fields]
        kinds = [field.db_type(connection) for field in self.model._meta.concrete_fields]
        columns = ", ".join(names)
        typed = ", ".join(f"{name} {kind}" for name, kind in zip(names, kinds, strict=True))
        given = [{name: getattr(row, name) for name in names} for row in rows]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO delivery_delivery ({columns}) SELECT {columns} "
                f"FROM jsonb_to_recordset(%s) AS new ({typed}) "
                "ON CONFLICT DO NOTHING RETURNING id",
                [json.dumps(given, default=str)],
            )
            return {found for (found,) in cursor.fetchall()}

    def in_turn(self) -> Self:
        """Return what is urgent first, then what is due longest."""
        return self.order_by("priority", "next_attempt_at", "id")


class Delivery(Leased):
    """One message to one person on one channel; told once per kind, subject and destination.

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
    priority = models.PositiveSmallIntegerField(
        default=int(Priority.NORMAL),
        db_default=int(Priority.NORMAL),
        help_text="the lower, the sooner",
    )
    collapse = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="what it is one with"
    )
    destination = models.UUIDField(
        null=True, help_text="where it goes, on channels that are set up by the person"
    )
    carrier = models.UUIDField(
        null=True, help_text="the delivery it is told with; its own id where it carries others"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "kind", "subject", "channel"],
                condition=Q(destination__isnull=True),
                name="told_once_on_a_channel",
            ),
            models.UniqueConstraint(
                fields=["user_id", "kind", "subject", "destination"],
                condition=Q(destination__isnull=False),
                name="told_once_at_a_destination",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="delivery_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "priority", "next_attempt_at"],
                condition=Q(state="pending"),
                name="delivery_lane",
            ),
            models.Index(
                fields=["carrier"], condition=Q(carrier__isnull=False), name="delivery_bundle"
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


class Provider(models.Model):
    """How one provider fares, shared by all workers: its throttle and its circuit breaker."""

    name = models.CharField(primary_key=True, max_length=100)
    tokens = models.FloatField(default=0, help_text="messages that may go at once")
    filled_at = models.DateTimeField(help_text="when tokens were counted last")
    failures = models.PositiveIntegerField(default=0, help_text="passing failures in a row")
    closed_until = models.DateTimeField(null=True, help_text="nothing is sent before")
    reason = models.CharField(max_length=60, blank=True, help_text="why it is closed")
    last_sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    last_error_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Suppression(models.Model):
    """An address to which staff let nothing more be sent; only its keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(help_text="whose address it was when it was suppressed")
    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the id, never the address."""
        return str(self.id)
