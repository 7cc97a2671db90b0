"""Never twice, never without consent."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from makers import NOON, application, field, opening

from agent_service.applications import actions, policy, submission
from agent_service.applications.models import Application, Attempt, SubmissionGuard
from agent_service.forms.draft import SubmitOutcome
from agent_service.steps._contract import Context
from common.leases import LeaseLost
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


def approved(user_id: UUID, **made: Any) -> Application:
    draft = application(user_id, **made)
    assert draft.manifest
    policy.allow(draft.id, user_id, at=NOON)  # what stops two at one employer is tested elsewhere
    actions.approve(draft.id, user_id, digest=draft.manifest.digest, at=NOON)
    draft.refresh_from_db()
    return draft


def context(found: Application, check_lease: Any = lambda: None) -> Context:
    run = found.run
    return Context(
        run_id=run.id, user_id=run.user_id, opening_id=run.opening_id,
        document_id=run.document_id, document_sha256="", profile_version=1, fencing=1,
        confirmed=frozenset(), outputs={}, command_id=run.id, answer=None, at=NOON,
        attempts=1, check_lease=check_lease,
    )  # fmt: skip


def outcome(state: Any) -> SubmitOutcome:
    return SubmitOutcome(state=state, proof="Thank you", message="", screenshot_png=b"")


def test_what_is_not_approved_is_never_begun(user_id: UUID) -> None:
    draft = application(user_id)
    with pytest.raises(submission.NotApproved):
        submission.begin(draft, context(draft))
    assert not Attempt.objects.exists()


def test_the_database_refuses_a_submission_without_consent(user_id: UUID) -> None:
    draft = application(user_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(id=draft.id).update(state="submitting")


def test_an_approval_counts_for_exactly_one_version(user_id: UUID) -> None:
    ready = approved(user_id)
    actions.edit(
        ready.id, user_id, digest=ready.approved_digest, answers={"city": "Paris"}, at=NOON
    )
    ready.refresh_from_db()
    assert (ready.state, ready.approved_digest) == ("draft", "")
    with pytest.raises(submission.NotApproved):
        submission.begin(ready, context(ready))


def test_an_approval_of_another_version_is_refused(user_id: UUID) -> None:
    draft = application(user_id)
    with pytest.raises(actions.ManifestChanged):
        actions.approve(draft.id, user_id, digest="0" * 64, at=NOON)


def test_required_answers_that_are_missing_stop_the_approval(user_id: UUID) -> None:
    draft = application(user_id, field("salary", "", required=True))
    assert draft.manifest
    with pytest.raises(actions.AnswersMissing, match="Salary"):
        actions.approve(draft.id, user_id, digest=draft.manifest.digest, at=NOON)


def test_an_approval_expires(user_id: UUID) -> None:
    ready = approved(user_id)
    assert actions.is_approved(ready, at=NOON)
    assert not actions.is_approved(ready, at=NOON + timedelta(days=2))


def test_a_submission_begins_once_and_takes_every_key_of_the_opening(user_id: UUID) -> None:
    ready = approved(user_id)
    submission.begin(ready, context(ready))
    with pytest.raises(submission.NotApproved):
        submission.begin(ready, context(ready))
    keys = set(SubmissionGuard.objects.values_list("key", flat=True))
    assert keys == set(ready.opening.exact_keys)
    assert "greenhouse:acme:123" in keys


def test_the_same_opening_under_another_address_is_refused(user_id: UUID) -> None:
    first = approved(user_id)
    submission.begin(first, context(first))
    url = "https://job-boards.greenhouse.io/acme/jobs/123?utm_source=x"
    twin = approved(user_id, of=opening(user_id, url))
    with pytest.raises(submission.AlreadyApplied):
        submission.begin(twin, context(twin))
    twin.refresh_from_db()
    assert twin.state == "approved"
    assert Attempt.objects.count() == 1


def test_somebody_else_may_apply_for_the_same_opening(user_id: UUID, stranger_id: UUID) -> None:
    for person in (user_id, stranger_id):
        ready = approved(person)
        submission.begin(ready, context(ready))
    assert Attempt.objects.count() == 2


def test_a_worker_that_lost_its_run_does_not_begin(user_id: UUID) -> None:
    def lost() -> None:
        raise LeaseLost("taken over")

    ready = approved(user_id)
    with pytest.raises(LeaseLost):
        submission.begin(ready, context(ready, lost))
    ready.refresh_from_db()
    assert ready.state == "approved"
    assert not SubmissionGuard.objects.exists()


@pytest.mark.parametrize(
    ("state", "event", "guarded"),
    [
        ("submitted", "agent.application_submitted.v1", True),
        ("outcome_unknown", "agent.outcome_lost.v1", True),
        ("refused", "agent.application_refused.v1", False),
    ],
)
def test_what_came_of_the_click_is_stored_and_told(
    user_id: UUID, state: Any, event: str, guarded: bool
) -> None:
    ready = approved(user_id)
    attempt = submission.begin(ready, context(ready))
    submission.finish(attempt, outcome(state))
    ready.refresh_from_db()
    assert ready.state == state
    assert OutboxEvent.objects.filter(name=event).count() == 1
    assert SubmissionGuard.objects.exists() is guarded


def test_a_submitting_that_a_crash_left_becomes_unknown_and_is_never_begun_again(
    user_id: UUID,
) -> None:
    ready = approved(user_id)
    submission.begin(ready, context(ready))
    submission.lose(ready, at=NOON)
    ready.refresh_from_db()
    assert ready.state == "outcome_unknown"
    with pytest.raises(submission.NotApproved):
        submission.begin(ready, context(ready))


def test_a_late_proof_settles_an_unknown_outcome(user_id: UUID) -> None:
    ready = approved(user_id)
    attempt = submission.begin(ready, context(ready))
    submission.lose(ready, at=NOON)
    submission.finish(attempt, outcome("submitted"))
    ready.refresh_from_db()
    assert ready.state == "submitted"
