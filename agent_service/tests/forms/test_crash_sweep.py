"""A worker killed at any crash point of the path, in Chromium: never a second application."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import sending
from practice_posting import Practice

import agent_service
from agent_service.applications.models import Application
from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext
from common.crashpoint import all_points

pytestmark = [
    pytest.mark.browser,
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
]
HOME = Path(agent_service.__file__).parent
#: Every point that ``submit`` passes; new ones in the steps are swept as they come.
POINTS = ("step:submit", *all_points(HOME / "steps"), "storage:before_rename")
#: In the short run: the one on each side of the click.
SHORT = ("submit:before_click", "submit:after_click")
#: What may be said after a death before the intent was stored, and after it.
BEFORE, AFTER = {"submitted"}, {"submitted", "outcome_unknown"}
_MOST = 6  # passings of one point: far more than there are


@pytest.fixture
def approved(
    practice: Practice, session: Session, person: Candidate, job: JobContext, user_id: UUID
) -> Application:
    return sending.approve(session, person, job, user_id, practice.url)


def wanted() -> Iterator[str]:
    """Yield each point once for every passing that is swept."""
    for point in SHORT if "SHORT" in os.environ else POINTS:
        for passing in range(1, 2 if "SHORT" in os.environ else _MOST):
            yield f"{point}:{passing}"
            if not point.startswith("storage:"):
                break  # an application passes the others once


@pytest.mark.parametrize("point", list(wanted()))
def test_a_death_at_any_point_sends_one_application_at_most(
    approved: Application, practice: Practice, point: str
) -> None:
    told = sending.environment(practice)
    status = sending.work(approved, told, CRASH_AT=point)
    if status == 0:
        assert point.startswith("storage:")
        assert practice.posts() == 1
        pytest.skip(f"nothing passes {point}")
    assert status == -9
    came = practice.posts()
    sending.ring_again(approved, told)
    began = approved.attempts.exists() and point != "step:submit:1"
    assert approved.state in (AFTER if began else BEFORE), approved.reason
    assert practice.posts() == (came if began else 1) <= 1
    if approved.state == "submitted":
        assert practice.posts() == 1
