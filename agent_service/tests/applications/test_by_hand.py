"""Going on in one's own browser, and the person's word on how it ended."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from makers import NOON, application, field, opening, run, stand_still, step_context
from pages import look, opened, press

from agent_service.applications import actions, by_hand, obstacles, outcomes, policy, submission
from agent_service.applications.models import Application, Attempt, SubmissionGuard
from agent_service.forms.candidate import Candidate, StandingAnswer
from agent_service.forms.draft import SubmitOutcome
from agent_service.rules import actions as rules
from agent_service.rules import approving
from agent_service.runs import actions as runs
from agent_service.runs.actions import RunWorks
from agent_service.steps import approve, prepare, submit
from agent_service.steps._contract import Back, Failed
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def parked(user_id: UUID) -> Application:
    """Return an application whose form shows a challenge."""
    draft = application(user_id, field("name", "Ada <b>"), field("why", "x" * 90))
    stop = obstacles.Obstacle(
        "form-captcha", "There is a challenge.", "https://acme.example/apply"
    )
    actions.stop_at(draft, stop.stored(), at=NOON)
    stand_still(draft.run, "form-captcha")
    draft.refresh_from_db()
    return draft


def again(found: Application) -> Application:
    found.refresh_from_db()
    found.run.refresh_from_db()
    return found


def approved(found: Application) -> Application:
    assert found.manifest
    actions.approve(found.id, found.user_id, digest=found.manifest.digest, at=NOON)
    return again(found)


def test_taking_over_parks_the_run_and_voids_what_was_approved(user_id: UUID) -> None:
    found = approved(application(user_id))
    stand_still(found.run, "unverified-form", step="submit")
    by_hand.take_over(found.id, user_id, at=NOON)
    by_hand.take_over(found.id, user_id, at=NOON)
    again(found)
    assert (found.run.state, found.run.code) == ("needs_person", "by-hand")
    assert (found.state, found.approved_digest, found.taken_over_at) == ("draft", "", NOON)
    assert list(found.timeline.filter(code="taken-over").values_list("at", flat=True)) == [NOON]
    assert found.manifest


@pytest.mark.parametrize("state", ["running", "waiting", "finished", "cancelled"])
def test_what_the_agent_works_on_cannot_be_taken_over(parked: Application, state: str) -> None:
    type(parked.run).objects.update(state=state)
    with pytest.raises(RunWorks):
        by_hand.take_over(parked.id, parked.user_id, at=NOON)


def test_what_the_person_sent_is_submitted_by_their_word_and_takes_every_key(
    parked: Application, user_id: UUID
) -> None:
    by_hand.take_over(parked.id, user_id, at=NOON)
    by_hand.report(parked.id, user_id, by_hand.Ending.SENT, at=NOON)
    again(parked)
    assert (parked.state, parked.submitted_at, parked.sent_by_person_at) == (
        "submitted", NOON, NOON,
    )  # fmt: skip
    assert (parked.run.state, parked.run.reason) == ("finished", "You sent it yourself.")
    [attempt] = Attempt.objects.all()
    assert (attempt.state, attempt.proof) == (
        "submitted", "The person said that they sent it themselves.",
    )  # fmt: skip
    keys = set(SubmissionGuard.objects.values_list("key", flat=True))
    assert keys == set(parked.opening.exact_keys)
    assert OutboxEvent.objects.filter(name="agent.application_submitted.v1").count() == 1


def test_the_agent_never_sends_what_the_person_sent(parked: Application, user_id: UUID) -> None:
    by_hand.take_over(parked.id, user_id, at=NOON)
    by_hand.report(parked.id, user_id, by_hand.Ending.SENT, at=NOON)
    with pytest.raises(submission.NotApproved):
        submission.begin(again(parked), step_context(parked.run))
    with pytest.raises(actions.NotOpen):
        approved(parked)
    with pytest.raises(runs.RunNotStopped):
        runs.resume(parked.run, at=NOON)
    url = "https://job-boards.greenhouse.io/acme/jobs/123?utm_source=x"
    twin = application(user_id, of=opening(user_id, url))
    policy.allow(twin.id, user_id, at=NOON)
    with pytest.raises(submission.AlreadyApplied):
        submission.begin(approved(twin), step_context(twin.run))
    assert Attempt.objects.count() == 1


def test_what_the_person_did_not_send_is_filled_and_asked_again_and_by_no_rule(
    parked: Application, user_id: UUID
) -> None:
    by_hand.take_over(parked.id, user_id, at=NOON)
    by_hand.report(parked.id, user_id, by_hand.Ending.NOT_SENT, at=NOON)
    again(parked)
    assert (parked.run.state, parked.run.step, parked.state) == ("running", "prepare", "draft")
    Application.objects.update(obstacle=None)
    terms = {"name": "All", "adapters": ["generic"], "match_at_least": 0.0, "a_day": 9}
    rules.create(user_id, terms, at=NOON)

    def ruled() -> bool:
        return approving.approve(
            parked.id, user_id, score=1.0, zone="UTC", at=NOON, check_lease=lambda: None
        )

    assert not ruled()
    Application.objects.update(taken_over_at=None)
    assert ruled()


def test_giving_up_withdraws_and_nothing_is_filled_again(
    parked: Application, user_id: UUID
) -> None:
    by_hand.take_over(parked.id, user_id, at=NOON)
    by_hand.report(parked.id, user_id, by_hand.Ending.GIVEN_UP, at=NOON)
    assert again(parked).state == "withdrawn"
    assert isinstance(prepare.STEP.run(step_context(parked.run)), Failed)
    assert again(parked).state == "withdrawn"


@pytest.mark.parametrize("ending", list(by_hand.Ending))
def test_an_ending_is_said_once(parked: Application, user_id: UUID, ending: Any) -> None:
    by_hand.report(parked.id, user_id, by_hand.Ending.SENT, at=NOON)
    with pytest.raises(actions.NotOpen):
        by_hand.report(parked.id, user_id, ending, at=NOON)
    assert Attempt.objects.count() == 1


def test_a_run_resumed_after_it_was_taken_over_asks_again(
    parked: Application, user_id: UUID
) -> None:
    by_hand.take_over(parked.id, user_id, at=NOON)
    assert isinstance(submit.STEP.run(step_context(parked.run)), Back)
    actions.void_approval(again(parked), "The form changed.", at=NOON)
    went = approve.STEP.run(step_context(parked.run))
    assert isinstance(went, Back)
    assert went.step == "prepare"


def lost(user_id: UUID) -> Application:
    """Return an application of which nobody knows whether it arrived."""
    found = approved(application(user_id))
    submission.begin(found, step_context(found.run))
    submission.lose(found, at=NOON)
    stand_still(found.run, "outcome-unknown", step="submit")
    return again(found)


def test_what_did_not_arrive_is_sent_again_only_after_another_approval(user_id: UUID) -> None:
    found = lost(user_id)
    outcomes.settle(found, arrived=False, again=True, at=NOON)
    again(found)
    assert (found.state, found.approved_digest) == ("draft", "")
    assert (found.run.state, found.run.step) == ("running", "prepare")
    assert not SubmissionGuard.objects.exists()
    with pytest.raises(submission.NotApproved):
        submission.begin(found, step_context(found.run))
    submission.begin(approved(found), step_context(found.run))
    assert sorted(Attempt.objects.values_list("state", flat=True)) == ["refused", "submitting"]


def test_a_worker_that_comes_back_with_an_old_outcome_settles_no_new_attempt(
    user_id: UUID,
) -> None:
    found = lost(user_id)
    old = Attempt.objects.get()
    outcomes.settle(found, arrived=False, again=True, at=NOON)
    submission.begin(approved(again(found)), step_context(found.run))
    submission.finish(old, SubmitOutcome("refused", "late", "", b""))
    assert again(found).state == "submitting"


@pytest.mark.parametrize(
    ("said", "state", "sentence"),
    [
        ({"arrived": True}, "submitted", "You said that it arrived."),
        ({"arrived": False}, "refused", "You said that it did not arrive."),
    ],
)
def test_a_settled_outcome_is_told_as_the_persons_word(
    api: Any, user_id: UUID, said: dict[str, bool], state: str, sentence: str
) -> None:
    found = lost(user_id)
    path = f"/api/v1/agents/applications/{found.id}/settlement/"
    shown = api.post(path, said, format="json").json()
    assert (shown["state"], shown["timeline"][-1]["sentence"]) == (state, sentence)
    assert api.post(path, said, format="json").json()["code"] == "nothing-to-settle"


def test_the_page_lists_answers_documents_and_the_form_without_any_script(
    parked: Application, user_id: UUID
) -> None:
    person = Client()
    assert "Go on in my own browser" in opened(parked, person)
    went = press(parked, person, "take-over")
    assert went["Location"] == f"/review/{parked.id}/by-hand/"
    answer = person.get(went["Location"])
    text = answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert 'href="https://acme.example/apply" target="_blank" rel="noopener noreferrer"' in text
    assert 'value="Ada &lt;b&gt;" readonly' in text
    assert f"readonly>{'x' * 90}</textarea>" in text
    assert "<script" not in text
    press(parked, person, "sent-by-hand")
    assert again(parked).state == "submitted"
    assert "I sent it</button>" not in look(parked, person, "by-hand/")


def test_the_page_of_a_lost_outcome_offers_the_three_endings(user_id: UUID) -> None:
    found, person = lost(user_id), Client()
    text = opened(found, person)
    for button in ("It arrived", "It did not; fill it again and ask me", "It did not; drop it"):
        assert button in text
    press(found, person, "send-again")
    assert again(found).state == "draft"


def test_where_no_form_was_read_the_usual_answers_are_listed(user_id: UUID) -> None:
    found = run(user_id)
    draft = actions.begin(found.id, found.opening, at=NOON)
    person = Candidate(
        profile={
            "basics": {"name": "Ada", "email": "a@example.org", "location": {"city": "Rome"}}
        },
        answers=(StandingAnswer("1", "sponsorship", "No", country="DE"),),
    )
    known = obstacles.to_copy(person)
    stop = obstacles.Obstacle("form-login", "Sign in.", "javascript:alert(1)", answers=known)
    actions.stop_at(draft, stop.stored(), at=NOON)
    stand_still(found, "form-login")
    browser = Client()
    opened(draft, browser)
    press(draft, browser, "take-over")
    text = look(draft, browser, "by-hand/")
    assert [label in text for label in ("Name", "Email", "City", "Sponsorship (DE)")] == [True] * 4
    assert 'href="javascript' not in text


def test_the_api_takes_over_and_reports(
    parked: Application, api: Any, client_of: Any, stranger_id: UUID
) -> None:
    path = f"/api/v1/agents/applications/{parked.id}/"
    stranger = client_of(stranger_id)
    assert stranger.post(f"{path}take-over/").status_code == 404
    assert stranger.post(f"{path}hand-report/", {"outcome": "sent"}).status_code == 404
    shown = api.post(f"{path}take-over/").json()
    assert (shown["form_url"], bool(shown["taken_over_at"])) == (
        "https://acme.example/apply",
        True,
    )
    assert api.post(f"{path}hand-report/", {"outcome": "maybe"}).status_code == 400
    assert api.post(f"{path}hand-report/", {"outcome": "sent"}).json()["state"] == "submitted"
