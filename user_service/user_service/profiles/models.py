"""The profile with its versions, standing answers, and what readings propose."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from common.leases import Leased


class Profile(models.Model):
    """The head of a person's profile; ``version`` counts every change of any of its parts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=0)
    resume_version = models.PositiveIntegerField(default=0, help_text="last change of the résumé")
    preferences_version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(null=True)


class ProfileVersionQuerySet(models.QuerySet["ProfileVersion"]):
    """Reads of versions."""

    def in_force(self, user_id: UUID, version: int) -> "ProfileVersion | None":
        """Return what held at that version, or None where nothing was written by then."""
        found = self.filter(user_id=user_id, version__lte=version)
        return found.order_by("-version").first()


class ProfileVersion(models.Model):
    """Résumé and preferences as they were from one version on; never changed."""

    class Part(models.TextChoices):
        """What this version changed."""

        RESUME = "resume"
        PREFERENCES = "preferences"

    class Author(models.TextChoices):
        """How it came about."""

        PERSON = "person"
        PROPOSAL = "proposal"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    version = models.PositiveIntegerField()
    part = models.CharField(max_length=12, choices=Part)
    author = models.CharField(max_length=10, choices=Author)
    resume = models.JSONField(default=dict, help_text="JSON Resume 1.0.0")
    preferences = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "version"], name="one_profile_a_version")
        ]


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Reads of standing answers."""

    def current(self, user_id: UUID) -> "AnswerQuerySet":
        """Return the answers that hold now."""
        return self.filter(user_id=user_id, until=None)

    def in_force(self, user_id: UUID, version: int) -> "AnswerQuerySet":
        """Return the answers that held at that version of the profile."""
        ended = models.Q(until=None) | models.Q(until__gt=version)
        return self.filter(ended, user_id=user_id, since__lte=version)


class Answer(models.Model):
    """One wording of a standing answer; a change ends it and begins another row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer_id = models.UUIDField(help_text="stays the same through changes")
    user_id = models.UUIDField()
    kind = models.CharField(max_length=30)
    question = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166; empty for any")
    value = models.JSONField(null=True)
    topic = models.CharField(max_length=64, help_text="hash of what is asked: one answer each")
    since = models.PositiveIntegerField(help_text="profile version")
    until = models.PositiveIntegerField(null=True, help_text="null while it holds")
    created_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "topic"],
                condition=models.Q(until=None),
                name="one_answer_a_topic",
            )
        ]
        indexes = [models.Index(fields=["user_id", "-id"], name="answers_of_person")]


class Reading(Leased):
    """A parse whose fields have to be fetched and proposed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(db_index=True)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.CASCADE, related_name="readings"
    )
    parse_id = models.UUIDField(unique=True)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True, help_text="given up")
    last_error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Reading"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(proposed_at=None, parked_at=None),
                name="reading_due",
            )
        ]


class Proposal(models.Model):
    """One field read from a document; it enters the profile only when the person says so."""

    class State(models.TextChoices):
        """What the person decided."""

        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    document = models.ForeignKey(
        "documents.Document", on_delete=models.CASCADE, related_name="proposals"
    )
    parse_id = models.UUIDField()
    pointer = models.CharField(max_length=200, help_text="RFC 6901; /- appends, as in RFC 6902")
    value = models.JSONField()
    digest = models.CharField(max_length=64, editable=False, help_text="of the value")
    evidence = models.JSONField(default=list, help_text="where in the document it stands")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "pointer", "digest"], name="one_proposal_a_value"
            )
        ]
        indexes = [models.Index(fields=["user_id", "state", "-id"], name="proposals_of_person")]

    def decide(self, state: "Proposal.State", *, at: datetime) -> None:
        """Set the decision, to be saved by the caller."""
        self.state, self.decided_at = state, at
