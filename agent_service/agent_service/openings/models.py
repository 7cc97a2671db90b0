"""What may be applied for: openings and the immutable snapshots of their postings."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from common.leases import Leased


class OpeningState(models.TextChoices):
    """Whether the posting is here."""

    FETCHING = "fetching"
    READY = "ready"
    FAILED = "failed"


class OpeningQuerySet(QuerySet["Opening"]):
    """Named reads of openings."""

    def of(self, user_id: UUID) -> "OpeningQuerySet":
        """Return the person's openings."""
        return self.filter(user_id=user_id)

    def known_as(self, exact_keys: tuple[str, ...]) -> "OpeningQuerySet":
        """Return those that share an exact key."""
        return self.filter(exact_keys__overlap=list(exact_keys))

    def to_fetch(self, at: datetime) -> "OpeningQuerySet":
        """Return those whose posting is due to be fetched."""
        return self.filter(state=OpeningState.FETCHING, next_attempt_at__lte=at)


class Opening(Leased):
    """One job that a person may apply for, whatever addresses it is met under."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    url = models.URLField(max_length=2000, blank=True, help_text="as it was given; may be empty")
    state = models.CharField(max_length=10, choices=OpeningState.choices)
    code = models.CharField(max_length=60, blank=True, help_text="why it failed, for programs")
    reason = models.TextField(blank=True, help_text="why it failed, for people")
    title = models.CharField(max_length=300, blank=True)
    employer = models.CharField(max_length=300, blank=True)
    places = models.JSONField(default=list)
    exact_keys = ArrayField(models.CharField(max_length=2100), default=list)
    soft_key = models.CharField(max_length=700, blank=True)
    snapshot = models.ForeignKey("Snapshot", null=True, on_delete=models.SET_NULL)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects = OpeningQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-id"], name="opening_list"),
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="fetching"), name="opening_due"
            ),
            GinIndex(fields=["exact_keys"], name="opening_keys"),
        ]

    def __str__(self) -> str:
        """Return title and employer."""
        return f"{self.title or self.url} ({self.employer})"


class Snapshot(models.Model):
    """A posting as it was read once; it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    source = models.CharField(max_length=40)
    url = models.URLField(max_length=2000, blank=True)
    apply_url = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=300)
    employer = models.CharField(max_length=300, blank=True)
    places = models.JSONField(default=list)
    workplace = models.CharField(max_length=20, blank=True)
    employment_type = models.CharField(max_length=60, blank=True)
    salary = models.JSONField(null=True)
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    questions = models.JSONField(default=list, help_text="the form's, where the board shows them")
    sha256 = models.CharField(max_length=64, help_text="of text")
    posted_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user_id", "-id"], name="snapshot_list")]

    def __str__(self) -> str:
        """Return title and employer."""
        return f"{self.title} ({self.employer})"


class Board(models.Model):
    """How one job board has answered lately; about no person."""

    name = models.CharField(primary_key=True, max_length=40)
    answered_at = models.DateTimeField(null=True, help_text="when it last gave a posting")
    failing_since = models.DateTimeField(null=True, help_text="first failure since then")
    failures = models.PositiveIntegerField(default=0, help_text="without an answer between them")
    code = models.CharField(max_length=60, blank=True, help_text="of the last failure")
    told_at = models.DateTimeField(null=True, help_text="when staff were told that it is silent")

    def __str__(self) -> str:
        """Return the name."""
        return self.name
