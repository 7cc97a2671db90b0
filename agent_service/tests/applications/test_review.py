"""The review page: what would be sent, and the person's word on it; no JavaScript."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from makers import application, field, manifest

from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.approval import links
from common.auth import revocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(user_id: UUID) -> Application:
    return application(
        user_id,
        field("name", "Ada <script>"),
        field("city", "London", options=("London", "Paris")),
    )


def opened(draft: Application, browser: Client) -> Any:
    path = urlsplit(links.mint(draft, at=timezone.now()).url).path
    browser.post(path)
    return browser.get(f"/review/{draft.id}/")


def press(browser: Client, draft: Application, verdict: str, **changed: str) -> Any:
    page = browser.get(f"/review/{draft.id}/").content.decode()
    hidden = dict(re.findall(r'name="(form_token|digest)" value="([^"]+)"', page))
    fields = {"field:name": "Ada <script>", "field:city": "London"} | changed
    return browser.post(f"/review/{draft.id}/decision/", hidden | fields | {"verdict": verdict})


def test_the_page_shows_values_and_sources_escaped_under_a_strict_policy(
    draft: Application,
) -> None:
    page = opened(draft, Client())
    text = page.content.decode()
    assert "Ada &lt;script&gt;" in text
    assert "your profile" in text
    assert "<script" not in text
    assert page["Content-Security-Policy"].startswith("default-src 'none'")
    assert page["Cache-Control"] == "no-store"


def test_a_form_in_a_frame_is_shown_with_where_it_stands(draft: Application) -> None:
    framed = manifest().model_copy(update={"form_url": "https://forms.example/embed"})
    actions.keep_manifest(draft, framed, questions=[], screenshot=b"", at=timezone.now())
    shown = opened(draft, Client()).content.decode()
    assert "<code>https://acme.example/apply</code>, whose form stands at" in shown
    assert "<code>https://forms.example/embed</code>" in shown


def test_looking_at_a_link_spends_nothing_and_using_it_spends_it(draft: Application) -> None:
    path = urlsplit(links.mint(draft, at=timezone.now()).url).path
    scanner = Client()
    assert [scanner.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert scanner.get(f"/review/{draft.id}/").status_code == 403
    assert [Client().post(path).status_code for _ in range(2)] == [302, 410]


def test_signing_out_everywhere_voids_links_that_were_mailed_before(draft: Application) -> None:
    link = links.mint(draft, at=timezone.now())
    revocation.revoke(draft.user_id, before=timezone.now())
    browser, path = Client(), urlsplit(link.url).path
    assert (browser.get(path).status_code, browser.post(path).status_code) == (410, 410)


def test_approving_approves_exactly_what_was_shown(draft: Application) -> None:
    browser = Client()
    opened(draft, browser)
    assert press(browser, draft, "approve").status_code == 302
    shown = draft.manifest
    draft.refresh_from_db()
    assert shown
    assert (draft.state, draft.approved_digest) == ("approved", shown.digest)


def test_an_edit_in_the_form_is_approved_with_it(draft: Application) -> None:
    browser = Client()
    opened(draft, browser)
    press(browser, draft, "approve", **{"field:city": "Paris"})
    draft.refresh_from_db()
    assert draft.manifest
    values = {one["key"]: one["value"] for one in draft.manifest.body["fields"]}
    assert (draft.state, values["city"]) == ("approved", "Paris")
    assert draft.approved_digest == draft.manifest.digest


@pytest.mark.django_db(transaction=True)
def test_an_option_the_form_does_not_offer_is_refused_in_place(draft: Application) -> None:
    browser = Client()
    opened(draft, browser)
    answer = press(browser, draft, "save", **{"field:city": "Rome"})
    assert answer.status_code == 422
    assert "offers no such option" in answer.content.decode()


def test_rejecting_withdraws(draft: Application) -> None:
    browser = Client()
    opened(draft, browser)
    press(browser, draft, "reject")
    draft.refresh_from_db()
    assert draft.state == "withdrawn"


def test_a_forged_form_and_another_application_are_refused(
    draft: Application, stranger_id: UUID
) -> None:
    browser = Client()
    opened(draft, browser)
    forged = {"verdict": "approve", "digest": draft.manifest.digest if draft.manifest else ""}
    assert browser.post(f"/review/{draft.id}/decision/", forged).status_code == 403
    other = application(stranger_id)
    assert browser.get(f"/review/{other.id}/").status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_link_is_only_minted_for_ones_own_application(
    draft: Application, api: Any, client_of: Any, stranger_id: UUID
) -> None:
    path = f"/api/v1/agents/applications/{draft.id}/review-link/"
    assert client_of(stranger_id).post(path).status_code == 404
    assert api.post(path).status_code == 201


def test_a_mailed_link_opens_the_page_days_later_and_is_minted_for_its_owner_alone(
    draft: Application,
    api: Any,
    service_api: Any,
    stranger_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = f"/internal/applications/{draft.id}/mailed-link/"
    assert api.post(path).status_code == 401
    theirs = service_api("notification_service", on_behalf_of=stranger_id)
    assert theirs.post(path).status_code == 404
    link = service_api("notification_service").post(path).json()["path"]
    later = timezone.now() + timedelta(days=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    browser = Client()
    assert browser.post(link).status_code == 302
    assert "London" in browser.get(f"/review/{draft.id}/").content.decode()


def test_after_a_decision_the_page_says_what_came_of_it(draft: Application) -> None:
    browser = Client()
    opened(draft, browser)
    for city, said in (("Paris", "You changed 1 answer."), ("Paris", "Nothing was changed.")):
        answer = press(browser, draft, "save", **{"field:city": city})
        page = browser.get(answer["Location"]).content.decode()
        assert re.findall(r'role="status" tabindex="-1" autofocus>([^<]+)<', page) == [said]
    assert "autofocus" not in browser.get(f"/review/{draft.id}/").content.decode()


def test_a_link_that_is_not_whole_is_told_as_a_page_and_a_page_without_a_slash_is_found(
    draft: Application,
) -> None:
    browser = Client()
    assert "copy all of it" in browser.get("/review/open/").content.decode()
    assert browser.get(f"/review/{draft.id}")["Location"] == f"/review/{draft.id}/"


def test_a_lost_picture_is_told_as_a_page(
    draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.keep_manifest(draft, manifest(), questions=[], screenshot=b"x", at=timezone.now())
    version = draft.manifests.latest("id")
    type(version).objects.filter(id=version.id).update(screenshot_key="gone", digest="new")
    Application.objects.filter(id=draft.id).update(manifest=version)
    browser = Client()
    opened(draft, browser)
    answer = browser.get(f"/review/{draft.id}/screenshot/")
    assert answer.status_code == 410
    assert "The file is no longer stored" in answer.content.decode()
