"""The main job over RabbitMQ, the broker of production, which is killed meanwhile."""

import time
from pathlib import Path

import pytest
import suite
from person import wait_for
from rabbit import Rabbit
from rehearsal import Rehearsal

#: RabbitMQ 3.10 writes the names of new quorum queues every half second: one that was declared
#: just before a power cut has no leader after it, until somebody deletes it (docs/production.md).
SECONDS_TO_KEEP_A_QUEUE = 2.0
pytestmark = [pytest.mark.chaos, pytest.mark.browser]


def test_the_main_job_is_done_once_though_its_broker_is_killed(
    rabbit: Rabbit, employer: str, quick: dict[str, str]
) -> None:
    with suite.running(print, variables={**quick, "BROKER_URL": rabbit.url}) as running:
        rehearsal = Rehearsal(running, employer)
        logs = running.data / "logs"
        rehearsal.during("preparing", lambda: _kill(rabbit, logs / "agent_service.browser.log"))
        rehearsal.whole()
        assert rehearsal.judge() == "submitted"
        _ticks_ring_again(logs / "agent_service.worker.log")


def _kill(rabbit: Rabbit, log: Path) -> None:
    """Kill it once it has kept the queue of the worker that starts last."""
    wait_for(lambda: log.exists() and " ready." in log.read_text(), "the browser's worker")
    time.sleep(SECONDS_TO_KEEP_A_QUEUE)
    rabbit.kill()


def _ticks_ring_again(log: Path) -> None:
    """Wait until several ticks in a row were sent: the beat has a link to the new broker."""
    before = log.read_text()
    failed = before.count("apply scheduled task")

    def rung() -> bool:
        return log.read_text().count("Sending due task") > before.count("Sending due task") + 5

    wait_for(rung, "the ticks")
    assert log.read_text().count("apply scheduled task") == failed
