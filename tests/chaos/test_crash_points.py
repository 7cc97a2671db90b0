"""A browser worker that dies around its one click: at most one application, and we say so."""

import os
from pathlib import Path

import pytest
import suite
from rehearsal import Rehearsal

from common.crashpoint import all_points

pytestmark = [pytest.mark.chaos, pytest.mark.browser]
SUBMIT = Path(suite.ROOT, "agent_service", "agent_service", "steps")
#: What the application may say after a death at each point; after the commit it is known.
ENDS = {
    "submit:before_click": ("outcome_unknown", 0),
    "submit:after_click": ("outcome_unknown", 1),
    "submit:after_commit": ("submitted", 1),
}


def test_every_point_around_the_click_is_known_here() -> None:
    assert set(all_points(SUBMIT)) == set(ENDS)


@pytest.mark.skipif("SHORT" in os.environ, reason="SHORT leaves these to the whole run")
def test_a_death_around_the_click_never_sends_twice(
    tmp_path: Path, quick: dict[str, str], employer: str
) -> None:
    data = tmp_path / "data"
    for point, (state, count) in ENDS.items():
        crash = {"TESTING": "1", "CRASH_AT": point, "CRASH_ONCE_DIR": str(tmp_path)}
        with suite.running(print, data, {**quick, **crash}) as running:
            rehearsal = Rehearsal(running, employer)
            rehearsal.whole()
            assert (tmp_path / point.replace(":", "-")).exists(), f"nothing died at {point}"
            assert rehearsal.judge() == state
            assert rehearsal.received()["count"] == count
