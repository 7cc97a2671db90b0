"""What a person is told inside the product."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q


class MessageQuerySet(models.QuerySet["Message"]):
    """Named reads of messages."""

    def of(self, user_id: UUID | None) -> Self:
        """Return the person's messages."""
        return self.filter(user_id=user_id)

    def unread(self) -> Self:
        """Return what was neither read nor put away."""
        return self.filter(read_at=None, archived_at=None)


class Message(models.Model):
    """One message in a person's inbox; its id sorts by the moment of what it tells."""

    id = models.UUIDField(primary_key=True, editable=False)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=50)
    subject = models.CharField(max_length=200, help_text="what it is about, by its kind")
    title = models.CharField(max_length=200, help_text="in English, as the record has it")
    body = models.TextField(help_text="in English, times in UTC")
    facts = models.JSONField(
        default=dict, db_default={}, help_text="what it is put into the reader's words from"
    )
    link = models.CharField(max_length=300, blank=True, help_text="path below PUBLIC_URL")
    created_at = models.DateTimeField(help_text="when it happened")
    read_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "id"], name="message_inbox"),
            models.Index(
                fields=["user_id"],
                condition=Q(read_at=None, archived_at=None),
                name="message_unread",
            ),
        ]

    def __str__(self) -> str:
        """Return kind and id."""
        return f"{self.kind} {self.id}"
