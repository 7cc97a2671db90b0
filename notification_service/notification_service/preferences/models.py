"""What a person wants other than by default."""

from django.db import models
from uuid_utils.compat import uuid7


class Preference(models.Model):
    """One choice of a person: this kind of message on this channel, or not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=50)
    channel = models.CharField(max_length=50)
    enabled = models.BooleanField()
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
