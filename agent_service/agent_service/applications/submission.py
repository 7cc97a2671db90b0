"""At most once: the guard, the attempt, and what is known after the one click."""

from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from agent_service.applications import files, policy
from agent_service.applications.models import Application, Attempt, SubmissionGuard
from agent_service.applications.timeline import note, tell
from agent_service.forms.draft import SubmitOutcome
from agent_service.rules import actions as rules
from agent_service.steps._contract import Context
from common.contracts.agent import (
    ApplicationRefused,
    ApplicationState,
    ApplicationSubmitted,
    OutcomeLost,
)
from common.errors import ServiceError
from common.text import clean, clean_json

_UNSETTLED = {ApplicationState.SUBMITTING, ApplicationState.OUTCOME_UNKNOWN}


class AlreadyApplied(ServiceError):
    """Another application for the same opening was sent, or may have been."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "already-applied"
    title: ClassVar[str] = "You applied for this opening already"


class NotApproved(ServiceError):
    """What would be sent is not what was approved."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "not-approved"
    title: ClassVar[str] = "This version is not approved"
    permanent = False  # another version may be approved by now


@transaction.atomic
def begin(application: Application, context: Context) -> Attempt:
    """Commit ``submitting`` with every key of the opening; only the caller may click then.

    Raises:
        LeaseLost: another worker has the run.
        NotApproved: the application is no longer approved.
        AlreadyApplied: a key of the opening is taken.
        EmployerTaken: another application at this employer went first.
        RuleSpent: the rule that approved it no longer covers it.
    """
    context.check_lease()
    policy.one_at_a_time(context.user_id)
    row = Application.objects.select_for_update().get(id=application.id)
    if (
        row.state != ApplicationState.APPROVED
        or row.approved_digest != application.approved_digest
    ):
        raise NotApproved("It was changed or withdrawn in the meantime; nothing was sent.")
    now = timezone.now()
    policy.check(row, at=now, planned=False)
    if row.approval_rule_id is not None:
        rules.spend(row, at=now)
    _take_keys(row)
    row.state, row.updated_at = ApplicationState.SUBMITTING, now
    row.save(update_fields=["state", "updated_at"])
    note(row, "submitting", "The approved form is being sent.", at=now)
    return Attempt.objects.create(
        user_id=row.user_id,
        application=row,
        state=ApplicationState.SUBMITTING,
        digest=row.approved_digest,
        fencing=context.fencing,
        started_at=now,
    )


def _take_keys(application: Application) -> None:
    """Insert every exact key of the opening, or refuse.

    Raises:
        AlreadyApplied: one of them is taken by another application.
    """
    rows = [
        SubmissionGuard(user_id=application.user_id, key=key, application=application)
        for key in application.opening.exact_keys
    ]
    try:
        with transaction.atomic():
            SubmissionGuard.objects.bulk_create(rows)
    except IntegrityError as error:
        raise AlreadyApplied("Look at your applications; nothing was sent.") from error


@transaction.atomic
def finish(attempt: Attempt, outcome: SubmitOutcome) -> None:
    """Store what came of the click.

    The one who clicked may settle its own attempt even after it lost the run's lease: by then
    the attempt is at worst ``outcome_unknown``, and a proof is better than not knowing.
    """
    row = Application.objects.select_for_update().get(id=attempt.application_id)
    attempt.refresh_from_db(fields=["state"])
    if {row.state, attempt.state} - {
        ApplicationState.SUBMITTING,
        ApplicationState.OUTCOME_UNKNOWN,
    }:
        return  # it was settled; this may even be about another attempt than the row's
    now = timezone.now()
    attempt.state, attempt.proof = outcome.state, clean(outcome.proof)[:4000]
    attempt.requests = clean_json([one.model_dump(mode="json") for one in outcome.requests])
    attempt.screenshot_key = files.keep_picture(outcome.screenshot_png)
    attempt.finished_at = now
    attempt.save()
    _settle(row, ApplicationState(outcome.state), clean(outcome.message)[:2000], at=now)


@transaction.atomic
def lose(application: Application, *, at: datetime) -> None:
    """Turn a ``submitting`` that a crash left behind into ``outcome_unknown``."""
    row = Application.objects.select_for_update().get(id=application.id)
    if row.state != ApplicationState.SUBMITTING:
        return
    row.attempts.filter(state=ApplicationState.SUBMITTING).update(
        state=ApplicationState.OUTCOME_UNKNOWN, finished_at=at
    )
    _settle(
        row,
        ApplicationState.OUTCOME_UNKNOWN,
        "The browser ended before the employer's answer was seen.",
        at=at,
    )


def settle_by_person(row: Application, *, arrived: bool, at: datetime) -> None:
    """Store what the person found out about a locked application whose outcome was unknown."""
    state = ApplicationState.SUBMITTED if arrived else ApplicationState.REFUSED
    row.attempts.filter(state=ApplicationState.OUTCOME_UNKNOWN).update(state=state)
    said = "You said that it arrived." if arrived else "You said that it did not arrive."
    _settle(row, state, said, at=at, sentence=said)


def open_again(row: Application, *, at: datetime) -> None:
    """Make a draft of a locked application that did not arrive; only the person approves it."""
    row.attempts.filter(state=ApplicationState.OUTCOME_UNKNOWN).update(
        state=ApplicationState.REFUSED
    )
    row.guards.all().delete()
    row.state, row.approved_digest, row.reason = ApplicationState.DRAFT, "", ""
    row.approval_rule_id = row.approval_rule_version = None
    row.taken_over_at = row.updated_at = at
    row.save()
    sentence = (
        "You said that it did not arrive. The form is filled again, and you are asked again."
    )
    note(row, "send-again", sentence, at=at)


def _settle(
    row: Application, state: ApplicationState, why: str, *, at: datetime, sentence: str = ""
) -> None:
    """Write the state, its sentence and its event; release the keys only when refused."""
    row.state, row.reason, row.updated_at = state, why, at
    if state == ApplicationState.SUBMITTED:
        row.submitted_at = at
    row.save()
    if state == ApplicationState.REFUSED:
        row.guards.all().delete()
    sentences = {
        ApplicationState.SUBMITTED: "The employer confirmed the application.",
        ApplicationState.REFUSED: "The form refused the application and stored nothing.",
        ApplicationState.OUTCOME_UNKNOWN: "Whether the application arrived is unknown.",
    }
    said = sentence or f"{sentences[state]} {why}".strip()
    note(row, state.replace("_", "-"), said, at=at)
    tell(row, _event(row, state, at))


def _event(
    row: Application, state: ApplicationState, at: datetime
) -> ApplicationSubmitted | ApplicationRefused | OutcomeLost:
    ids = {"application_id": row.id, "run_id": row.run_id}
    if state == ApplicationState.SUBMITTED:
        return ApplicationSubmitted(submitted_at=at, **ids)
    return ApplicationRefused(**ids) if state == ApplicationState.REFUSED else OutcomeLost(**ids)
