"""What was written into a form is kept and shown with the facts that it cites."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from makers import NOON, application, field, manifest, run, stand_still, step_context
from pages import look, opened, press

from agent_service.applications import actions
from agent_service.applications.models import Application, WrittenAnswer
from agent_service.forms.draft import Draft, Question
from agent_service.forms.draft import NeedsPerson as Obstacle
from agent_service.forms.manifest import Source
from agent_service.steps import prepare
from agent_service.steps._contract import NeedsPerson
from agent_service.writing.for_forms import FormWriter

pytestmark = pytest.mark.django_db
RESUME = {"basics": {"name": "Ada", "summary": "Backend engineer who likes clear writing."}}
QUESTION = "Tell us about yourself"


@pytest.fixture
def written(user_id: UUID) -> Application:
    """Return a draft with one answer that was written."""
    draft = application(user_id)
    writer = FormWriter(draft.run_id, RESUME, {"employer": "Acme", "language": "en"})
    made = writer(QUESTION, 0)
    assert made
    source = Source(kind="written", ref=made.id, fact_ids=made.fact_ids)
    form = manifest(field("about", made.text, source=source, kind="textarea"))
    for _ in range(2):
        actions.keep_written(draft, form, writer, at=NOON)
    actions.keep_manifest(draft, form, questions=[], screenshot=b"", at=NOON)
    draft.refresh_from_db()
    return draft


def test_each_sentence_is_kept_once_with_its_facts(written: Application) -> None:
    [kept] = WrittenAnswer.objects.all()
    assert kept.question == QUESTION
    [sentence] = kept.sentences
    assert sentence["sentence"] == RESUME["basics"]["summary"]
    assert [fact["pointer"] for fact in sentence["facts"]] == ["/basics/summary"]


def test_the_page_and_the_api_show_what_is_cited_until_the_person_rewrites_it(
    written: Application, api: Any
) -> None:
    person = Client()
    cited = '<span class="fact">Backend engineer who likes clear writing.</span>'
    assert cited in opened(written, person)
    shown = api.get(f"/api/v1/agents/applications/{written.id}/").json()
    assert shown["written_answers"][0]["sentences"][0]["facts"][0]["pointer"] == "/basics/summary"
    press(written, person, "save", **{"field:about": "I bake."})
    assert cited not in look(written, person)


def test_what_could_be_filled_in_before_a_challenge_is_kept_and_shown(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def met(*_: Any) -> Draft:
        asked = Question("why", "Why us?", "text", (), "only you can", "needs_person")
        form = manifest(field("name", "Ada"), field("why", "", required=True))
        draft = Draft(form, b"", questions=(asked,))
        raise Obstacle("captcha", "Everything else is filled in.", b"", replace(draft))

    monkeypatch.setattr(prepare, "_fill", met)
    found = run(user_id)
    outcome = prepare.STEP.run(step_context(found))
    assert outcome == NeedsPerson("form-captcha", "Everything else is filled in.")
    stand_still(found, "form-captcha", why="Everything else is filled in.")
    draft, person = Application.objects.get(run=found), Client()
    text = opened(draft, person)
    assert 'value="Ada"' in text
    assert "Everything else is filled in." in text
    assert "only you can" in text
    assert "Approve and send once" not in text
    assert "Go on in my own browser" in text


def test_what_the_person_wrote_is_not_lost_when_the_form_is_filled_again(
    user_id: UUID,
) -> None:
    draft = application(user_id)
    assert draft.manifest
    actions.edit(
        draft.id, user_id, digest=draft.manifest.digest, answers={"city": "Paris"}, at=NOON
    )
    draft.refresh_from_db()
    actions.void_approval(draft, "The form changed.", at=NOON)
    assert actions.edits_of(draft) == {"city": "Paris"}
