"""Runs go on from what is stored, whatever happened before."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from makers import opening, run

from agent_service import steps
from agent_service.runs import actions, engine
from agent_service.runs.models import CommandAnswer, Run, Step
from agent_service.steps import decide
from agent_service.steps._contract import Back, Context, Done, Failed, NeedsPerson, Waiting
from common import leases
from common.contracts.agent import MatchFound
from common.contracts.ats import ParseDocument
from common.errors import ServiceError
from common.events import command_id
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


class Fake:
    """A step that says what it is told to say."""

    def __init__(self, name: str, *says: Any) -> None:
        self.name, self.says, self.seen = name, list(says), []  # type: ignore[var-annotated]

    def run(self, context: Context) -> Any:
        self.seen.append(context)
        said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
        if isinstance(said, Exception):
            raise said
        return said(context) if callable(said) else said


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fake]:
    """Replace every step by one that is done at once."""
    found = {name: Fake(name, Done({"by": name})) for name in steps.PIPELINE}
    monkeypatch.setattr(engine, "steps", lambda: found)
    return found


def advance(found: Run) -> Run:
    """Let both kinds of worker take the run as far as it goes."""
    for _ in range(4):
        engine.advance(found.id, in_browser=False)
        engine.advance(found.id, in_browser=True)
    found.refresh_from_db()
    return found


def test_a_run_takes_every_step_once_in_order_and_finishes(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    found = advance(run(user_id))
    assert (found.state, found.step) == ("finished", "track")
    assert [len(fake.seen) for fake in fakes.values()] == [1] * len(fakes)
    assert fakes["track"].seen[0].outputs["submit"] == {"by": "submit"}


def test_a_step_in_the_browser_is_not_taken_by_another_worker(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    found = run(user_id)
    engine.advance(found.id, in_browser=False)
    found.refresh_from_db()
    assert found.step == "prepare"
    engine.advance(found.id, in_browser=False)
    assert fakes["prepare"].seen == []


def test_a_run_that_is_held_is_not_advanced_by_another_worker(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    found = run(user_id)
    assert leases.claim(Run.objects.filter(id=found.id))
    advance(found)
    assert fakes["resume"].seen == []


def test_a_run_waits_for_an_answer_and_goes_on_when_it_comes(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    def ask(context: Context) -> Any:
        command = ParseDocument(
            command_id=context.command_id,
            reply_to="agent_service",
            document_id=context.document_id,
            sha256="0" * 64,
        )
        return Waiting("asked", "It is asked.", context.at + timedelta(hours=1), command)

    fakes["resume"] = Fake("resume", ask, Done())
    found = advance(run(user_id))
    assert (found.state, found.code) == ("waiting", "asked")
    assert OutboxEvent.objects.filter(name="ats.parse_document.v1").count() == 1
    answer = CommandAnswer(
        command_id=command_id(found.id, "resume"),
        user_id=user_id,
        completed=True,
        output={"parse_id": "p"},
        received_at=timezone.now(),
    )
    actions.take_answer(answer)
    assert advance(found).state == "finished"
    assert fakes["resume"].seen[1].answer.output == {"parse_id": "p"}


def test_a_run_stops_for_its_person_and_goes_on_at_their_word(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    fakes["decide"] = Fake("decide", NeedsPerson("similar-application", "Look."), Done())
    found = advance(run(user_id))
    assert (found.state, found.reason) == ("needs_person", "Look.")
    assert OutboxEvent.objects.filter(name="agent.person_needed.v1").count() == 1
    actions.resume(found, at=timezone.now())
    assert advance(found).state == "finished"
    assert fakes["decide"].seen[1].confirmed == {"similar-application"}


def test_a_permanent_failure_ends_the_run_and_says_why(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    fakes["match"] = Fake("match", Failed("no-match", "It cannot be."))
    found = advance(run(user_id))
    assert (found.state, found.code, found.reason) == ("failed", "no-match", "It cannot be.")
    assert OutboxEvent.objects.get(name="agent.run_failed.v1").payload["step"] == "match"


def test_a_passing_failure_is_tried_again_later_and_counted(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    class Away(ServiceError):
        code, permanent = "away", False

    fakes["match"] = Fake("match", Away("later"), Done())
    found = advance(run(user_id))
    assert (found.state, found.code) == ("waiting", "away")
    assert found.due_at > timezone.now()
    Run.objects.update(due_at=timezone.now())
    assert advance(found).state == "finished"
    assert Step.objects.get(name="match").attempts == 2


def test_a_step_that_keeps_failing_ends_the_run(fakes: dict[str, Fake], user_id: UUID) -> None:
    fakes["match"] = Fake("match", RuntimeError("bug"))
    found = run(user_id)
    for _ in range(engine.MAX_ATTEMPTS + 1):
        Run.objects.update(due_at=timezone.now())
        advance(found)
    assert (found.state, found.code) == ("failed", "step-failed")


def test_going_back_takes_the_steps_between_again(fakes: dict[str, Fake], user_id: UUID) -> None:
    fakes["submit"] = Fake("submit", Back("prepare", "The form changed."), Done())
    found = advance(run(user_id))
    assert found.state == "finished"
    assert [len(fakes[n].seen) for n in ("write", "prepare", "approve", "submit")] == [1, 2, 2, 2]


def test_a_step_this_version_does_not_know_needs_attention(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    found = run(user_id)
    Run.objects.filter(id=found.id).update(step="dance")
    assert advance(found).code == "unknown-step"


def test_a_cancelled_run_stores_nothing_more(fakes: dict[str, Fake], user_id: UUID) -> None:
    found = run(user_id)

    def cancelled_meanwhile(context: Context) -> Any:
        actions.cancel(context.run_id, at=timezone.now())
        return Done()

    fakes["match"] = Fake("match", cancelled_meanwhile)
    assert advance(found).state == "cancelled"
    assert fakes["decide"].seen == []


def test_one_opening_has_one_active_run(fakes: dict[str, Fake], user_id: UUID) -> None:
    found = run(user_id, opening(user_id))
    with pytest.raises(actions.RunExists):
        run(user_id, found.opening)


def told(name: str) -> list[dict[str, Any]]:
    """Return what was announced under a name."""
    return [row.payload for row in OutboxEvent.objects.filter(name=name)]


def test_a_match_good_enough_is_told_with_its_reasons(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    found = run(user_id)
    rows = [{"status": status} for status in ("met", "met", "partly", "missing")]
    match = {"id": str(found.id), "score": 0.75, "rows": rows}
    made = decide._news(found.id, match)
    assert [(one.met, one.missing, one.score) for one in made] == [(2, 1, 0.75)]  # type: ignore[attr-defined]
    settings.MATCH_TOLD = 0.8
    assert decide._news(found.id, match) == ()
    assert decide._news(found.id, {**match, "score": None}) == ()


def test_what_a_step_has_found_is_told_with_its_result(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    news = MatchFound(run_id=user_id, match_id=user_id, score=0.75, met=2, missing=1)
    fakes["decide"] = Fake("decide", Done(news=(news,)))
    advance(run(user_id))
    assert told("agent.match_found.v1") == [news.model_dump(mode="json")]


def test_a_posting_that_is_gone_is_told_as_closed_and_not_as_a_failure(
    fakes: dict[str, Fake], user_id: UUID
) -> None:
    fakes["posting"] = Fake("posting", Failed("posting-gone", "It is gone."))
    found = advance(run(user_id))
    assert [one["run_id"] for one in told("agent.posting_closed.v1")] == [str(found.id)]
    assert told("agent.run_failed.v1") == []
