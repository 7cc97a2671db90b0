"""Schools and employers in the shapes that layouts give them."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY, Words, pdf

from ats_service.engine.parse import parse

TOP = ["# Jane Roe", "jane.roe@example.org"]


def read(*lines: str) -> dict[str, Any]:
    text = "\n\n".join([*TOP, *lines])
    return parse(text.encode(), name="cv.md", as_of=DAY).resume


def test_the_city_of_a_campus_belongs_to_the_name_of_its_university() -> None:
    lines = (
        "## Education",
        "**University of California, Berkeley**",
        "BSc in Physics",
        "2010 - 2014",
    )
    (school,) = read(*lines)["education"]
    assert school["institution"] == "University of California, Berkeley"


def test_a_town_named_after_its_college_is_a_town() -> None:
    resume = read("College Town, Ohio", "## Education", "**Ohio State University**, 2014")
    assert resume["basics"]["location"]["city"] == "College Town"


def test_a_high_school_diploma_is_no_school() -> None:
    (school,) = read("## Education", "**Harbour School**, High School Diploma, 2016")["education"]
    assert (school["institution"], school["studyType"]) == (
        "Harbour School",
        "High School Diploma",
    )


def test_a_word_that_a_narrow_column_breaks_is_healed_in_its_own_column() -> None:
    page = [
        Words(50, 60, "Jane Roe", 20, bold=True),
        Words(50, 80, "jane.roe@example.org"),
        Words(50, 110, "Education", 14, bold=True),
        Words(82, 130, "Harbour School, High School Diploma", bold=True),
        Words(480, 130, "Jan 2016"),
        Words(50, 155, "Cer-", bold=True),
        Words(82, 155, "Lake University,", bold=True),
        Words(166, 155, "Bookkeeping"),
        Words(480, 155, "Jan 2017"),
        Words(50, 167, "tifi-", bold=True),
        Words(50, 179, "cate", bold=True),
    ]
    first, second = parse(pdf(page), name="cv.pdf", as_of=DAY).resume["education"]
    assert (first["institution"], first["studyType"]) == ("Harbour School", "High School Diploma")
    assert (second["institution"], second["studyType"]) == ("Lake University", "Certificate")


def job(*lines: str) -> dict[str, Any]:
    (found,) = read("## Experience", "**Engineer**", "2019 - 2021", *lines)["work"]
    return dict(found)


def test_an_employer_that_only_the_description_introduces_is_read_there() -> None:
    assert job("Acme Labs is a maker of anvils and rockets.")["name"] == "Acme Labs"


def test_an_employer_at_the_end_of_a_single_statement_is_read_there() -> None:
    assert job("- Built the checkout for Initrode.")["name"] == "Initrode"


def test_skills_and_figures_in_a_description_are_no_employers() -> None:
    assert "name" not in job("- Wrote services for Kubernetes.")
    assert "name" not in job("- Won a prize.", "- Set a record for Weekly Sales.")
    assert "name" not in job("This is a role with travel.")


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("Home: College Town, Ohio", "College Town"),
        ("Address: 12 Main St, Springfield, IL 62701", "Springfield"),
        ("Musterstraße 12, 10115 Berlin", "Berlin"),
        ("Adresse : 3 rue de la Paix, 75002 Paris", "Paris"),
        ("Calle Mayor 5, 28013 Madrid, España", "Madrid"),
        ("221B Baker Street, London NW1 6XE", "London"),
        ("Based in Lyon, France", "Lyon"),
    ],
)
def test_an_address_gives_its_city_without_street_label_or_postcode(line: str, city: str) -> None:
    assert read(line, "## Skills", "SQL, Python")["basics"]["location"]["city"] == city


def test_the_code_of_a_state_is_no_country() -> None:
    place = read("Springfield, IL", "## Skills", "SQL")["basics"]["location"]
    assert place == {"city": "Springfield", "region": "IL"}
