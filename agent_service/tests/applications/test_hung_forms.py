"""Forms that hang, or show a challenge only when they are filled again: the person is asked."""

from collections.abc import Callable
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from makers import NOON, application, run, stand_still, step_context

from agent_service import browser
from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.forms.draft import SubmitOutcome
from agent_service.forms.manifest import Manifest
from agent_service.runs import actions as runs
from agent_service.runs import engine
from agent_service.runs.models import Run
from agent_service.steps import prepare, submit
from agent_service.steps._contract import NeedsPerson, Waiting

pytestmark = pytest.mark.django_db(transaction=True)
EMPTY: dict[str, Any] = {"resume": {"basics": {"name": "Ada"}}, "preferences": {}, "answers": []}
SENT = SubmitOutcome("submitted", "answered 200, and the page confirms", "", b"")


def hangs(*_: Any) -> Any:
    raise browser.BrowserHung("no answer from the browser in 180 s")


def challenge(*_: Any) -> Any:
    raise browser.NeedsPerson("captcha", "A captcha challenge is open.")


def as_approved(manifest: Manifest, files: Any) -> Manifest:
    return manifest


@pytest.fixture
def refilling(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Any]], None]:
    """Return a function that says what filling an approved form again does from now on."""
    monkeypatch.setattr(submit, "FilteringProxy", lambda **_: nullcontext(SimpleNamespace(url="")))

    def let(refill: Callable[..., Any]) -> None:
        session = SimpleNamespace(refill=refill, submit=lambda: SENT)
        monkeypatch.setattr(browser, "session", lambda **_: nullcontext(session))

    return let


@pytest.fixture
def approved(user_id: UUID) -> Application:
    """Return an approved application whose run stands before ``submit``."""
    found = application(user_id)
    stand_still(found.run, "approval-needed", step="submit")
    assert found.manifest
    actions.approve(found.id, user_id, digest=found.manifest.digest, at=timezone.now())
    found.refresh_from_db()
    return found


def advance(found: Application) -> tuple[str, str]:
    """Let a worker take the run, whatever it waits for; return how it stands."""
    Run.objects.filter(id=found.run_id).update(due_at=Now())
    engine.advance(found.run_id, in_browser=True)
    found.refresh_from_db()
    now = Run.objects.get(id=found.run_id)
    return now.state, now.code


def test_a_form_that_hangs_is_opened_once_more_and_then_shown(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "_fill", hangs)
    monkeypatch.setattr(prepare, "_person", lambda context: EMPTY)
    found = run(user_id)
    first = prepare.STEP.run(step_context(found, attempts=1))
    assert isinstance(first, Waiting)
    assert (first.code, (first.deadline_at - NOON).total_seconds()) == ("form-hung", 15)
    second = prepare.STEP.run(step_context(found, attempts=2))
    assert isinstance(second, NeedsPerson)
    obstacle = Application.objects.get(run=found).obstacle
    assert obstacle
    assert (obstacle["code"], obstacle["why"]) == (second.code, second.reason)
    assert obstacle["url"] == found.opening.url
    assert obstacle["answers"] == [["Name", "Ada", "your profile"]]


def test_an_approved_form_that_hangs_is_opened_once_more_and_then_shown(
    approved: Application, refilling: Callable[[Callable[..., Any]], None]
) -> None:
    refilling(hangs)
    assert advance(approved) == ("waiting", "form-hung")
    assert advance(approved) == ("needs_person", "form-hung")
    assert (approved.state, approved.attempts.count()) == ("approved", 0)


def test_the_person_lets_a_form_that_hung_be_tried_twice_again(
    approved: Application, refilling: Callable[[Callable[..., Any]], None]
) -> None:
    refilling(hangs)
    advance(approved)
    advance(approved)
    runs.resume(approved.run, at=timezone.now())
    assert advance(approved) == ("waiting", "form-hung")


def test_a_challenge_met_only_when_filled_again_is_kept_until_it_is_gone(
    approved: Application, refilling: Callable[[Callable[..., Any]], None]
) -> None:
    refilling(challenge)
    assert advance(approved) == ("needs_person", "form-captcha")
    assert approved.obstacle
    assert (approved.obstacle["why"], approved.obstacle["url"]) == (
        "A captcha challenge is open.", "https://acme.example/apply",
    )  # fmt: skip
    runs.resume(approved.run, at=timezone.now())
    refilling(as_approved)
    advance(approved)
    assert (approved.state, approved.obstacle) == ("submitted", None)
