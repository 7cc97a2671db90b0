"""Any part may die at any moment of the main job: one application arrives, or we say so."""

import os
import random
from collections.abc import Iterator

import pytest
import suite
from processes import PARTS
from rehearsal import IN_BROWSER, STAGES, Rehearsal
from suite import Suite

pytestmark = [pytest.mark.chaos, pytest.mark.browser]

SEED = os.environ.get("SEED") or str(random.SystemRandom().randrange(10**6))
#: In CI: the two that do the work, and the one that keeps it.
SHORT = ("agent_service.worker", "agent_service.browser", "postgres")


@pytest.fixture(scope="module")
def running(quick: dict[str, str]) -> Iterator[Suite]:
    with suite.running(print, variables=quick) as found:
        yield found


@pytest.mark.parametrize("part", SHORT if os.environ.get("SHORT") else PARTS)
def test_a_killed_part_costs_no_application_and_sends_none_twice(
    running: Suite, employer: str, part: str
) -> None:
    dice = random.Random(f"{SEED}:{part}")
    print(f"SEED={SEED}")  # noqa: T201
    stage = dice.choice(IN_BROWSER if part in ("agent_service.browser", "chromium") else STAGES)
    rehearsal = Rehearsal(running, employer)
    rehearsal.kill_during(stage, part, dice)
    rehearsal.whole()
    rehearsal.judge()
