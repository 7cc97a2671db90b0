"""What can be decided about an application, each after what leads there."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from makers import NOON, field, manifest, stand_still, step_context

from agent_service.applications import (
    actions,
    by_hand,
    changed_forms,
    outcomes,
    policy,
    run_news,
    submission,
)
from agent_service.applications.models import Application
from agent_service.forms.draft import SubmitOutcome
from agent_service.forms.manifest import Difference
from agent_service.rules import actions as rules
from agent_service.rules import approving
from agent_service.runs import actions as runs

TERMS = {"name": "All", "adapters": ["generic"], "match_at_least": 0.0, "a_day": 9}


def approve(one: Application) -> None:
    assert one.manifest
    actions.approve(one.id, one.user_id, digest=one.manifest.digest, at=timezone.now())


def rule(one: Application) -> None:
    rules.create(one.user_id, TERMS, at=NOON)
    assert approving.approve(
        one.id, one.user_id, score=1.0, zone="UTC", at=NOON, check_lease=lambda: None
    )


def edit(one: Application) -> None:
    assert one.manifest
    answers: Any = {"city": "Paris"}
    actions.edit(one.id, one.user_id, digest=one.manifest.digest, answers=answers, at=NOON)


def begin(one: Application) -> None:
    submission.begin(one, step_context(one.run))


def finish(state: Any) -> Callable[[Application], None]:
    def done(one: Application) -> None:
        submission.finish(
            one.attempts.get(), SubmitOutcome(state, "answered 200, no confirmation", "", b"")
        )

    return done


def send_back(one: Application) -> None:
    gone = Difference(kind="missing", key="city", label="City")
    changed_forms.send_back(one, manifest(), [gone], at=NOON)


def report(ending: by_hand.Ending) -> Callable[[Application], Any]:
    return lambda one: by_hand.report(one.id, one.user_id, ending, at=NOON)


def settle(**said: bool) -> Callable[[Application], Any]:
    return lambda one: outcomes.settle(one, at=NOON, **said)


def still(one: Application) -> None:
    stand_still(one.run, "form-captcha")


def fail(one: Application) -> None:
    with transaction.atomic():
        run_news.failed(one.run, "peer-away", "ats_service is away.", at=NOON)


def prepare(one: Application) -> None:
    form = manifest(field("name", "Eve"))
    actions.keep_manifest(one, form, questions=[], screenshot=b"", at=NOON)


LATE = "The approval has expired; nothing was sent."
#: What happens before, what is decided, the state that it leads to, the entry that says so.
Walk = tuple[list[Callable[[Application], Any]], Callable[[Application], Any], str, str]
SENT: list[Callable[[Application], Any]] = [approve, begin]
LOST: list[Callable[[Application], Any]] = [
    *SENT,
    lambda one: submission.lose(one, at=NOON),
    lambda one: stand_still(one.run, "outcome-unknown", step="submit"),
]
WALKS: list[Walk] = [
    ([], prepare, "draft", "prepared"),
    ([], edit, "draft", "edited"),
    ([], lambda one: actions.ask_for_approval(one, at=NOON), "draft", "asked-*"),
    ([], lambda one: policy.allow(one.id, one.user_id, at=NOON), "draft", "employer-allowed"),
    ([], approve, "approved", "approved"),
    ([], rule, "approved", "approved-by-rule"),
    ([], lambda one: actions.reject(one.id, one.user_id, at=NOON), "withdrawn", "rejected"),
    ([], lambda one: runs.cancel(one.run_id, at=NOON), "withdrawn", "cancelled"),
    ([still], report(by_hand.Ending.SENT), "submitted", "sent-by-hand"),
    ([still], report(by_hand.Ending.NOT_SENT), "draft", "not-sent-by-hand"),
    ([still], report(by_hand.Ending.GIVEN_UP), "withdrawn", "rejected"),
    ([still], lambda one: runs.resume(one.run, at=NOON), "draft", "resumed"),
    ([approve], edit, "draft", "edited"),
    ([approve], prepare, "draft", "prepared"),
    ([approve], send_back, "draft", "form-changed"),
    ([approve], lambda one: actions.ask_again(one, LATE, at=NOON), "draft", "approval-ended"),
    ([approve], fail, "draft", "peer-away"),
    ([approve], lambda one: actions.reject(one.id, one.user_id, at=NOON), "withdrawn", "rejected"),
    ([approve], lambda one: runs.cancel(one.run_id, at=NOON), "withdrawn", "cancelled"),
    ([approve, still], report(by_hand.Ending.SENT), "submitted", "sent-by-hand"),
    (
        [approve, still],
        lambda one: by_hand.take_over(one.id, one.user_id, at=NOON),
        "draft",
        "taken-over",
    ),
    ([approve], begin, "submitting", "submitting"),
    (SENT, finish("submitted"), "submitted", "submitted"),
    (SENT, finish("refused"), "refused", "refused"),
    (SENT, finish("outcome_unknown"), "outcome_unknown", "outcome-unknown"),
    (SENT, lambda one: submission.lose(one, at=NOON), "outcome_unknown", "outcome-unknown"),
    (LOST, finish("submitted"), "submitted", "submitted"),
    (LOST, settle(arrived=True), "submitted", "submitted"),
    (LOST, settle(arrived=False), "refused", "refused"),
    (LOST, settle(arrived=False, again=True), "draft", "send-again"),
]


def again(one: Application) -> Application:
    return Application.objects.select_related("manifest", "run", "opening").get(id=one.id)


def walked(one: Application, walk: Walk) -> Application:
    """Go the way up to the decision, and decide."""
    before, decide, _state, _code = walk
    for step in (*before, decide):
        step(one)
        one = again(one)
    return one
