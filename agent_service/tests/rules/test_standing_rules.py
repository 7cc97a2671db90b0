"""A rule approves by itself exactly what its person let it, and no more than that a day."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from makers import NOON, step_context
from rulings import TERMS, draft, judged, rule

from agent_service.applications import actions as applications
from agent_service.applications import submission
from agent_service.applications.models import Application, Attempt, ManifestVersion
from agent_service.rules import actions, approving
from agent_service.rules.models import RuleApproval, RuleVerdict, StandingRule
from agent_service.steps import approve as step
from agent_service.steps._contract import Done, NeedsPerson
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db(transaction=True)


def sentences(found: Application, code: str) -> list[str]:
    rows = found.timeline.filter(code=code).order_by("id")
    return list(rows.values_list("sentence", flat=True))


def test_it_approves_the_exact_manifest_and_says_which_rule_did(user_id: UUID) -> None:
    made, found = rule(user_id), draft(user_id)
    assert judged(found)
    found.refresh_from_db()
    assert found.manifest
    assert (found.state, found.approved_digest) == ("approved", found.manifest.digest)
    assert (found.approval_rule_id, found.approval_rule_version) == (made.id, 1)
    assert applications.is_approved(found, at=NOON)
    assert sentences(found, "approved-by-rule") == [
        "Your rule “Evenings” (version 1) approved exactly what is shown: match 0.80 of at least "
        "0.70, a form of the kind generic, number 1 of at most 2 today."
    ]


def test_it_says_why_it_does_not_cover_something_once_a_manifest(user_id: UUID) -> None:
    made, found = rule(user_id, employers_never=["Employer 1"]), draft(user_id)
    assert [judged(found, score=0.5) for _ in range(3)] == [False] * 3
    [verdict] = RuleVerdict.objects.all()
    assert (verdict.rule_id, verdict.applies) == (made.id, False)
    assert [one["code"] for one in verdict.reasons] == ["match-too-low", "employer-excluded"]
    assert sentences(found, "rule-declined") == [
        "Your rule “Evenings” (version 1) does not cover this. The match is 0.50; it asks for "
        "0.70. It is never for Employer 1."
    ]


def test_the_first_rule_that_covers_it_approves(user_id: UUID) -> None:
    rule(user_id, name="Strict", match_at_least=0.95)
    second = rule(user_id, name="Mild")
    rule(user_id, name="Never asked")
    found = draft(user_id)
    assert judged(found)
    found.refresh_from_db()
    assert found.approval_rule_id == second.id
    assert RuleVerdict.objects.count() == 2


def test_a_stored_manifest_that_was_tampered_with_is_approved_by_nothing(user_id: UUID) -> None:
    rule(user_id)
    found = draft(user_id)
    body = ManifestVersion.objects.get(application=found).body
    body["fields"][0]["value"] = "Eve"
    ManifestVersion.objects.filter(application=found).update(body=body)
    assert not judged(found)


@pytest.mark.parametrize("how", ["off", "ended", "a stranger's"])
def test_a_rule_that_is_no_more_or_another_persons_approves_nothing(
    user_id: UUID, stranger_id: UUID, how: str
) -> None:
    made = rule(stranger_id if how == "a stranger's" else user_id, on=how != "off")
    if how == "ended":
        actions.end(made.id, user_id, at=NOON)
    assert not approving.has_rules(user_id)
    assert not judged(draft(user_id))


def test_at_most_so_many_a_day_in_the_persons_own_zone(user_id: UUID) -> None:
    rule(user_id)
    late = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # the 24th has begun in Auckland long ago
    zone = "Pacific/Auckland"
    drafts = [draft(user_id, number) for number in range(4)]
    assert [judged(one, at=late, zone=zone) for one in drafts[:3]] == [True, True, False]
    next_day = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # midnight there
    assert not judged(drafts[3], at=next_day - timedelta(seconds=1), zone=zone)
    assert judged(drafts[3], at=next_day, zone=zone)


def at_once(work: Callable[[Application], Any], drafts: list[Application]) -> list[Any]:
    """Return what each worker got when all began at the same moment."""
    together = threading.Barrier(len(drafts))

    def worker(one: Application) -> Any:
        try:
            together.wait(20)
            return work(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as workers:
        return list(workers.map(worker, drafts))


def test_the_last_place_of_a_day_is_taken_once_by_workers_at_the_same_moment(
    user_id: UUID,
) -> None:
    rule(user_id)
    drafts = [draft(user_id, number) for number in range(6)]
    assert sorted(at_once(judged, drafts)) == [False] * 4 + [True] * 2
    assert RuleApproval.objects.count() == 2


def test_the_one_place_at_an_employer_is_taken_once_at_the_same_moment(user_id: UUID) -> None:
    rule(user_id, a_day=9)
    drafts = [draft(user_id, number, employer="Acme") for number in range(4)]
    assert sorted(at_once(judged, drafts)) == [False] * 3 + [True]


def test_what_dies_halfway_leaves_no_place_taken_and_is_approved_by_the_next_worker(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        pass

    def dies(*args: Any, **more: Any) -> None:
        raise Died

    rule(user_id, a_day=1)
    found = draft(user_id)
    with monkeypatch.context() as crash:
        crash.setattr("agent_service.rules.approving.note", dies)
        with pytest.raises(Died):
            judged(found)
    found.refresh_from_db()
    assert (found.state, RuleApproval.objects.count()) == ("draft", 0)
    assert judged(found)


def begun(found: Application) -> str:
    found.refresh_from_db()
    try:
        submission.begin(found, step_context(found.run))
    except actions.RuleSpent:
        return "spent"
    return "begun"


def approved(user_id: UUID, number: int = 1, **terms: Any) -> tuple[StandingRule, Application]:
    made, found = rule(user_id, **terms), draft(user_id, number)
    assert judged(found, at=datetime.now(UTC))
    return made, found


def test_what_a_rule_approved_is_sent_and_takes_the_place_of_that_day(user_id: UUID) -> None:
    _, found = approved(user_id)
    assert begun(found) == "begun"
    assert RuleApproval.objects.get().sent_on == datetime.now(UTC).date()


@pytest.mark.parametrize("how", ["ended", "changed", "off", "expired"])
def test_a_rule_taken_back_before_the_sending_sends_nothing(user_id: UUID, how: str) -> None:
    made, found = approved(user_id)
    if how == "ended":
        actions.end(made.id, user_id, at=NOON)
    elif how == "expired":
        StandingRule.objects.update(expires_at=datetime.now(UTC))
    else:
        actions.replace(made.id, user_id, TERMS | {"on": how != "off"}, version=1, at=NOON)
    assert begun(found) == "spent"
    found.refresh_from_db()
    assert (found.state, Attempt.objects.count()) == ("approved", 0)


def test_approvals_of_two_days_are_not_sent_on_one(user_id: UUID) -> None:
    """As after a night without a worker: what was approved before midnight competes."""
    made = rule(user_id, a_day=1)
    now = datetime.now(UTC)
    yesterday, today = draft(user_id, 1), draft(user_id, 2)
    assert judged(yesterday, at=now - timedelta(hours=23, minutes=59))
    RuleApproval.objects.update(approved_on=(now - timedelta(days=1)).date())
    Application.objects.filter(id=yesterday.id).update(
        approval_expires_at=now + timedelta(hours=1)
    )
    assert judged(today, at=now)
    assert sorted([begun(yesterday), begun(today)]) == ["begun", "spent"]
    assert RuleApproval.objects.filter(rule=made, sent_on=now.date()).count() == 1


def test_the_step_asks_the_rules_and_then_the_person(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Peer:
        @staticmethod
        def json() -> dict[str, str]:
            return {"zone": "Europe/Berlin"}

    monkeypatch.setattr("common.internal.call", lambda *args, **more: Peer)
    rule(user_id)
    good, bad = draft(user_id, 1), draft(user_id, 2)
    scored = {"decide": {"score": 0.9}}
    done = step.STEP.run(step_context(good.run, outputs=scored))
    good.refresh_from_db()
    assert done == Done({"digest": good.approved_digest})
    assert RuleApproval.objects.get().zone == "Europe/Berlin"
    scored = {"decide": {"score": 0.1}}
    assert isinstance(step.STEP.run(step_context(bad.run, outputs=scored)), NeedsPerson)
    asked = OutboxEvent.objects.filter(name="agent.approval_requested.v1")
    assert [row.payload["application_id"] for row in asked] == [str(bad.id)]


def test_the_persons_own_approval_names_no_rule(user_id: UUID) -> None:
    made, found = approved(user_id)
    found.refresh_from_db()
    actions.end(made.id, user_id, at=NOON)
    applications.approve(found.id, user_id, digest=found.approved_digest, at=datetime.now(UTC))
    found.refresh_from_db()
    assert (found.approval_rule_id, found.approval_rule_version) == (None, None)
    assert begun(found) == "begun"
