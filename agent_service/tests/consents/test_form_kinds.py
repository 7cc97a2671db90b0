"""A kind of form that nobody verified is not sent before its person turns it on."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from makers import NOON, field, manifest, run, stand_still, step_context
from pages import opened, press

from agent_service.applications import actions as applications
from agent_service.applications.models import Application, Attempt
from agent_service.consents import actions
from agent_service.forms.adapter import every
from agent_service.runs import actions as runs
from agent_service.steps import submit
from agent_service.steps._contract import NeedsPerson

pytestmark = pytest.mark.django_db
UNSEEN = sorted(name for name, adapter in every().items() if adapter.verified is None)


class Reached(Exception):
    """The step went as far as the documents that would be sent."""


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the step where it would open a browser."""

    def reached(context: Any) -> Any:
        raise Reached

    monkeypatch.setattr(submit, "sent_files", reached)


def approved(user_id: UUID, kind: str) -> Application:
    """Return an approved application whose form is of a kind."""
    found = run(user_id)
    draft = applications.begin(found.id, found.opening, at=NOON)
    known = manifest(field("name", "Ada")).model_copy(update={"adapter": kind})
    version = applications.keep_manifest(draft, known, questions=[], screenshot=b"", at=NOON)
    applications.approve(draft.id, user_id, digest=version.digest, at=NOON)
    draft.refresh_from_db()
    return draft


def sent(draft: Application) -> Any:
    return submit.STEP.run(step_context(draft.run))


@pytest.mark.parametrize("kind", UNSEEN)
def test_a_kind_nobody_saw_is_not_sent_however_often_the_run_is_resumed(
    user_id: UUID, kind: str
) -> None:
    draft = approved(user_id, kind)
    stopped = sent(draft)
    assert isinstance(stopped, NeedsPerson)
    assert (stopped.code, kind in stopped.reason) == ("unverified-form", True)
    stand_still(draft.run, "unverified-form", step="submit")
    runs.resume(draft.run, at=NOON)
    draft.refresh_from_db()
    assert isinstance(sent(draft), NeedsPerson)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("kind", sorted(set(every()) - set(UNSEEN)))
def test_a_kind_that_was_seen_is_sent(user_id: UUID, kind: str) -> None:
    with pytest.raises(Reached):
        sent(approved(user_id, kind))


def test_turned_on_it_is_sent_and_turned_off_no_longer(user_id: UUID, stranger_id: UUID) -> None:
    draft = approved(user_id, "ashby")
    actions.switch(stranger_id, "ashby", on=True, at=NOON)
    assert isinstance(sent(draft), NeedsPerson)
    actions.switch(user_id, "ashby", on=True, at=NOON)
    with pytest.raises(Reached):
        sent(draft)
    actions.switch(user_id, "ashby", on=False, at=NOON)
    assert isinstance(sent(draft), NeedsPerson)


def test_turning_a_kind_on_lets_the_runs_go_on_that_wait_for_it(user_id: UUID) -> None:
    draft = approved(user_id, "breezy")
    stand_still(draft.run, "unverified-form", step="submit")
    actions.switch(user_id, "ashby", on=True, at=NOON)
    draft.run.refresh_from_db()
    assert draft.run.state == "needs_person"
    actions.switch(user_id, "breezy", on=True, at=NOON)
    draft.run.refresh_from_db()
    assert draft.run.state == "running"


def test_kinds_are_listed_and_switched_over_the_api(
    api: Any, client_of: Any, stranger_id: UUID
) -> None:
    path = "/api/v1/agents/form-kinds/"
    rows = {row["name"]: row for row in api.get(path).json()}
    assert sorted(rows) == sorted(every())
    assert [rows[name]["may_be_sent"] for name in ("generic", "ashby")] == [True, False]
    turned = api.post(path, {"name": "ashby", "on": True}, format="json").json()
    assert next(row for row in turned if row["name"] == "ashby")["may_be_sent"]
    theirs = client_of(stranger_id).get(path).json()
    assert not next(row for row in theirs if row["name"] == "ashby")["may_be_sent"]
    refused = api.post(path, {"name": "nobody", "on": True}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "form-kind-unknown")
    terms = {"name": "x", "adapters": ["generic", "nobody"], "match_at_least": 1, "a_day": 1}
    of_a_rule = api.post("/api/v1/agents/rules/", terms, format="json")
    for answer in (refused, of_a_rule):
        assert answer.json()["unknown"] == ["nobody"]


def test_the_page_turns_a_kind_on(user_id: UUID) -> None:
    draft, person = approved(user_id, "ashby"), Client()
    stand_still(draft.run, "unverified-form", step="submit")
    assert "Let forms of the kind “ashby” be sent" in opened(draft, person)
    assert press(draft, person, "allow-kind").status_code == 302
    assert actions.turned_on(user_id) == {"ashby"}
