"""Postings and what they ask for."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from ats_service.resumes.models import WorkState
from common.leases import Leased


class PostingQuerySet(QuerySet["Posting"]):
    """Named reads of postings."""

    def of(self, user_id: UUID) -> "PostingQuerySet":
        """Return the person's postings."""
        return self.filter(user_id=user_id)

    def due(self, at: datetime) -> "PostingQuerySet":
        """Return those that can be worked on now."""
        return self.filter(state=WorkState.PENDING, next_attempt_at__lte=at)


class Posting(Leased):
    """A posting's requirements, each with its quoted sentence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    snapshot_id = models.UUIDField(null=True, help_text="agent_service's; null for pasted text")
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.PENDING)
    code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(null=True)
    command_id = models.UUIDField(null=True)
    reply_to = models.CharField(max_length=40, blank=True)
    message_id = models.UUIDField(null=True)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-id"], name="posting_list"),
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="posting_due"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["command_id"], condition=~Q(command_id=None), name="one_posting_a_command"
            )
        ]

    def __str__(self) -> str:
        """Return id and state."""
        return f"{self.id} {self.state}"
