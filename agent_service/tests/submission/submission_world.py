"""The world of the machine: a clicker, a clock that jumps, and a database that breaks."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from clicker import Clicker, open_employer
from django.db import OperationalError
from django.utils import timezone
from submission_machine import POINTS, Crash, Submissions

from agent_service import browser
from agent_service.applications import submission
from agent_service.applications.models import Attempt
from agent_service.runs import engine
from agent_service.runs.models import Run
from agent_service.steps import submit
from common import leases

_now = timezone.now


@contextmanager
def open_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the clicker in the browser's place and crashes at the crash points."""
    armed, clock, late = [""], [timedelta()], list[Attempt]()
    begin = submission.begin

    def crashpoint(name: str) -> None:
        if armed[0] == name:
            armed[0] = ""
            raise Crash

    def shaky(*given: Any) -> Any:
        lost, armed[0] = armed[0], ""
        if lost == "commit":
            raise OperationalError("the connection broke before the commit")
        armed[0] = lost if lost in POINTS else ""
        attempt = begin(*given)
        if not Run.objects.filter(application=attempt.application, fencing=attempt.fencing):
            late.append(attempt)
        if lost == "reply":
            raise OperationalError("the connection broke after the commit")
        return attempt

    def now() -> datetime:
        return _now() + clock[0]

    Submissions.armed, Submissions.clock, Submissions.late = armed, clock, late
    Submissions.clicker = Clicker()
    monkeypatch.setattr(browser, "session", Submissions.clicker.session)
    monkeypatch.setattr(submit, "FilteringProxy", lambda **_: nullcontext(SimpleNamespace(url="")))
    monkeypatch.setattr(submit, "crashpoint", crashpoint)
    monkeypatch.setattr(engine, "crashpoint", crashpoint)
    monkeypatch.setattr(submission, "begin", shaky)
    monkeypatch.setattr(timezone, "now", now)
    monkeypatch.setattr(leases, "_beat", lambda rows, done: None)
    with open_employer() as Submissions.employer:
        yield
