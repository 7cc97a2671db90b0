"""An approved application in a real browser's hands, and the worker processes that take it."""

import os
import subprocess
import sys
from dataclasses import replace
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from makers import opening, run, stand_still
from practice_posting import Practice

from agent_service.applications import actions, candidate, files
from agent_service.applications.models import Application
from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, Document, JobContext
from agent_service.runs.models import Run

#: A worker that takes one run in the browser; the environment says where it dies.
_WORKER = """
import sys, uuid, django
django.setup()
from agent_service.runs import engine
engine.advance(uuid.UUID(sys.argv[1]), in_browser=True)
"""
_PATIENCE = 200.0  # seconds that one worker may take


def approve(
    session: Session, person: Candidate, job: JobContext, user_id: UUID, url: str
) -> Application:
    """Return an approved application whose run stands before ``submit``."""
    found = run(user_id, opening(user_id))
    mine = replace(person, documents=tuple(_kept(found, d) for d in person.documents))
    draft = actions.begin(found.id, found.opening, at=timezone.now())
    filled = session.prepare(url, mine, job)
    assert filled.questions == ()
    actions.keep_manifest(
        draft, filled.manifest, questions=[], screenshot=filled.screenshot_png, at=timezone.now()
    )
    stand_still(found, "approval-needed", step="submit")
    assert draft.manifest
    actions.approve(draft.id, user_id, digest=draft.manifest.digest, at=timezone.now())
    return draft


def _kept(found: Run, document: Document) -> Document:
    """Store a document as the run's own."""
    row = files.keep(
        found.id, found.user_id, kind=document.kind, media_type=candidate.SENT,
        name=document.name, data=document.path.read_bytes(), sha256=document.sha256,
        sentences=[], text="", at=timezone.now(),
    )  # fmt: skip
    return replace(document, document_id=str(row.id))


def environment(practice: Practice, *more_ports: int, database: int = 0) -> dict[str, str]:
    """Return what a worker is told.

    Args:
        practice: the employer that it may reach.
        more_ports: of 127.0.0.1, that it may reach too.
        database: the port of this test's database as the worker sees it; 0 for its own.
    """
    at = connection.settings_dict
    place = f"{at['HOST']}:{database or at['PORT']}/{at['NAME']}"
    hosts = [practice.employer.origin.removeprefix("http://")]
    return {
        **os.environ,
        "AGENT_DATABASE_URL": f"postgres://{at['USER']}:{at['PASSWORD']}@{place}?sslmode=disable",
        "DJANGO_SETTINGS_MODULE": "agent_service.settings",
        "OPERATOR_ALLOWED_HOSTS": ",".join([*hosts, *(f"127.0.0.1:{p}" for p in more_ports)]),
        "TESTING": "1",
    }


def worker(
    application: Application, environment: dict[str, str], **more: str
) -> subprocess.Popen[bytes]:
    """Start one worker process that takes the run."""
    command = [sys.executable, "-c", _WORKER, str(application.run_id)]
    return subprocess.Popen(command, env={**environment, **more})


def work(application: Application, environment: dict[str, str], **more: str) -> int:
    """Let one worker take the run and return its exit status."""
    process = worker(application, environment, **more)
    try:
        return process.wait(_PATIENCE)
    finally:
        process.kill()


def ring_again(application: Application, environment: dict[str, str], *, times: int = 2) -> None:
    """Let every lease and waiting time run out, and the sweep ring so many times."""
    mine = Run.objects.filter(id=application.run_id)
    for _ in range(times):
        mine.exclude(lease_expires_at=None).update(lease_expires_at=Now())
        mine.filter(state="waiting").update(due_at=timezone.now())
        work(application, environment)
    application.refresh_from_db()
