"""One job on two boards, sent at the same moment by two workers before anybody joined them."""

import threading
from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from clicker import Clicker, open_employer
from django.db import connection
from django.utils import timezone
from makers import manifest, opening, run, stand_still

from agent_service import browser
from agent_service.applications import actions
from agent_service.applications.models import Application, Attempt
from agent_service.forms.manifest import Manifest
from agent_service.runs import engine
from agent_service.runs.models import Run
from agent_service.steps import submit
from common.contracts.agent import ApplicationState

pytestmark = pytest.mark.django_db(transaction=True)
GREENHOUSE = "https://boards.greenhouse.io/acme/jobs/4012345"
BOARDS = (
    "https://jobs.lever.co/acme/01234567-1111-4222-8333-444455556666",
    "https://job-boards.greenhouse.io/acme/jobs/4012345?utm_source=feed",
)


def approved(user_id: UUID, url: str, form: str) -> Application:
    """Return an application that is approved and whose run stands before ``submit``."""
    found = run(user_id, opening(user_id, url))
    draft = actions.begin(found.id, found.opening, at=timezone.now())
    actions.keep_manifest(
        draft, manifest(url=form), questions=[], screenshot=b"", at=timezone.now()
    )
    assert draft.manifest
    stand_still(found, "", step="submit")
    Run.objects.filter(id=found.id).update(state="running", due_at=timezone.now())
    now = timezone.now()
    Application.objects.filter(id=draft.id).update(  # as two requests at one moment leave it
        state=ApplicationState.APPROVED, approved_digest=draft.manifest.digest, approved_at=now,
        approval_expires_at=now + timedelta(hours=1),
    )  # fmt: skip
    return draft


@pytest.mark.parametrize("other", BOARDS)
@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_at_one_moment_send_one_application(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch, other: str, attempt: int
) -> None:
    start = threading.Barrier(2)

    def together(_manifest: Manifest) -> None:
        start.wait(timeout=60)  # both have filled their form, and neither has begun to send

    clicker = Clicker(on_refilled=together)
    monkeypatch.setattr(browser, "session", clicker.session)
    monkeypatch.setattr(submit, "FilteringProxy", lambda **_: nullcontext(SimpleNamespace(url="")))
    with open_employer() as employer:
        form = f"{employer.origin}/jobs/4012345"
        both = [approved(user_id, url, form) for url in (GREENHOUSE, other)]
        assert both[0].opening_id != both[1].opening_id
        workers = [threading.Thread(target=work, args=(one.run_id,)) for one in both]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(timeout=120)
        assert (dict(employer.kept), len(clicker.clicks)) == ({"/jobs/4012345": 1}, 1)
    assert Attempt.objects.get().state == "submitted"
    states = Application.objects.of(user_id).values_list("state", flat=True)
    assert sorted(states) == ["approved", "submitted"]
    loser = Run.objects.get(application__state="approved")
    assert (loser.state, loser.code) in (
        ("needs_person", "employer-taken"),
        ("failed", "already-applied"),
    )


def work(run_id: UUID) -> None:
    """Do what a browser worker does with the run's message."""
    try:
        engine.advance(run_id, in_browser=True)
    finally:
        connection.close()
