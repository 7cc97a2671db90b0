"""The same message many times, to two browser workers at once; an employer that behaves badly."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import suite
from rehearsal import Rehearsal
from suite import ROOT, Suite

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.browser,
    pytest.mark.skipif("SHORT" in os.environ, reason="SHORT leaves these to the whole run"),
]


@pytest.fixture(scope="module")
def running(quick: dict[str, str]) -> Iterator[Suite]:
    with suite.running(print, variables=quick) as found:
        yield found


def test_a_run_that_is_rung_five_times_sends_once(running: Suite, employer: str) -> None:
    rehearsal = Rehearsal(running, employer)
    with second_browser_worker(running):
        rehearsal.during("sending", lambda: rehearsal.ring(5))
        rehearsal.whole()
        assert rehearsal.judge() == "submitted"


@pytest.mark.parametrize("mode", ["500_after", "reset_after", "drop_confirm"])
def test_an_employer_that_keeps_it_and_does_not_say_so_is_sent_nothing_again(
    running: Suite, employer: str, mode: str
) -> None:
    rehearsal = Rehearsal(running, employer)
    rehearsal.misbehave(mode)
    rehearsal.whole()
    assert rehearsal.judge() == "outcome_unknown"
    assert rehearsal.received()["count"] == 1


@contextmanager
def second_browser_worker(running: Suite) -> Iterator[None]:
    """Run one more worker of the browser's queue for the block."""
    command = "celery -A agent_service.celery worker -P prefork -c 1 -n second@%h --loglevel INFO"
    environment = {
        **os.environ,
        "DATA_DIR": str(running.data),
        "DJANGO_SETTINGS_MODULE": "agent_service.settings",
    }
    with (running.data / "logs" / "second.log").open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", *command.split(), "-Q", "agent_service.browser"],
            cwd=ROOT / "agent_service",
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=60)
