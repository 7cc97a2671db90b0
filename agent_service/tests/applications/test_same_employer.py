"""One open application at an employer, unless its person says otherwise."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from makers import NOON, application, run, stand_still, step_context
from pages import opened, press

from agent_service.applications import actions, policy, submission
from agent_service.applications.models import Application, Attempt
from agent_service.openings import actions as openings
from agent_service.openings.identity import similar_titles, soft_key
from agent_service.openings.models import Opening

pytestmark = pytest.mark.django_db


def opening(user_id: UUID, title: str, *, at: str, employer: str = "Acme Ltd") -> Opening:
    """Return an opening of the same employer on a board of its own."""
    text = f"{title}\n\nRequirements:\n- Python\n- Django"
    return openings.add_text(user_id, text, title=title, employer=employer, url=at, at=NOON)


def draft_for(user_id: UUID, title: str, board: str, **more: Any) -> Application:
    return application(user_id, of=opening(user_id, title, at=f"https://{board}/1", **more))


def approve(draft: Application) -> Application:
    draft.refresh_from_db()
    assert draft.manifest
    actions.approve(draft.id, draft.user_id, digest=draft.manifest.digest, at=NOON)
    draft.refresh_from_db()
    return draft


def sent(draft: Application) -> Application:
    submission.begin(draft, step_context(draft.run))
    Application.objects.filter(id=draft.id).update(state="submitted", submitted_at=NOON)
    return draft


@pytest.fixture
def first(user_id: UUID) -> Application:
    return sent(approve(draft_for(user_id, "Backend Engineer", "a.example")))


@pytest.mark.django_db(transaction=True)
def test_a_second_application_there_is_not_approved_before_its_person_insists(
    first: Application, user_id: UUID
) -> None:
    second = draft_for(user_id, "Sales Lead", "b.example", employer="ACME")
    with pytest.raises(policy.EmployerTaken) as refused:
        approve(second)
    assert refused.value.extra == {"applications": [str(first.id)]}
    policy.allow(second.id, user_id, at=NOON)
    assert approve(second).state == "approved"
    said = list(second.timeline.filter(code="employer-allowed").values_list("sentence", flat=True))
    assert said == ["You said to apply although another application at ACME is open."]


def test_other_employers_other_people_and_what_is_long_over_are_no_hindrance(
    first: Application, user_id: UUID, stranger_id: UUID
) -> None:
    assert approve(draft_for(user_id, "Backend Engineer", "c.example", employer="Bolt"))
    assert approve(draft_for(stranger_id, "Backend Engineer", "a.example"))
    Application.objects.filter(id=first.id).update(submitted_at=NOON - timedelta(days=91))
    assert approve(draft_for(user_id, "Backend Engineer II", "d.example"))


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_what_came_to_nothing_is_no_hindrance(
    first: Application, user_id: UUID, state: str
) -> None:
    Application.objects.filter(id=first.id).update(state=state)
    assert approve(draft_for(user_id, "Backend Engineer II", "d.example")).state == "approved"


def test_of_two_that_were_approved_before_the_rule_only_the_first_is_sent(user_id: UUID) -> None:
    pair = [draft_for(user_id, "Data Engineer", f"{board}.example") for board in "ab"]
    for one in pair:
        policy.allow(one.id, user_id, at=NOON)
        approve(one)
    Application.objects.update(employer_allowed_at=None)
    for one in pair:
        one.refresh_from_db()
    submission.begin(pair[0], step_context(pair[0].run))
    with pytest.raises(policy.EmployerTaken):
        submission.begin(pair[1], step_context(pair[1].run))
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_one_job_on_two_boards_begun_at_the_same_moment_is_sent_once(
    user_id: UUID, round_: int
) -> None:
    pair = [draft_for(user_id, "Data Engineer", f"{board}.example") for board in "ab"]
    for one in pair:
        policy.allow(one.id, user_id, at=NOON)
        approve(one)
    Application.objects.update(employer_allowed_at=None)
    together = threading.Barrier(2)

    def begin(one: Application) -> str:
        try:
            one.refresh_from_db()
            together.wait(10)
            submission.begin(one, step_context(one.run))
        except policy.EmployerTaken:
            return "taken"
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(begin, pair)) == ["begun", "taken"]
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_one_employer_at_the_same_moment_are_one(user_id: UUID) -> None:
    pair = [draft_for(user_id, "Data Engineer", f"{board}.example") for board in "ab"]
    together = threading.Barrier(2)

    def decide(one: Application) -> str:
        try:
            together.wait(10)
            return approve(one).state
        except policy.EmployerTaken:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(decide, pair)) == ["approved", "taken"]


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("Senior Backend Engineer", "Backend Engineer (m/w/d)", True),
        ("Software Engineer, Payments", "Software Engineer, Growth", True),
        ("Backend Engineer", "Sales Lead", False),
        ("Data Engineer", "Platform Engineer", False),
    ],
)
def test_titles_are_similar_when_half_of_their_words_are(
    left: str, right: str, alike: bool
) -> None:
    keys = [soft_key("Acme", title, ()) for title in (left, right)]
    assert similar_titles(*keys) is alike


def test_the_api_warns_of_others_there_those_alike_first_and_takes_the_exception(
    first: Application, api: Any, client_of: Any, stranger_id: UUID, user_id: UUID
) -> None:
    second = draft_for(user_id, "Senior Backend Engineer", "b.example")
    path = f"/api/v1/agents/applications/{second.id}/"
    [warned] = api.get(path).json()["same_employer"]
    assert (warned["application_id"], warned["similar"]) == (str(first.id), True)
    digest = {"digest": second.manifest.digest if second.manifest else ""}
    refused = api.post(f"{path}approval/", digest, format="json").json()
    assert (refused["code"], refused["applications"]) == ("employer-taken", [str(first.id)])
    assert client_of(stranger_id).post(f"{path}employer-exception/").status_code == 404
    assert api.post(f"{path}employer-exception/").json()["employer_allowed_at"]
    assert api.post(f"{path}approval/", digest, format="json").json()["state"] == "approved"


@pytest.mark.django_db(transaction=True)
def test_the_page_warns_and_takes_the_exception_by_one_button(
    first: Application, user_id: UUID
) -> None:
    second, person = draft_for(user_id, "Senior Backend Engineer", "b.example"), Client()
    assert "the same or a similar title" in opened(second, person)
    assert press(second, person, "approve").status_code == 409
    assert press(second, person, "allow-employer").status_code == 302
    assert press(second, person, "approve").status_code == 302


def test_a_run_that_stopped_for_it_goes_on_with_the_exception(
    first: Application, user_id: UUID
) -> None:
    second = draft_for(user_id, "Sales Lead", "b.example")
    stand_still(second.run, "employer-taken", step="submit")
    policy.allow(second.id, user_id, at=NOON)
    second.run.refresh_from_db()
    assert second.run.state == "running"


def test_who_said_to_go_on_about_one_like_it_is_not_asked_again(user_id: UUID) -> None:
    found = run(user_id)
    draft = actions.begin(found.id, found.opening, at=NOON, allowed=True)
    assert draft.employer_allowed_at == NOON
