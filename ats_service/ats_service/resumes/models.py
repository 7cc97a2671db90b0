"""Documents that were read, and what was found in them."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from common.leases import Leased


class WorkState(models.TextChoices):
    """How far a piece of reading is."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class ParseQuerySet(QuerySet["Parse"]):
    """Named reads of parses."""

    def of(self, user_id: UUID) -> "ParseQuerySet":
        """Return the person's parses."""
        return self.filter(user_id=user_id)

    def due(self, at: datetime) -> "ParseQuerySet":
        """Return those that can be worked on now."""
        return self.filter(state=WorkState.PENDING, next_attempt_at__lte=at)


class Parse(Leased):
    """One document, read once; the same bytes of the same person are not read again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    document_id = models.UUIDField(help_text="as user_service knows it")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.PENDING)
    code = models.CharField(max_length=60, blank=True, help_text="why it failed, for programs")
    reason = models.TextField(blank=True, help_text="why it failed and how to go on")
    kind = models.CharField(max_length=20, blank=True, help_text="what the bytes are")
    language = models.CharField(max_length=10, blank=True)
    pages = models.PositiveIntegerField(default=0)
    resume = models.JSONField(null=True, help_text="JSON Resume with evidence for every field")
    findings = models.JSONField(default=list, help_text="the document check")
    text = models.TextField(blank=True, help_text="what a machine sees")
    seconds = models.FloatField(null=True)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = ParseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-id"], name="parse_list"),
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="parse_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "document_id", "sha256"], name="one_parse_a_document"
            )
        ]

    def __str__(self) -> str:
        """Return document and state."""
        return f"{self.document_id} {self.state}"


class Asker(models.Model):
    """A command that waits for a parse; answered in the transaction that ends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    parse = models.ForeignKey(Parse, on_delete=models.CASCADE, related_name="askers")
    command_id = models.UUIDField(unique=True)
    reply_to = models.CharField(max_length=40)
    message_id = models.UUIDField(help_text="the message that carried the command")
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the command's id."""
        return str(self.command_id)
