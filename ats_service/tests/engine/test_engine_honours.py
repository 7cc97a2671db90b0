"""Honours behind a degree, degrees whose subject stands apart, and towns behind schools."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY

from ats_service.engine.parse import parse


def school(*lines: str) -> dict[str, Any]:
    text = "\n\n".join(["# Jane Roe", "jane.roe@example.org", "## Education", *lines])
    (found,) = parse(text.encode(), name="cv.md", as_of=DAY).resume["education"]
    return dict(found)


def degree(found: dict[str, Any]) -> str:
    return " ".join(filter(None, [found.get("studyType"), found.get("area")]))


@pytest.mark.parametrize(
    "honours",
    ["First Class", "Upper second class", "2:1", "magna cum laude", "Note: cum laude",
     "mention bien", "with distinction", "matrícula de honor", "mit Auszeichnung"],
)  # fmt: skip
def test_honours_behind_a_degree_are_no_part_of_it(honours: str) -> None:
    found = school(f"**BSc Botany, {honours}, Lake University**, 2006 - 2010")
    assert (degree(found), found["institution"]) == ("BSc Botany", "Lake University")
    assert found["score"] == honours


def test_honours_in_a_line_of_their_own_are_no_subject() -> None:
    found = school("**Lake School of Law**, 2015 - 2018", "*Juris Doctor*", "Cum laude")
    assert (degree(found), found["score"]) == ("Juris Doctor", "Cum laude")


def test_the_honours_that_name_a_degree_stay_in_it() -> None:
    found = school("**Lake University**, 2007 - 2011", "*Bachelor of Commerce (Honours)*")
    assert degree(found) == "Bachelor of Commerce Honours"


def test_a_degree_with_points_is_no_address() -> None:
    found = school("**Pharm.D.**", "Lake University, 2012 - 2016")
    assert (degree(found), found["institution"]) == ("Pharm.D.", "Lake University")


def test_a_subject_behind_a_dash_is_no_school() -> None:
    found = school("**Advanced Certificate Craft – Electrical**", "Lake Institute, 2011 - 2015")
    assert (found["institution"], degree(found)) == (
        "Lake Institute",
        "Advanced Certificate Craft Electrical",
    )


@pytest.mark.parametrize("name", ["Goethe-Gymnasium", "Lycée Hugo", "Lake High School"])
def test_the_name_behind_a_school_is_its_town(name: str) -> None:
    found = school(f"**{name}, Perlignac**, 2007 - 2010")
    assert (found["institution"], found["location"]) == (name, "Perlignac")


def test_the_name_behind_a_college_may_be_its_subject() -> None:
    found = school("**Lake College, Economics**, 2007 - 2010")
    assert "location" not in found
