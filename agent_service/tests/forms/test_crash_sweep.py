"""A worker killed at any crash point of the path, in Chromium: never a second application."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from makers import opening, run, stand_still
from practice_posting import Practice

import agent_service
from agent_service.applications import actions, candidate, files
from agent_service.applications.models import Application
from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, Document, JobContext
from agent_service.runs.models import Run
from common.crashpoint import all_points

pytestmark = [
    pytest.mark.browser,
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
]
HOME = Path(agent_service.__file__).parent
#: A worker that takes one run in the browser; the environment says where it dies.
WORKER = """
import sys, uuid, django
django.setup()
from agent_service.runs import engine
engine.advance(uuid.UUID(sys.argv[1]), in_browser=True)
"""
#: Every point that ``submit`` passes; new ones in the steps are swept as they come.
POINTS = ("step:submit", *all_points(HOME / "steps"), "storage:before_rename")
#: In the short run: the one on each side of the click.
SHORT = ("submit:before_click", "submit:after_click")
#: What may be said after a death before the intent was stored, and after it.
BEFORE, AFTER = {"submitted"}, {"submitted", "outcome_unknown"}
_MOST = 6  # passings of one point: far more than there are


@pytest.fixture
def approved(
    practice: Practice, session: Session, person: Candidate, job: JobContext, user_id: UUID
) -> Application:
    """Return an approved application whose run stands before ``submit``."""
    found = run(user_id, opening(user_id))
    mine = replace(person, documents=tuple(kept(found, d) for d in person.documents))
    draft = actions.begin(found.id, found.opening, at=timezone.now())
    filled = session.prepare(practice.url, mine, job)
    assert filled.questions == ()
    actions.keep_manifest(
        draft, filled.manifest, questions=[], screenshot=filled.screenshot_png, at=timezone.now()
    )
    stand_still(found, "approval-needed", step="submit")
    assert draft.manifest
    actions.approve(draft.id, user_id, digest=draft.manifest.digest, at=timezone.now())
    return draft


def kept(found: Run, document: Document) -> Document:
    """Store a document as the run's own."""
    row = files.keep(
        found.id, found.user_id, kind=document.kind, media_type=candidate.SENT,
        name=document.name, data=document.path.read_bytes(), sha256=document.sha256,
        sentences=[], text="", at=timezone.now(),
    )  # fmt: skip
    return replace(document, document_id=str(row.id))


@pytest.fixture
def environment(practice: Practice) -> dict[str, str]:
    """Return what a worker is told: this test's database, and the employer's address."""
    at = connection.settings_dict
    url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return {
        **os.environ,
        "AGENT_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "agent_service.settings",
        "OPERATOR_ALLOWED_HOSTS": practice.employer.origin.removeprefix("http://"),
        "TESTING": "1",
    }


def work(application: Application, environment: dict[str, str], **more: str) -> bool:
    """Let one worker process take the run; return whether it was killed."""
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(application.run_id)],
        env={**environment, **more},
        timeout=200,
        check=False,
    )
    assert done.returncode in (0, -9)
    return done.returncode == -9


def wanted() -> Iterator[str]:
    """Yield each point once for every passing that is swept."""
    for point in SHORT if "SHORT" in os.environ else POINTS:
        for passing in range(1, 2 if "SHORT" in os.environ else _MOST):
            yield f"{point}:{passing}"
            if not point.startswith("storage:"):
                break  # an application passes the others once


@pytest.mark.parametrize("point", list(wanted()))
def test_a_death_at_any_point_sends_one_application_at_most(
    approved: Application, practice: Practice, environment: dict[str, str], point: str
) -> None:
    died = work(approved, environment, CRASH_AT=point)
    if not died:
        assert point.startswith("storage:")
        assert practice.posts() == 1
        pytest.skip(f"nothing passes {point}")
    came = practice.posts()
    run_out = Run.objects.filter(id=approved.run_id)
    run_out.update(lease_expires_at=Now())
    for _ in range(2):  # the sweep rings again, and once more
        work(approved, environment)
        run_out.exclude(lease_expires_at=None).update(lease_expires_at=Now())
    approved.refresh_from_db()
    began = approved.attempts.exists() and point != "step:submit:1"
    assert approved.state in (AFTER if began else BEFORE), approved.reason
    assert practice.posts() == (came if began else 1) <= 1
    if approved.state == "submitted":
        assert practice.posts() == 1
