"""What is near to an answer and is none, and what is easily passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from form_controls import control
from read_back import RESUME, read_back

from agent_service.browser import Session
from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.filler import holds
from agent_service.forms.reader import keyed
from agent_service.forms.slots import slot_of


def test_nobody_without_a_town_is_near_to_none_of_these(
    person: Candidate, job: JobContext
) -> None:
    offered = ("Boston Harbor", "None of these")
    asked = next(keyed([control("Nearest shop to you", "select", options=offered)], 0))
    basics = {**person.profile["basics"], "location": {"countryCode": "US"}}
    nowhere = replace(person, profile={**person.profile, "basics": basics})
    assert decide(asked, nowhere, job).value is None


def test_a_long_row_of_digits_is_held_against_a_sum_in_no_time() -> None:
    shown = replace(control("Salary (USD)"), value="1" * 90 + "x")
    assert not holds(shown, "165000", "salary")


def test_a_section_about_a_person_with_an_article_is_about_somebody_else() -> None:
    asked = control("Phone", section="Details of a referee")
    assert slot_of(asked).name == "other_person"


@pytest.mark.browser
def test_of_frames_with_the_same_name_every_one_is_read(
    session: Session, page_of: Callable[[str], str], person: Candidate, tmp_path: Path
) -> None:
    fields = f"{RESUME}<label>First name <input></label><label>City <input></label>"
    (tmp_path / "inner.html").write_text(
        f"<main><form>{fields}<button>Send</button></form></main>"
    )
    (tmp_path / "empty.html").write_text("<p>Nothing is asked here.</p>")
    frames = "".join(f"<iframe name=f src={n}.html></iframe>" for n in ("inner", "empty"))
    assert read_back(session, page_of(frames), person) == {"First name": "Nadia", "City": "Austin"}
