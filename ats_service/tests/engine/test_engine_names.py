"""Names that stand below a side bar, in small letters or behind the name of a field."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY, Words, pdf

from ats_service.engine.parse import parse

SIDE = ["## Contact", "ann@example.org", "## Certificates", "First Aid, 2021"]
JOBS = ["## Experience", "**Chef**", "Blue Door Ltd, 2019 - 2021"]


def read(*lines: str) -> dict[str, Any]:
    return parse("\n\n".join(lines).encode(), name="cv.md", as_of=DAY).resume


def test_the_largest_line_below_a_side_bar_is_the_name() -> None:
    resume = read(*SIDE, "# Ann Ives-Moore", "Sous Chef", *JOBS)
    basics = resume["basics"]
    assert (basics["name"], basics["label"]) == ("Ann Ives-Moore", "Sous Chef")
    assert [one["name"] for one in resume["certificates"]] == ["First Aid"]


@pytest.mark.parametrize("title", ["Curriculum Vitae", "Sales Manager"])
def test_the_largest_line_that_is_no_name_stays_where_it_stands(title: str) -> None:
    resume = read(*SIDE, f"# {title}", *JOBS)
    assert resume["basics"].get("name") != title


def test_a_name_without_capitals_is_one_at_the_top_in_large_letters() -> None:
    page = [
        Words(50, 60, "june ives", 30),
        Words(50, 85, "graphic designer", 14),
        Words(50, 110, "june@example.org"),
        Words(50, 140, "Work", 14, bold=True),
        Words(50, 160, "Designer, Blue Door Ltd, 2019 - 2021"),
    ]
    resume = parse(pdf(page), name="cv.pdf", as_of=DAY).resume
    assert resume["basics"]["name"] == "june ives"


@pytest.mark.parametrize(
    "field",
    ["Name", "Full name", "Nom / Prénom", "Vorname, Nachname", "Apellidos y nombre",
     "Surname(s) / First name(s)", "Vor- und Nachname", "Nombre y apellidos"],
)  # fmt: skip
def test_the_field_of_a_form_tells_the_name(field: str) -> None:
    resume = read("# Curriculum Vitae", f"{field}: Ives Ann", "ann@example.org", *JOBS)
    assert resume["basics"]["name"] == "Ives Ann"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Employment Summary", "work"),
        ("Earlier jobs", "work"),
        ("Escolaridad", "education"),
        ("study", "education"),
        ("Skills Matrix", "skills"),
        ("likes", "interests"),
        ("Voluntary Work", "volunteer"),
        ("Bar Admissions", "certificates"),
    ],
)
def test_more_headings_are_known(heading: str, kind: str) -> None:
    lines = {"work": "Chef, Blue Door Ltd, 2019 - 2021", "education": "Lake University, 2019"}
    resume = read("# Ann Ives", f"## {heading}", lines.get(kind, "Cooking"), "## Profile", "Cook")
    assert kind in resume


@pytest.mark.parametrize(
    "name", ['Theresa "Tess" Lindqvist', "Theresa (Tess) Lindqvist", "Ana-Maria ‘Mia’ Ortiz"]
)
def test_what_somebody_is_called_by_stands_within_the_name(name: str) -> None:
    resume = read(f"# {name}", "Junior Data Analyst", "mia@example.org", *JOBS)
    assert resume["basics"]["name"] == name
