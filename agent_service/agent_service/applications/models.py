"""Applications: what would be sent, what was approved, what was sent, and what came of it."""

from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from agent_service.openings.models import Opening
from agent_service.runs.models import Run
from common.contracts.agent import ApplicationState

STATES = [(state.value, state.value.replace("_", " ")) for state in ApplicationState]


class ApplicationQuerySet(QuerySet["Application"]):
    """Named reads of applications."""

    def of(self, user_id: UUID) -> "ApplicationQuerySet":
        """Return the person's applications."""
        return self.filter(user_id=user_id)

    def that_may_have_arrived(self) -> "ApplicationQuerySet":
        """Return those that the employer has, or may have."""
        return self.filter(
            state__in=[
                ApplicationState.SUBMITTING,
                ApplicationState.SUBMITTED,
                ApplicationState.OUTCOME_UNKNOWN,
            ]
        )


class Application(models.Model):
    """One application for one opening."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="application")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=STATES, default=ApplicationState.DRAFT)
    title = models.CharField(max_length=300)
    employer = models.CharField(max_length=300, blank=True)
    manifest = models.ForeignKey(
        "ManifestVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    approval_expires_at = models.DateTimeField(null=True)
    approval_rule_id = models.UUIDField(null=True, help_text="the rule that approved it, if one")
    approval_rule_version = models.PositiveIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="why it stands as it does, for people")
    taken_over_at = models.DateTimeField(
        null=True, help_text="when the person went on in their own browser; no rule approves then"
    )
    sent_by_person_at = models.DateTimeField(
        null=True, help_text="when the person said that they sent it themselves"
    )
    employer_allowed_at = models.DateTimeField(
        null=True, help_text="when the person said to apply although another one is open there"
    )
    obstacle = models.JSONField(null=True, help_text="what only a person gets past on the form")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user_id", "-id"], name="application_list")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "submitting", "submitted", "outcome_unknown"])
                | ~Q(approved_digest="")
                | Q(state="submitted", sent_by_person_at__isnull=False),
                name="nothing_leaves_without_consent",
            )
        ]

    def __str__(self) -> str:
        """Return title and employer."""
        return f"{self.title} ({self.employer})"


class ManifestVersion(models.Model):
    """One version of what would be sent; it never changes, an edit makes a new one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="manifests"
    )
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    questions = models.JSONField(default=list, help_text="what only the person can answer")
    screenshot_key = models.CharField(max_length=200, blank=True)
    edited = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest


class SubmissionGuard(models.Model):
    """A name of an opening that a person applies for; unique, so that nobody applies twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    key = models.CharField(max_length=2100)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="guards")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key"], name="one_submission_an_opening")
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Attempt(models.Model):
    """One click on "submit": committed before it, settled after it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attempts")
    state = models.CharField(max_length=20, choices=STATES)
    digest = models.CharField(max_length=64, help_text="of the manifest that was sent")
    fencing = models.BigIntegerField(help_text="the run's when the attempt began")
    proof = models.TextField(blank=True, help_text="what the page said")
    requests = models.JSONField(default=list)
    screenshot_key = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state="refused"),
                name="one_attempt_that_may_have_arrived",
            )
        ]

    def __str__(self) -> str:
        """Return the state."""
        return self.state


class TimelineEntry(models.Model):
    """A sentence about what happened to an application."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="timeline")
    code = models.CharField(max_length=60)
    sentence = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


class WrittenAnswer(models.Model):
    """Prose that the agent wrote for a question of a form, with the facts each sentence cites."""

    id = models.UUIDField(primary_key=True, editable=False)  # made of the run and the question
    user_id = models.UUIDField()
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="written_answers")
    question = models.TextField()
    sentences = models.JSONField(help_text="each with its facts")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the question."""
        return self.question


class GeneratedFile(models.Model):
    """A document the agent wrote, with the facts each of its sentences cites."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20, help_text="resume or cover_letter")
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    sentences = models.JSONField(default=list, help_text="each with the ids of its facts")
    text = models.TextField(blank=True, help_text="what a machine reads in it")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "kind", "media_type"], name="one_file_a_kind_and_type"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
