"""Going on in one's own browser, and saying how it ended.

While a person is at the form themselves, the run is parked and its approval void; what they say
they sent takes every key of the opening, so that the agent never sends it afterwards.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from agent_service.applications import actions
from agent_service.applications.models import Application, Attempt, SubmissionGuard
from agent_service.applications.timeline import note, tell
from agent_service.applications.versions import locked
from agent_service.runs import actions as runs
from agent_service.runs.models import ACTIVE
from common.contracts.agent import ApplicationState, ApplicationSubmitted, RunState

#: Why a run waits while its person is at the form.
BY_HAND = "by-hand"
_PARKED = "You go on in your own browser. Say how it ended; the agent sends nothing meanwhile."


class Ending(StrEnum):
    """What the person says came of it."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    GIVEN_UP = "given_up"


@transaction.atomic(savepoint=False)
def take_over(application_id: UUID, user_id: UUID, *, at: datetime) -> Application:
    """Park the run so that the person alone is at the form; what was approved is void.

    Raises:
        NotOpen: it was sent, or withdrawn.
        RunWorks: the agent is at the form.
    """
    application = locked(application_id, user_id)
    if application.run.code == BY_HAND and application.run.state == RunState.NEEDS_PERSON:
        return application
    runs.park(application.run_id, BY_HAND, _PARKED, at=at)
    application.state, application.approved_digest = ApplicationState.DRAFT, ""
    application.approval_rule_id = application.approval_rule_version = None
    application.taken_over_at = application.updated_at = at
    application.save()
    note(application, "taken-over", _PARKED, at=at)
    return application


def report(application_id: UUID, user_id: UUID, ending: Ending, *, at: datetime) -> Application:
    """Store how it ended.

    Raises:
        NotOpen: it was sent, or withdrawn.
        RunWorks: the agent is at the form.
    """
    if ending == Ending.GIVEN_UP:
        return actions.reject(application_id, user_id, at=at)
    if ending == Ending.NOT_SENT:
        return _give_back(application_id, user_id, at=at)
    return _sent(application_id, user_id, at=at)


@transaction.atomic(savepoint=False)
def _give_back(application_id: UUID, user_id: UUID, *, at: datetime) -> Application:
    """Let the agent go on: it fills the form again and asks again; no rule answers for it."""
    application = locked(application_id, user_id)
    application.state, application.approved_digest = ApplicationState.DRAFT, ""
    application.taken_over_at = application.updated_at = at
    application.save()
    said = "You said that you did not send it; the agent goes on."
    note(application, "not-sent-by-hand", said, at=at)
    runs.go_back(application.run_id, "prepare", said, at=at)
    return application


@transaction.atomic(savepoint=False)
def _sent(application_id: UUID, user_id: UUID, *, at: datetime) -> Application:
    """Count it as submitted, by the person's word, with every key of the opening taken."""
    application = locked(application_id, user_id)
    if application.run.state in ACTIVE:
        runs.finish(application.run_id, "You sent it yourself.", at=at)
    keys = application.opening.exact_keys
    SubmissionGuard.objects.bulk_create(
        [SubmissionGuard(user_id=user_id, key=key, application=application) for key in keys],
        ignore_conflicts=True,  # what another application holds is held
    )
    Attempt.objects.create(
        user_id=user_id,
        application=application,
        state=ApplicationState.SUBMITTED,
        digest="",
        fencing=application.run.fencing,
        proof="The person said that they sent it themselves.",
        started_at=at,
        finished_at=at,
    )
    application.state, application.reason = ApplicationState.SUBMITTED, "You sent it yourself."
    application.submitted_at = application.sent_by_person_at = application.updated_at = at
    application.approved_digest, application.obstacle = "", None
    application.save()
    note(application, "sent-by-hand", "You said that you sent it yourself.", at=at)
    ids = {"application_id": application.id, "run_id": application.run_id}
    tell(application, ApplicationSubmitted(submitted_at=at, **ids))
    return application
