"""Links that open the review page once."""

from django.db import models
from uuid_utils.compat import uuid7

from agent_service.applications.models import Application


class Act(models.TextChoices):
    """What the button behind a link does."""

    OPEN = "open", "opens the review page"
    APPROVE = "approve", "approves the manifest"
    REJECT = "reject", "decides not to apply"


class ReviewLink(models.Model):
    """A single-use, expiring link to one application's review page; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    act = models.CharField(max_length=10, default="open", db_default="open")
    digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="the manifest decided about",
    )
    language = models.CharField(
        max_length=35,
        blank=True,
        default="",
        db_default="",
        help_text="BCP 47 tag of what its reader was written to in",
    )

    def __str__(self) -> str:
        """Return the id, never the token."""
        return str(self.id)
