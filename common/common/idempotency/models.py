"""Answers that are kept to be given again."""

from django.db import models
from uuid_utils.compat import uuid7


class KeyedRequest(models.Model):
    """One request that carried an Idempotency-Key, stored with its effect."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body")
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key"], name="one_request_a_key")
        ]
        indexes = [models.Index(fields=["created_at"], name="keyed_request_age")]

    def __str__(self) -> str:
        """Return the id, never the key."""
        return str(self.id)
