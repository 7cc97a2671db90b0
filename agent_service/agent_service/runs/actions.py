"""Everything a person, staff or another service does to a run."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Subquery
from psycopg.errors import NotNullViolation

from agent_service.openings.models import Opening
from agent_service.runs import engine, record
from agent_service.runs.models import ACTIVE, CommandAnswer, Run, StepState
from agent_service.steps import PIPELINE
from common.contracts.agent import RunChanged, RunState
from common.errors import NotHere, ServiceError


class RunExists(ServiceError):
    """A run for this opening is under way."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "run-exists"
    title: ClassVar[str] = "The agent is working on this opening already"


class RunNotStopped(ServiceError):
    """The run cannot be resumed as it does not stand still."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "run-not-stopped"
    title: ClassVar[str] = "The run does not wait for anybody"


class RunWorks(ServiceError):
    """The run works at this moment, so nobody else may."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "run-works"
    title: ClassVar[str] = "The agent is working on this"


class RunOver(ServiceError):
    """The run has ended, or is past the point of no return."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "run-over"
    title: ClassVar[str] = "The run can no longer be cancelled"


def start(user_id: UUID, *, opening_id: UUID, document_id: UUID, at: datetime) -> Run:
    """Start a run for one of the person's openings.

    The insert itself looks whether the opening is theirs, which saves a statement.

    Raises:
        NotHere: the person has no such opening.
        RunExists: one is under way.
    """
    mine = Opening.objects.of(user_id).filter(id=opening_id)
    run = Run(
        user_id=user_id,
        opening_id=Subquery(mine.values("id")),  # type: ignore[misc]  # an expression may be saved
        document_id=document_id,
        state=RunState.RUNNING,
        step=PIPELINE[0],
        due_at=at,
        created_at=at,
    )
    try:
        with transaction.atomic(savepoint=False):
            run.save(force_insert=True)
            run.opening_id = opening_id
            record.tell(run, RunChanged(run_id=run.id, state=RunState.RUNNING, step=run.step))
            engine.ring(run)
    except IntegrityError as error:
        if isinstance(error.__cause__, NotNullViolation):
            raise NotHere("Check the id of the opening; other people's are not shown.") from error
        raise RunExists("Open the run that is under way, or cancel it first.") from error
    return run


@transaction.atomic(savepoint=False)
def go_on(run_id: UUID, *, at: datetime, confirming: str = "") -> Run:
    """Let a run that waits for its person, or for staff, take its step again.

    Args:
        run_id: which.
        at: now.
        confirming: the code about which the person said to go on.
    """
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state not in (RunState.NEEDS_PERSON, RunState.NEEDS_ATTENTION):
        return run
    if confirming and confirming not in run.confirmed:
        run.confirmed = [*run.confirmed, confirming]
    run.state, run.code, run.reason, run.due_at = RunState.RUNNING, "", "", at
    run.version += 1
    run.save()
    run.steps.filter(name=run.step).update(attempts=0)
    record.tell(run, RunChanged(run_id=run.id, state=RunState.RUNNING, step=run.step))
    engine.ring(run)
    return run


@transaction.atomic(savepoint=False)
def go_back(run_id: UUID, step: str, reason: str, *, at: datetime) -> Run:
    """Let a run that stands still go on from an earlier step, because its person says so."""
    run = _standing_still(run_id)
    run.step = step
    _change(run, RunState.RUNNING, "", reason, at=at)
    run.steps.filter(name__in=PIPELINE[PIPELINE.index(step) :]).update(
        state=StepState.WAITING, attempts=0
    )
    engine.ring(run)
    return run


@transaction.atomic(savepoint=False)
def park(run_id: UUID, code: str, reason: str, *, at: datetime) -> Run:
    """Let a run that stands still wait for its person about something else."""
    run = _standing_still(run_id)
    _change(run, RunState.NEEDS_PERSON, code, reason, at=at)
    return run


@transaction.atomic(savepoint=False)
def finish(run_id: UUID, reason: str, *, at: datetime) -> Run:
    """End a run that stands still, as its person did the rest; one that ended stays as it is."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state in ACTIVE:
        _standing_still(run_id)
        run.finished_at = at
        _change(run, RunState.FINISHED, "", reason, at=at)
    return run


def _standing_still(run_id: UUID) -> Run:
    """Return a run, locked, that no worker can be at.

    Raises:
        RunWorks: it works, waits for another service, or has ended.
    """
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state not in (RunState.NEEDS_PERSON, RunState.NEEDS_ATTENTION):
        raise RunWorks("Wait until it stands still, or cancel it.")
    return run


def _change(run: Run, state: RunState, code: str, reason: str, *, at: datetime) -> None:
    run.state, run.code, run.reason, run.due_at = state, code, reason, at
    run.version += 1
    run.save()
    record.tell(run, RunChanged(run_id=run.id, state=state, step=run.step))


@transaction.atomic(savepoint=False)
def resume(run: Run, *, at: datetime) -> Run:
    """Resume a stopped run because its person says so.

    Raises:
        RunNotStopped: it works, waits for another service, or has ended.
    """
    from agent_service.applications import run_news

    run = Run.objects.select_for_update().get(id=run.id)
    if run.state not in (RunState.NEEDS_PERSON, RunState.NEEDS_ATTENTION):
        raise RunNotStopped("Nothing to do: look at its state.")
    run_news.say(run, "resumed", "You let the agent go on.", at=at)
    return go_on(run.id, at=at, confirming=run.code)


@transaction.atomic(savepoint=False)
def cancel(run_id: UUID, *, at: datetime) -> Run:
    """Cancel a run; what was sent stays sent.

    Raises:
        RunOver: it ended, or its application is on its way.
    """
    from agent_service.applications import run_news

    run = Run.objects.select_for_update().get(id=run_id)
    application = getattr(run, "application", None)
    sent = application is not None and application.attempts.exists()
    if run.state not in ACTIVE or sent:
        raise RunOver("What has been sent cannot be taken back here; write to the employer.")
    run.state, run.finished_at, run.due_at = RunState.CANCELLED, at, at
    run.code, run.reason = "cancelled", "You cancelled it; nothing was sent."
    run.version += 1
    run.fencing += 1  # whoever works on it now can store nothing any more
    run.save()
    run_news.cancelled(run, at=at)
    record.tell(run, RunChanged(run_id=run.id, state=RunState.CANCELLED, step=run.step))
    return run


@transaction.atomic
def take_answer(answer: CommandAnswer) -> None:
    """Keep the answer to a command, and wake the run that waits for it."""
    kept = CommandAnswer.objects.bulk_create([answer], ignore_conflicts=True)
    for run in Run.objects.filter(command_id=kept[0].command_id, state=RunState.WAITING):
        Run.objects.filter(id=run.id, version=run.version).update(due_at=answer.received_at)
        engine.ring(run)
