"""Storing what a step answered, under the run's lease, with the event that says so."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from agent_service.runs.models import CommandAnswer, Run, Step, StepState
from agent_service.sources import PostingGone
from agent_service.steps import IN_BROWSER, PIPELINE
from agent_service.steps._contract import Back, Done, Failed, NeedsPerson, Outcome, Waiting
from common import leases
from common.contracts.agent import PersonNeeded, PostingClosed, RunChanged, RunFailed, RunState
from common.events import Event, Message
from common.outbox.actions import emit


@transaction.atomic
def outcome(run: Run, row: Step, found: Outcome, *, at: datetime) -> bool:
    """Store a step's outcome; return whether the run may go on at once.

    Raises:
        LeaseLost: another worker took the run; nothing is stored.
    """
    leases.check(run)
    before = (run.state, run.step, run.code)
    run.command_id, run.deadline_at = None, None
    goes_on: bool = _STORE[type(found)](run, row, found, at)
    row.save()
    run.version += 1
    run.save(update_fields=_COLUMNS)
    if (run.state, run.step, run.code) != before:
        _note(run, found, at)
        tell(run, RunChanged(run_id=run.id, state=RunState(run.state), step=run.step))
    return goes_on


def _note(run: Run, found: Outcome, at: datetime) -> None:
    """Say in the application's timeline what was decided, where there is an application."""
    from agent_service.applications import run_news

    if isinstance(found, Failed):
        run_news.failed(run, found.code, found.reason, at=at)
    elif isinstance(found, Back):
        run_news.went_back(run, found.step, found.reason, at=at)
    elif isinstance(found, NeedsPerson) and found.code != "approval-needed":
        run_news.say(run, found.code, found.reason, at=at)
    elif isinstance(found, Waiting) and run.step in IN_BROWSER:
        run_news.say(run, found.code, f"{found.reason} It is tried again.", at=at)


def tell(run: Run, message: Message) -> None:
    """Emit an event about the run, in the caller's transaction."""
    emit(message, user_id=run.user_id, subject_id=run.id, subject_version=run.version)


_COLUMNS = [
    "state",
    "step",
    "code",
    "reason",
    "command_id",
    "due_at",
    "deadline_at",
    "version",
    "finished_at",
    "document_sha256",
    "profile_version",
    "language",
    "zone",
]


def _done(run: Run, row: Step, found: Done, at: datetime) -> bool:
    row.state, row.output, row.finished_at = StepState.DONE, dict(found.output), at
    row.code = row.reason = ""
    for column, value in found.pin.items():
        setattr(run, column, value)
    for event in found.news:
        tell(run, event)
    place = PIPELINE.index(run.step) + 1
    run.code = run.reason = ""
    run.due_at = at
    if place == len(PIPELINE):
        run.state, run.finished_at = RunState.FINISHED, at
        return False
    run.state, run.step = RunState.RUNNING, PIPELINE[place]
    return True


def _waiting(run: Run, row: Step, found: Waiting, at: datetime) -> bool:
    row.state, row.code, row.reason = StepState.WAITING, found.code, found.reason
    run.state, run.code, run.reason = RunState.WAITING, found.code, found.reason
    run.due_at = run.deadline_at = found.deadline_at
    if found.command is not None:
        if row.attempts > _MAX_RINGS:
            return _give_up(run, row)
        run.command_id = found.command.command_id
        emit(found.command, user_id=run.user_id, subject_id=run.id)
        if CommandAnswer.objects.filter(command_id=run.command_id).exists():
            run.due_at = at  # it came between looking and asking again
            return True
    return False


_MAX_RINGS = 20


def _give_up(run: Run, row: Step) -> bool:
    """Hand a command that nobody answers to the staff."""
    run.state, run.code = RunState.NEEDS_ATTENTION, "no-answer"
    run.reason = f"Nobody answered the step {run.step}; staff can let it go on."
    return False


def _needs_person(run: Run, row: Step, found: NeedsPerson, at: datetime) -> bool:
    row.state, row.code, row.reason = StepState.NEEDS_PERSON, found.code, found.reason
    run.state, run.code, run.reason = RunState.NEEDS_PERSON, found.code, found.reason
    if found.code != "approval-needed":
        from agent_service.applications import run_news

        application = run_news.of(run)
        about = application.id if application else None
        tell(run, PersonNeeded(run_id=run.id, code=found.code, application_id=about))
    return False


def _failed(run: Run, row: Step, found: Failed, at: datetime) -> bool:
    row.state, row.code, row.reason = StepState.FAILED, found.code, found.reason
    run.state, run.code, run.reason = RunState.FAILED, found.code, found.reason
    row.finished_at = run.finished_at = at
    tell(run, _ending(run, found))
    return False


def _ending(run: Run, found: Failed) -> Event:
    """Return what the person is told of a run's end: a closed posting is nobody's failure."""
    if found.code == PostingGone.code:
        return PostingClosed(run_id=run.id, opening_id=run.opening_id)
    return RunFailed(run_id=run.id, step=run.step, code=found.code)


def _back(run: Run, row: Step, found: Back, at: datetime) -> bool:
    row.state, row.reason = StepState.WAITING, found.reason
    run.steps.filter(name__in=PIPELINE[PIPELINE.index(found.step) :]).update(
        state=StepState.WAITING
    )
    run.state, run.step, run.due_at = RunState.RUNNING, found.step, at
    run.code, run.reason = "", found.reason
    return True


_STORE: dict[type, Any] = {
    Done: _done,
    Waiting: _waiting,
    NeedsPerson: _needs_person,
    Failed: _failed,
    Back: _back,
}


def attention(run: Run, code: str, reason: str) -> None:
    """Stop a run that only staff can help."""
    from agent_service.applications import run_news

    with transaction.atomic():
        leases.check(run)
        run.state, run.code, run.reason = RunState.NEEDS_ATTENTION, code, reason
        run.version += 1
        run.due_at = timezone.now()
        run.save(update_fields=_COLUMNS)
        run_news.say(run, code, reason, at=run.due_at)
        tell(run, RunChanged(run_id=run.id, state=RunState.NEEDS_ATTENTION, step=run.step))
