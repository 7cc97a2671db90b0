"""What the live stream tells, kept for a day so that a reader can resume."""

from django.db import models
from django.db.models.functions import Now


class StreamEvent(models.Model):
    """One event of one person's stream.

    A trigger gives out the id under a lock per person, so that a person's ids grow in the order
    of the commits: a reader who has seen an id has seen everything before it. The same trigger
    rings the stream processes.
    """

    id = models.BigAutoField(primary_key=True)
    user_id = models.UUIDField()
    kind = models.CharField(max_length=20, help_text="inbox, unread, run or parse")
    data = models.JSONField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "id"], name="stream_of_person"),
            models.Index(fields=["created_at"], name="stream_age"),
        ]

    def __str__(self) -> str:
        """Return kind and id."""
        return f"{self.kind} {self.id}"
