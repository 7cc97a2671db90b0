"""Every decision about an application has its sentence in the timeline."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from makers import NOON, application
from walks import WALKS, Walk, again, approve

from agent_service.applications import actions
from agent_service.runs import actions as runs
from agent_service.runs import record
from agent_service.runs.models import Run, Step
from agent_service.steps._contract import Back, Failed, NeedsPerson, Waiting
from common import leases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("walk", WALKS, ids=[f"{n}-{walk[3]}" for n, walk in enumerate(WALKS)])
def test_a_decision_adds_one_sentence_that_says_so(user_id: UUID, walk: Walk) -> None:
    before, decide, state, code = walk
    one = again(application(user_id))
    for step in before:
        step(one)
        one = again(one)
    count = one.timeline.count()
    decide(one)
    one = again(one)
    new = list(one.timeline.order_by("id"))[count:]
    assert one.state == state
    assert [entry.code.split("-")[0] for entry in new] == [code.split("-")[0]]
    assert new[0].sentence[0].isupper()
    assert new[0].sentence.endswith(".")


def test_every_state_is_reached_by_one_of_these() -> None:
    from common.contracts.agent import ApplicationState

    assert {state for _, _, state, _ in WALKS} == set(ApplicationState)


SOON = timezone.now()


@pytest.mark.parametrize(
    ("outcome", "code", "sentence"),
    [
        (NeedsPerson("form-login", "Sign in first."), "form-login", "Sign in first."),
        (Failed("no-good", "It broke."), "no-good", "The agent stopped. It broke."),
        (Back("prepare", "It changed."), "back-to-prepare", "It changed."),
        (Waiting("away", "Nobody answers.", SOON), "away", "Nobody answers. It is tried again."),
    ],
)
def test_what_stops_or_turns_a_run_is_said_once(
    user_id: UUID, outcome: Any, code: str, sentence: str
) -> None:
    one = application(user_id)
    Run.objects.filter(id=one.run_id).update(step="submit")
    for _ in range(2):
        held = leases.claim(Run.objects.filter(id=one.run_id))
        assert held
        row, _created = Step.objects.get_or_create(
            run=held, name="submit", defaults={"user_id": user_id, "started_at": NOON}
        )
        record.outcome(held, row, outcome, at=timezone.now())
        leases.release(held)
        if isinstance(outcome, Failed | Back):
            break  # it is at another step now, or at none
    said = one.timeline.filter(code=code).values_list("sentence", flat=True)
    assert list(said) == [sentence]


def test_what_ended_is_approved_no_more_and_cannot_be(user_id: UUID) -> None:
    one = again(application(user_id))
    runs.cancel(one.run_id, at=NOON)
    with pytest.raises(actions.NotOpen):
        approve(again(one))
    other = again(application(user_id))
    Run.objects.filter(id=other.run_id).update(state="failed")
    with pytest.raises(actions.NotOpen, match="start another"):
        approve(other)
