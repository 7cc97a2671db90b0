"""The run engine: claim, take steps, store what they answer, wait, go on.

The state is the row. A worker may die at any line: the lease runs out, the sweep finds the row,
and the step is run again from what is stored.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agent_service.runs import record
from agent_service.runs.models import CommandAnswer, Run, Step, StepState
from agent_service.steps import IN_BROWSER, steps
from agent_service.steps._contract import Answer, Context, Failed, Outcome, Waiting
from common import leases
from common.contracts.agent import RunState
from common.crashpoint import crashpoint
from common.errors import ServiceError
from common.events import command_id
from common.outbox.actions import enqueue

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 5


def ring(run: Run) -> None:
    """Wake the worker that can take the run's step, once the transaction is committed."""
    if run.step in IN_BROWSER:
        enqueue(
            "agent_service.advance_in_browser", run_id=str(run.id), queue=settings.BROWSER_QUEUE
        )
    else:
        enqueue("agent_service.advance_run", run_id=str(run.id))


def advance(run_id: UUID, *, in_browser: bool) -> None:
    """Take the run as far as it goes in this kind of worker; safe to run twice."""
    here = Q(step__in=IN_BROWSER) if in_browser else ~Q(step__in=IN_BROWSER)
    run = leases.claim(Run.objects.due(timezone.now()).filter(here, pk=run_id))
    if run is None:
        return
    with leases.held(run):
        while _take_step(run) and (run.step in IN_BROWSER) == in_browser:
            pass
    if run.state == RunState.RUNNING and run.due_at <= timezone.now():
        with transaction.atomic():
            ring(run)


def due(at: datetime) -> list[Run]:
    """Return the runs that nobody works on and that could go on."""
    return list(Run.objects.due(at).filter(leases.free()).order_by("due_at")[:200])


def _take_step(run: Run) -> bool:
    """Run one step and store its outcome; return whether the run may go on at once."""
    step = steps().get(run.step)
    if step is None:
        record.attention(run, "unknown-step", f"This version knows no step {run.step}.")
        return False
    answer = _answer_to(run)
    row = _begin(run, fresh=answer is None)
    crashpoint(f"step:{run.step}")
    try:
        outcome = _outcome(run, row, answer)
        return record.outcome(run, row, outcome, at=timezone.now())
    except leases.LeaseLost:
        log.warning("run %s was taken over by another worker", run.id)
        return False


def _outcome(run: Run, row: Step, answer: Answer | None) -> Outcome:
    """Return what the step says; errors become outcomes."""
    try:
        return steps()[run.step].run(_context(run, row, answer))
    except leases.LeaseLost:
        raise
    except ServiceError as error:
        log.info("step %s of run %s: %s (%s)", run.step, run.id, error.code, error)
        code, reason, permanent = error.code, str(error), error.permanent
    except Exception as error:  # whatever a step raises is kept where staff can see it
        log.exception("step %s of run %s failed", run.step, run.id)
        code, permanent = "step-failed", False
        reason = f"The step {run.step} failed unexpectedly ({type(error).__name__})."
    if permanent or row.attempts >= MAX_ATTEMPTS:
        return Failed(code, reason)
    wait = timedelta(seconds=min(900, 5 * 3**row.attempts))
    return Waiting(code, reason, deadline_at=timezone.now() + wait)


def _begin(run: Run, *, fresh: bool) -> Step:
    """Count the attempt before the work; an answer that came is no new attempt."""
    now = timezone.now()
    with transaction.atomic():
        leases.check(run)
        row, _created = Step.objects.get_or_create(
            run=run,
            name=run.step,
            defaults={"user_id": run.user_id, "state": StepState.STARTED, "started_at": now},
        )
        row.attempts += fresh
        row.state = StepState.STARTED
        row.save(update_fields=["attempts", "state"])
    return row


def _context(run: Run, row: Step, answer: Answer | None) -> Context:
    steps = run.steps.filter(state=StepState.DONE).values_list("name", "output")
    return Context(
        run_id=run.id,
        user_id=run.user_id,
        opening_id=run.opening_id,
        document_id=run.document_id,
        document_sha256=run.document_sha256,
        profile_version=run.profile_version,
        fencing=run.fencing,
        confirmed=frozenset(run.confirmed),
        outputs=dict(steps),
        command_id=command_id(run.id, run.step),
        answer=answer,
        at=timezone.now(),
        attempts=row.attempts,
        check_lease=lambda: leases.check(run),
    )


def _answer_to(run: Run) -> Answer | None:
    """Return what came back to the command of the run's step."""
    found = CommandAnswer.objects.filter(command_id=command_id(run.id, run.step)).first()
    if found is None:
        return None
    return Answer(found.completed, found.output, found.code, found.detail)
