"""The main job over RabbitMQ, the broker of production, which is killed meanwhile."""

import pytest
import suite
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
