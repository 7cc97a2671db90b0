"""Rules over the API, and what the person sees of their decisions."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pages import opened
from rulings import draft, judged, rule

from agent_service.rules.models import StandingRule

pytestmark = pytest.mark.django_db(transaction=True)


def test_rules_are_set_changed_and_ended_over_the_api(
    api: Any, client_of: Any, stranger_id: UUID, user_id: UUID
) -> None:
    path = "/api/v1/agents/rules/"
    given = {"name": "Evenings", "adapters": ["lever"], "match_at_least": 0.7, "a_day": 3}
    made = api.post(path, given, format="json")
    assert (made.status_code, made.json()["version"], made.json()["one_per_employer"]) == (
        201, 1, True,
    )  # fmt: skip
    one = f"{path}{made.json()['id']}/"
    changed = api.put(one, {**given, "a_day": 1, "version": 1}, format="json").json()
    assert (changed["version"], changed["a_day"]) == (2, 1)
    stale = api.put(one, {**given, "version": 1}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "rule-changed")
    said = (
        StandingRule.objects.get()
        .versions.order_by("version")
        .values_list("terms__a_day", flat=True)
    )
    assert list(said) == [3, 1]
    stranger = client_of(stranger_id)
    assert stranger.get(one).status_code == 404
    assert stranger.put(one, given, format="json").status_code == 404
    assert [api.delete(one).status_code, api.get(one).status_code] == [204, 404]
    assert api.get(path).json()["results"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"match_at_least": 1.01},
        {"a_day": 0},
        {"adapters": []},
        {"adapters": ["nobody"]},
        {"name": ""},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(api: Any, wrong: dict[str, Any]) -> None:
    given = {"name": "Evenings", "adapters": ["lever"], "match_at_least": 0.7, "a_day": 3}
    answer = api.post("/api/v1/agents/rules/", {**given, **wrong}, format="json")
    assert answer.status_code in (400, 422)
    assert not StandingRule.objects.exists()


def test_the_application_shows_the_trail_of_decisions(api: Any, user_id: UUID) -> None:
    made, found = rule(user_id), draft(user_id)
    judged(found, score=0.1)
    shown = api.get(f"/api/v1/agents/applications/{found.id}/").json()
    [verdict] = shown["rule_verdicts"]
    assert (verdict["rule_id"], verdict["applies"]) == (str(made.id), False)
    assert verdict["reasons"][0]["code"] == "match-too-low"
    assert shown["approval_rule_id"] is None


def test_the_review_page_shows_what_the_rules_say(user_id: UUID) -> None:
    rule(user_id)
    found = draft(user_id)
    judged(found, score=0.1)
    text = opened(found, Client())
    assert "does not cover it. The match is 0.10; it asks for 0.70." in text
