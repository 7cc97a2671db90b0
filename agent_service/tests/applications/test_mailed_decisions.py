"""Approving and rejecting by a mailed link: once, about one manifest, and never by looking."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from makers import application, field
from playwright.sync_api import Page, sync_playwright

from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.approval import links
from agent_service.approval.models import Act, ReviewLink
from agent_service.forms import chromium
from common.auth import revocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(user_id: UUID) -> Application:
    return application(user_id, field("name", "Ada"), field("city", "London"))


def digest_of(draft: Application) -> str:
    draft.refresh_from_db()
    assert draft.manifest
    return draft.manifest.digest


def mailed(draft: Application, service_api: Any) -> dict[str, Any]:
    """Return what notification_service is answered while it writes the mail."""
    path = f"/internal/applications/{draft.id}/mailed-link/"
    answer = service_api("notification_service").post(path, {"digest": digest_of(draft)})
    found: dict[str, Any] = answer.json()
    return found


def state(draft: Application) -> str:
    draft.refresh_from_db()
    return draft.state


def edit(draft: Application) -> None:
    """Change the manifest after the mail was written."""
    actions.edit(
        draft.id,
        draft.user_id,
        digest=digest_of(draft),
        answers={"city": "Paris"},
        at=timezone.now(),
    )


def test_a_mail_gets_a_link_for_each_decision_and_words_about_the_job(
    draft: Application, service_api: Any
) -> None:
    answer = mailed(draft, service_api)
    assert (answer["title"], answer["employer"]) == (draft.title, draft.employer)
    assert set(answer["steps"]) == {"approve", "reject"}
    assert len({answer["path"], *answer["steps"].values()}) == 3


def test_a_mail_about_an_older_manifest_gets_no_decisions(
    draft: Application, service_api: Any
) -> None:
    path = f"/internal/applications/{draft.id}/mailed-link/"
    service = service_api("notification_service")
    assert service.post(path, {"digest": "0" * 64}).json()["steps"] == {}
    assert service.post(path).json()["steps"] == {}


def test_what_lacks_an_answer_cannot_be_approved_by_a_link(
    user_id: UUID, service_api: Any
) -> None:
    lacking = application(user_id, field("name", "", required=True))
    assert set(mailed(lacking, service_api)["steps"]) == {"reject"}


def test_looking_shows_everything_and_decides_nothing(
    draft: Application, service_api: Any
) -> None:
    steps = mailed(draft, service_api)["steps"]
    for path in steps.values():
        for _ in range(3):
            page = Client().get(path)
            assert page.status_code == 200
            assert "London" in page.content.decode()
        assert Client().head(path).status_code in (200, 405)
    assert state(draft) == "draft"


def test_a_page_that_decides_names_what_is_left_empty(user_id: UUID, service_api: Any) -> None:
    one = application(user_id, field("name", "Ada"), field("fax", ""))
    page = Client().get(mailed(one, service_api)["steps"]["approve"]).content.decode()
    assert page.count("left empty") == 1


def test_a_post_approves_once(draft: Application, service_api: Any) -> None:
    path, digest = mailed(draft, service_api)["steps"]["approve"], digest_of(draft)
    assert [Client().post(path).status_code for _ in range(2)] == [302, 410]
    assert (state(draft), draft.approved_digest) == ("approved", digest)


def test_a_post_rejects(draft: Application, service_api: Any) -> None:
    assert Client().post(mailed(draft, service_api)["steps"]["reject"]).status_code == 302
    assert state(draft) == "withdrawn"


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_a_changed_manifest_is_not_decided_about(
    act: str, draft: Application, service_api: Any
) -> None:
    path = mailed(draft, service_api)["steps"][act]
    edit(draft)
    for answer in (Client().get(path), Client().post(path)):
        assert answer.status_code == 409
        assert "changed since you looked" in answer.content.decode()
    assert state(draft) == "draft"


def test_an_expired_link_and_one_from_before_signing_out_decide_nothing(
    draft: Application, service_api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (mailed(draft, service_api)["steps"]["approve"] for _ in range(2))
    revocation.revoke(draft.user_id, before=timezone.now())
    assert Client().post(first).status_code == 410
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().post(second).status_code == 410
    assert state(draft) == "draft"


def test_a_decision_that_is_refused_leaves_the_link_as_it_was(user_id: UUID) -> None:
    lacking = application(user_id, field("name", "", required=True))
    link = links.mint(lacking, at=timezone.now(), act=Act.APPROVE, digest=digest_of(lacking))
    path = urlsplit(link.url).path
    assert [Client().post(path).status_code for _ in range(2)] == [409, 409]
    assert Client().get(path).status_code == 200


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Return a page of a real browser."""
    if (found := chromium.find_installed()) is None:
        pytest.skip(str(chromium.missing()))
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the server leaves none
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver's loop is on this thread
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        yield browser.new_page()
        connection.close()  # one of its own, as the driver's loop runs here
        browser.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_a_mailed_link_approves_once_and_only_what_it_is_about(
    page: Page, live_server: Any, draft: Application, user_id: UUID, service_api: Any
) -> None:
    path = mailed(draft, service_api)["steps"]["approve"]
    expired = mailed(draft, service_api)["steps"]["approve"]
    token_hash = sha256(expired.strip("/").rpartition("/")[2].encode()).hexdigest()
    ReviewLink.objects.filter(token_hash=token_hash).update(expires_at=timezone.now())
    changed = application(user_id, field("city", "London"))
    outdated = mailed(changed, service_api)["steps"]["approve"]
    edit(changed)

    def opened(link: str) -> tuple[str, int]:
        page.goto(live_server.url + link)
        return page.inner_text("h1"), page.locator("button").count()

    for _ in range(3):  # a scanner that follows links, or a program that fetches them ahead
        page.request.get(live_server.url + path)
    assert state(draft) == "draft"
    assert opened(expired) == ("This review is closed", 0)
    assert opened(outdated) == ("This review is closed", 0)
    assert "changed since you looked" in page.inner_text(".note")
    assert opened(path) == (draft.title, 1)
    assert state(draft) == "draft"
    page.click("text=Approve and send once")
    page.wait_for_url(f"**/review/{draft.id}/")
    assert (state(draft), state(changed)) == ("approved", "draft")
    assert opened(path) == ("This review is closed", 0)
