"""The main job over RabbitMQ, the broker of production, which is killed meanwhile."""

from pathlib import Path

import pytest
import suite
from person import wait_for
from rabbit import Rabbit
from rehearsal import Rehearsal

pytestmark = [pytest.mark.chaos, pytest.mark.browser]


def test_the_main_job_is_done_once_though_its_broker_is_killed(
    rabbit: Rabbit, employer: str, quick: dict[str, str]
) -> None:
    with suite.running(print, variables={**quick, "BROKER_URL": rabbit.url}) as running:
        rehearsal = Rehearsal(running, employer)
        rehearsal.during("preparing", rabbit.kill)
        rehearsal.whole()
        assert rehearsal.judge() == "submitted"
        _ticks_ring_again(running.data / "logs" / "agent_service.worker.log")


def _ticks_ring_again(log: Path) -> None:
    """Wait until several ticks in a row were sent: the beat has a link to the new broker."""
    before = log.read_text()
    failed = before.count("apply scheduled task")

    def rung() -> bool:
        return log.read_text().count("Sending due task") > before.count("Sending due task") + 5

    wait_for(rung, "the ticks")
    assert log.read_text().count("apply scheduled task") == failed
