"""Everything dies at once, and the suite is started again on the same data: the run goes on."""

import os
import random
import threading
from pathlib import Path

import pytest
import suite
from processes import kill_everything
from rehearsal import Rehearsal
from test_kill import SEED

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.browser,
    pytest.mark.skipif("SHORT" in os.environ, reason="SHORT leaves these to the whole run"),
]


@pytest.mark.parametrize("stage", ["preparing", "sending"])
def test_a_run_goes_on_after_everything_was_killed_at_once(
    tmp_path: Path, quick: dict[str, str], employer: str, stage: str
) -> None:
    data, dice = tmp_path / "data", random.Random(f"{SEED}:{stage}")
    with suite.running(print, data, quick) as first:
        rehearsal = Rehearsal(first, employer)
        if stage == "sending":
            rehearsal.prepare()
            rehearsal.journey.approve()
        else:
            rehearsal.start()
        threading.Event().wait(dice.uniform(0.0, 6.0))
        rehearsal.say(f"KILLED {kill_everything(first)} processes; SEED={SEED}")
    with suite.running(print, data, quick) as second:
        rehearsal.move_to(second)
        if stage == "preparing":
            rehearsal.journey.prepare()
            rehearsal.journey.approve()
        rehearsal.follow()
        rehearsal.judge()
