"""Preparing on a site that must be sent to: only while its person allows just that."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from makers import NOON, application, manifest, run, stand_still, step_context
from pages import look, opened, press

from agent_service.applications.models import Application
from agent_service.consents import actions
from agent_service.consents.models import SiteConsent
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import SentRequest
from agent_service.runs.models import Run
from agent_service.steps import prepare, submit
from agent_service.steps._contract import Done, NeedsPerson

pytestmark = pytest.mark.django_db
URL = "https://jobs.acme.example/apply?step=1"
UPLOAD = SentRequest(
    method="POST", url="https://jobs.acme.example/upload?token=1", kind="xhr", body_bytes=9,
    carries=True, state="held",
)  # fmt: skip


class Browser:
    """A browser whose form cannot be filled before its site was sent to."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def prepare(self, url: str, person: Any, job: Any, **given: Any) -> Draft:
        self.asked.append(given)
        allowed = bool(given.get("site_consent"))
        left = (UPLOAD.model_copy(update={"state": "sent", "status": 200}),) if allowed else ()
        found = manifest(url=URL).model_copy(update={"site_consent": allowed, "sent": left})
        return Draft(found, b"", needs_site_consent=not allowed, held_back=(UPLOAD,))

    @property
    def consents(self) -> list[bool]:
        return [one.get("site_consent", False) for one in self.asked]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Put a browser in the place of Chromium."""
    made: Any = Browser()

    def filled(context: Any, draft: Application, url: str, posting: Any) -> Draft:
        none: Any = None
        return prepare._drafted(made, draft, url, none, none, context)

    monkeypatch.setattr(prepare, "_fill", filled)
    found: Browser = made
    return found


def prepared(found: Run) -> Any:
    return prepare.STEP.run(step_context(found))


def test_without_consent_the_run_stops_and_says_what_was_held_back(
    browser: Browser, user_id: UUID
) -> None:
    found = run(user_id)
    outcome = prepared(found)
    assert isinstance(outcome, NeedsPerson)
    assert outcome.code == "site-consent-needed"
    obstacle = Application.objects.get(run=found).obstacle
    assert obstacle
    assert (obstacle["site"], obstacle["held"]) == (
        "jobs.acme.example",
        ["POST https://jobs.acme.example/upload, 9 bytes"],
    )
    assert browser.consents == [False]


def test_with_consent_the_form_is_filled_and_the_manifest_lists_what_went(
    browser: Browser, user_id: UUID
) -> None:
    actions.grant(user_id, URL, at=NOON)
    found = run(user_id)
    assert isinstance(prepared(found), Done)
    draft = Application.objects.get(run=found)
    assert draft.manifest
    assert [one["url"] for one in draft.manifest.body["sent"]] == [UPLOAD.url]
    assert (browser.consents, browser.asked[1]["sites"]) == ([False, True], ("acme.example",))
    codes = list(draft.timeline.order_by("id").values_list("code", flat=True))
    assert codes == ["begun", "consent-used", "prepared"]


def test_what_was_sent_by_an_earlier_try_stays_in_the_list(
    browser: Browser, user_id: UUID
) -> None:
    actions.grant(user_id, URL, at=NOON)
    found = run(user_id)
    prepared(found)
    prepared(found)
    draft = Application.objects.get(run=found)
    assert draft.manifest
    assert len(draft.manifest.body["sent"]) == 2


def test_consent_is_for_one_site_and_one_person(
    browser: Browser, user_id: UUID, stranger_id: UUID
) -> None:
    actions.grant(stranger_id, URL, at=NOON)
    actions.grant(user_id, "https://acme.example/", at=NOON)
    assert isinstance(prepared(run(user_id)), NeedsPerson)
    assert browser.consents == [False]


def test_taken_back_nothing_is_sent_by_the_next_try(browser: Browser, user_id: UUID) -> None:
    consent = actions.grant(user_id, URL, at=NOON)
    found = run(user_id)
    prepared(found)
    actions.revoke(consent, at=NOON)
    assert isinstance(prepared(found), NeedsPerson)
    assert browser.consents == [False, True, False]


def test_taken_back_after_the_approval_nothing_is_filled_or_sent(user_id: UUID) -> None:
    consent = actions.grant(user_id, URL, at=NOON)
    draft = application(user_id)
    found = manifest(url=URL).model_copy(update={"site_consent": True})
    allowed = submit._not_allowed(found, step_context(draft.run))
    actions.revoke(consent, at=NOON)
    refused = submit._not_allowed(found, step_context(draft.run))
    assert (allowed, getattr(refused, "code", "")) == (None, "site-consent-needed")


def test_granting_lets_the_runs_go_on_that_wait_for_that_site_alone(
    browser: Browser, user_id: UUID
) -> None:
    found = run(user_id)
    prepared(found)
    stand_still(found, "site-consent-needed")
    actions.grant(user_id, "elsewhere.example", at=NOON)
    found.refresh_from_db()
    assert found.state == "needs_person"
    actions.grant(user_id, "jobs.acme.example", at=NOON)
    found.refresh_from_db()
    assert found.state == "running"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("https://Jobs.Acme.Example:443/apply?x=1#y", "jobs.acme.example"),
        ("jobs.acme.example", "jobs.acme.example"),
        ("http://127.0.0.1:8765/jobs/1", "127.0.0.1:8765"),
        ("http://[::1]:8765/", "::1:8765"),
    ],
)
def test_a_site_is_a_host_with_an_unusual_port(given: str, named: str) -> None:
    assert actions.site(given) == named


@pytest.mark.parametrize(
    "given", ["", "two words", "ftp://a.example", "https://", "a\x00b", "x:y"]
)
def test_what_names_no_site_is_refused(given: str) -> None:
    with pytest.raises(actions.SiteUnclear):
        actions.site(given)


def test_consents_are_granted_listed_and_taken_back_over_the_api(
    api: Any, client_of: Any, stranger_id: UUID
) -> None:
    path = "/api/v1/agents/site-consents/"
    made = api.post(path, {"site": URL}, format="json")
    assert (made.status_code, made.json()["site"]) == (201, "jobs.acme.example")
    assert api.post(path, {"site": URL}, format="json").json()["id"] == made.json()["id"]
    one = f"{path}{made.json()['id']}/"
    assert client_of(stranger_id).delete(one).status_code == 404
    assert client_of(stranger_id).get(path).json()["results"] == []
    assert [api.delete(one).status_code for _ in range(2)] == [204, 204]
    assert api.get(one).json()["revoked_at"]
    assert api.post(path, {"site": "two words"}, format="json").json()["code"] == "site-unclear"
    assert SiteConsent.objects.get().revoked_at


def test_the_page_asks_for_the_site_lists_what_was_held_and_takes_it_back(
    browser: Browser, user_id: UUID
) -> None:
    found = run(user_id)
    prepared(found)
    stand_still(found, "site-consent-needed", why="It cannot be filled.")
    draft, person = Application.objects.get(run=found), Client()
    text = opened(draft, person)
    assert "Let the agent prepare on jobs.acme.example" in text
    assert "POST https://jobs.acme.example/upload, 9 bytes" in text
    assert "Approve and send once" not in text
    assert press(draft, person, "allow-site").status_code == 302
    found.refresh_from_db()
    assert (found.state, actions.allows(user_id, URL)) == ("running", True)
    assert "the agent may send to jobs.acme.example" in look(draft, person)
    press(draft, person, "take-back-site")
    assert not actions.allows(user_id, URL)


def test_what_cannot_be_filled_whole_is_not_approved(
    browser: Browser, api: Any, user_id: UUID
) -> None:
    found = run(user_id)
    prepared(found)
    draft = Application.objects.get(run=found)
    assert draft.manifest
    path = f"/api/v1/agents/applications/{draft.id}/"
    answer = api.post(f"{path}approval/", {"digest": draft.manifest.digest}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "form-unfinished")
    assert api.get(path).json()["obstacle"]["code"] == "site-consent-needed"
