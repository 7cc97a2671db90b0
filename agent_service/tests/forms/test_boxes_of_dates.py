"""A date in several boxes is one question to a person, and a row a box to a program."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from agent_service.browser import Session
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer
from agent_service.forms.command import printed
from agent_service.forms.draft import Draft

pytestmark = pytest.mark.browser

NAMES = "<label>First name <input id=f></label><label>Last name <input id=l></label>"
BOXES = (
    "<fieldset><legend>When can you start?</legend>"
    + "".join(
        f"<label>{part} <input id=s{part} {{name}} maxlength={width}></label>"
        for part, width in (("Month", 2), ("Day", 2), ("Year", 4))
    )
    + "</fieldset>"
)


def draft_of(session: Session, url: str, person: Candidate) -> Draft:
    """Return what was prepared for somebody who can start on 11 January."""
    when = StandingAnswer("x", "available_from", "2027-01-11")
    someone = replace(person, answers=(*person.answers, when))
    return session.prepare(url, someone, JobContext())


def rows(draft: Draft) -> list[Mapping[str, Any]]:
    return [f for f in printed(draft)["fields"] if f["label"] == "When can you start?"]


def test_boxes_that_are_sent_one_by_one_are_printed_one_by_one(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    inside = BOXES.replace("{name}", "name=start[]")
    draft = draft_of(session, page_of(NAMES + inside), person)
    asked = [f for f in draft.manifest.fields if f.label == "When can you start?"]
    assert [f.read_back for f in asked] == ["01/11/2027"]
    said = [(row["id"], row["name"], row["value"]) for row in rows(draft)]
    assert said == [
        ("sMonth", "start[]", "01"),
        ("sDay", "start[]", "11"),
        ("sYear", "start[]", "2027"),
    ]
    assert (
        draft.manifest.digest()
        == type(draft.manifest).model_validate_json(draft.manifest.model_dump_json()).digest()
    )


def test_boxes_that_a_script_puts_together_are_one_row_before_theirs(
    session: Session, page_of: Callable[[str], str], person: Candidate
) -> None:
    draft = draft_of(session, page_of(NAMES + BOXES.replace("{name}", "")), person)
    assert [row["value"] for row in rows(draft)] == ["01/11/2027"]
    boxes = [f for f in printed(draft)["fields"] if f["id"] in ("sMonth", "sDay", "sYear")]
    assert [box["value"] for box in boxes] == ["01", "11", "2027"]
