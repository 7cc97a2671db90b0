"""A rule that its person set sends by itself, once a day, and the next one waits for them."""

from collections.abc import Iterator
from typing import Any

import pytest
from journey import Journey, publish, received_by
from person import Person
from suite import ROOT, Suite

from agent_service.forms import chromium

pytestmark = pytest.mark.browser
RULE = {"name": "Evenings", "adapters": ["generic"], "match_at_least": 0, "a_day": 1}


def posting(company: str) -> dict[str, str]:
    text = "Data Engineer\n\nRequirements:\n- 3+ years of experience with Python and SQL\n"
    return {
        "title": "Data Engineer",
        "company": company,
        "location": "Hamburg, Germany",
        "text": text,
    }


def started(suite: Suite, journey: Journey, company: str) -> tuple[Journey, str]:
    """Start a run for an opening of its own; return it with the opening's number there."""
    origin = suite.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    own = Journey(journey.person, journey.say, dict(journey.ids))
    url = publish(origin, posting(company))
    question = f"Why do you want to work at {company}?"
    why = {"kind": "free_text", "question": question, "value": "Because of the harbour."}
    own.person.call("POST", "/users/answers/", json=why)
    own.add_opening(url)
    own.start()
    return own, url.rsplit("/", 1)[-1]


@pytest.fixture
def journey(suite: Suite) -> Iterator[Journey]:
    """Return the journey of a person of their own."""
    if chromium.find_installed() is None:
        pytest.skip(str(chromium.missing()))
    person = Person(suite.url, suite.data / "mail")
    with person.http:
        yield Journey(person, print)


def test_a_rule_approves_and_sends_by_itself_once_a_day(suite: Suite, journey: Journey) -> None:
    origin = suite.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    call = journey.person.call
    journey.person.join()
    journey.upload(ROOT / "tests" / "e2e" / "fixtures" / "resume.md")
    journey.fill_profile()
    rule: Any = call("POST", "/agents/rules/", json=RULE)
    first, job = started(suite, journey, "Harbour Analytics")
    run = first.until("finished", "needs_person", "failed")
    application = call("GET", f"/agents/applications/{run['application_id']}/")
    assert (run["state"], application["state"]) == ("finished", "submitted"), application
    assert received_by(origin, job)["count"] == 1
    assert (application["approval_rule_id"], application["approval_rule_version"]) == (
        rule["id"], 1,
    )  # fmt: skip
    assert "approved-by-rule" in [entry["code"] for entry in application["timeline"]]
    second, other = started(suite, journey, "Fennel Freight")
    run = second.until("finished", "needs_person", "failed")
    waiting = call("GET", f"/agents/applications/{run['application_id']}/")
    assert (run["code"], waiting["state"]) == ("approval-needed", "draft")
    [verdict] = waiting["rule_verdicts"]
    assert [one["code"] for one in verdict["reasons"]] == ["day-full"]
    assert received_by(origin, other)["count"] == 0
