"""Agent runs, their steps, and the answers of other services."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from uuid_utils.compat import uuid7

from agent_service.openings.models import Opening
from common.contracts.agent import RunState
from common.leases import Leased

STATES = [(state.value, state.value.replace("_", " ")) for state in RunState]
#: States in which a run still wants something.
ACTIVE = (RunState.RUNNING, RunState.WAITING, RunState.NEEDS_PERSON, RunState.NEEDS_ATTENTION)


class StepState(models.TextChoices):
    """How a step stands."""

    STARTED = "started"
    WAITING = "waiting"
    DONE = "done"
    NEEDS_PERSON = "needs_person"
    FAILED = "failed"


class RunQuerySet(QuerySet["Run"]):
    """Named reads of runs."""

    def of(self, user_id: UUID) -> "RunQuerySet":
        """Return the person's runs."""
        return self.filter(user_id=user_id)

    def due(self, at: datetime) -> "RunQuerySet":
        """Return those that can go on now."""
        return self.filter(state__in=[RunState.RUNNING, RunState.WAITING], due_at__lte=at)


class Run(Leased):
    """One attempt to apply for one opening with one document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT)
    document_id = models.UUIDField(help_text="the uploaded résumé it works from")
    document_sha256 = models.CharField(max_length=64, blank=True)
    profile_version = models.PositiveIntegerField(null=True)
    language = models.CharField(
        max_length=35,
        blank=True,
        default="",
        db_default="",
        help_text="BCP 47 tag of the person's language; empty before it is known",
    )
    zone = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="IANA name of the person's time zone; empty before it is known",
    )
    state = models.CharField(max_length=20, choices=STATES)
    step = models.CharField(max_length=40, help_text="the step it is at, by name")
    code = models.CharField(max_length=60, blank=True, help_text="why it stands, for programs")
    reason = models.TextField(blank=True, help_text="why it stands, for people")
    confirmed = models.JSONField(default=list, help_text="codes the person said to go on about")
    command_id = models.UUIDField(null=True, help_text="the command it waits for")
    due_at = models.DateTimeField(help_text="when to look again")
    deadline_at = models.DateTimeField(null=True, help_text="when waiting becomes asking again")
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-id"], name="run_list"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=["running", "waiting"]), name="run_due"
            ),
            models.Index(fields=["command_id"], condition=~Q(command_id=None), name="run_command"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "opening"],
                condition=Q(state__in=[state.value for state in ACTIVE]),
                name="one_active_run_an_opening",
            )
        ]

    def __str__(self) -> str:
        """Return id and state."""
        return f"{self.id} {self.state}"


class Step(models.Model):
    """What one step of a run took in and gave out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=StepState.choices)
    attempts = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    output = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="one_row_a_step")]

    def __str__(self) -> str:
        """Return name and state."""
        return f"{self.name} {self.state}"


class CommandAnswer(models.Model):
    """What another service answered; kept whether or not somebody waits yet."""

    command_id = models.UUIDField(primary_key=True)
    user_id = models.UUIDField()
    completed = models.BooleanField()
    output = models.JSONField(default=dict)
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the command's id."""
        return str(self.command_id)
