"""Uploaded documents; their bytes lie in storage."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from uuid_utils.compat import uuid7

from common import storage


class DocumentQuerySet(models.QuerySet["Document"]):
    """Reads of documents."""

    def newest(self) -> "DocumentQuerySet":
        """Return only the newest version of each document."""
        newer = Document.objects.filter(
            lineage_id=OuterRef("lineage_id"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))


class Document(models.Model):
    """One uploaded version of a document: its bytes never change.

    Versions of one document share ``lineage_id``, the id of the first; each has an id of its own,
    so that an id and a hash always mean the same bytes.
    """

    class Kind(models.TextChoices):
        """What it is to the person."""

        RESUME = "resume"
        COVER_LETTER = "cover_letter"
        OTHER = "other"

    class ParseState(models.TextChoices):
        """What became of reading it."""

        PENDING = "pending"
        PARSED = "parsed"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    lineage_id = models.UUIDField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100, help_text="judged by the content")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    storage_key = models.CharField(max_length=storage.KEY_LENGTH, editable=False)
    parse_state = models.CharField(max_length=8, choices=ParseState, default=ParseState.PENDING)
    parse_code = models.CharField(max_length=60, blank=True, help_text="why it was rejected")
    parse_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lineage_id", "version"], name="one_upload_a_version"),
            models.UniqueConstraint(
                fields=["user_id", "kind", "sha256"], name="same_bytes_once_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(parse_state="rejected") | ~Q(parse_code=""), name="rejection_says_why"
            ),
        ]
        indexes = [models.Index(fields=["user_id", "-id"], name="documents_of_person")]


class Discarded(models.Model):
    """Bytes that are to be removed from storage; the row goes when they are gone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_id = models.UUIDField(db_index=True, help_text="whose they were; outlives the account")
    key = models.CharField(max_length=storage.KEY_LENGTH, unique=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
