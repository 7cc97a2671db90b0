"""Whatever happens in whatever order, the employer has at most one application."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from submission_machine import Submissions
from submission_world import open_world

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_world(monkeypatch):
        yield


def test_the_employer_counts_one_at_most_and_nothing_hangs(world: None) -> None:
    short = "SHORT" in os.environ
    run_state_machine_as_test(
        Submissions,
        settings=settings(
            max_examples=40 if short else 2000,
            stateful_step_count=12,
            derandomize=short,
            database=None,
            deadline=None,
            print_blob=True,
            phases=(Phase.generate,) if short else tuple(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )
