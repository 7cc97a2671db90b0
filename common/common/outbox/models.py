"""What goes out, what came in, and how far the peers' outboxes were compared with it."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from common.leases import Leased


class MessageRow(models.Model):
    """One message with the history of trying to hand it on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100)
    user_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    subject_version = models.BigIntegerField(default=0)
    request_id = models.CharField(max_length=64, blank=True)
    causation_id = models.UUIDField(null=True)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    parked_at = models.DateTimeField(null=True, help_text="given up until somebody replays it")
    last_error = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return name and id."""
        return f"{self.name} {self.id}"


class OutboxEvent(MessageRow):
    """A message that this service has to hand to every service in its audience."""

    audience = models.JSONField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(published_at=None, parked_at=None),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["published_at", "id"],
                condition=Q(published_at__isnull=False),
                name="outbox_published",
            ),
            models.Index(fields=["user_id"], name="outbox_user"),
        ]


class InboxEvent(MessageRow):
    """A message that arrived; the primary key stops the second copy."""

    handled_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(handled_at=None, parked_at=None),
                name="inbox_waiting",
            ),
            models.Index(fields=["user_id"], name="inbox_user"),
        ]


class PeerPosition(Leased):
    """How far a peer's outbox was compared with this service's inbox: all before it arrived."""

    service = models.CharField(primary_key=True, max_length=40)
    published_at = models.DateTimeField(help_text="on the peer's clock")
    message_id = models.UUIDField(help_text="the last one compared of that moment")

    def __str__(self) -> str:
        """Return the peer and the moment."""
        return f"{self.service} {self.published_at:%Y-%m-%d %H:%M:%S}"
