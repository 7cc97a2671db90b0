"""Demands that stand one a line without bullets, below headings of any look or below none."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import analyse
from ats_service.engine.postings.facts import PostingFacts


def skills(facts: PostingFacts, importance: str) -> set[str]:
    """Return the skills of one importance as printed."""
    return {one.text for one in facts.skills if one.importance == importance}


def test_a_demand_a_line_is_an_item_without_its_bullet() -> None:
    text = "Joiner\n\nYou need to have\nQuorvex licence\n3 years at the bench\nTravik ticket\n"
    facts = analyse(text)
    assert skills(facts, "required") == {"Quorvex", "Travik"}
    assert facts.min_years is not None
    assert facts.min_years.value == 3


@pytest.mark.parametrize(
    "wish",
    [
        "Kotlin experience preferred",
        "Kotlin a bonus but not essential",
        "Knowledge of Kotlin is desirable",
        "Idealerweise Kotlin",
        "Kotlin ist ein großer Vorteil",
        "La maîtrise de Kotlin est un vrai plus",
        "Kotlin, deseable",
    ],
)
def test_a_wish_among_demands_opens_no_section_of_wishes(wish: str) -> None:
    facts = analyse(f"Developer\n\nRequirements\nPython\n{wish}\nTerraform\n")
    assert skills(facts, "required") == {"Python", "Terraform"}
    assert skills(facts, "nice") == {"Kotlin"}


def test_a_demand_among_wishes_opens_no_section_of_demands() -> None:
    facts = analyse("Developer\n\nMust have\nPython\n\nPluses\nAWS certification\nKotlin\n")
    assert skills(facts, "required") == {"Python"}
    assert skills(facts, "nice") == {"AWS certification", "Kotlin"}


@pytest.mark.parametrize("heading", ["**Your profile**", "## Your profile", "__Your profile__"])
def test_headings_in_markdown_are_headings(heading: str) -> None:
    text = f"Developer\n\n{heading}\n* Python\n\n**Benefits**\n* Rust classes\n"
    assert skills(analyse(text), "required") == {"Python"}


def test_demands_below_no_heading_are_told_by_their_words() -> None:
    text = (
        "Fitter\nTidewell yard, nights\nMust hold a forklift licence\nTravik ticket\n"
        "Experience of Quorvex\n28 days holiday and free parking\nTraining in Kotlin\n"
    )
    assert {"Travik", "Quorvex"} <= skills(analyse(text), "required")
    assert "Kotlin" not in skills(analyse(text), "required")


def test_what_is_offered_ends_a_list_of_demands() -> None:
    text = "Fitter\n\nRequirements\nPython\nSQL\n£30,000 and 28 days holiday\nTravik classes\n"
    assert skills(analyse(text), "required") == {"Python", "SQL"}


def test_a_word_above_a_paragraph_is_its_heading() -> None:
    text = (
        "Fitter\n\nDesirable\nPython\nPracticalities\nThe workshop is in the old tannery by the "
        "river, with SQL on the menu.\n"
    )
    assert skills(analyse(text), "nice") == {"Python"}


def test_the_rows_of_a_table_have_their_labels_before_a_bar() -> None:
    text = "Clerk\nMust know | Python; SQL\nNice extras | Kotlin\nBenefits | Rust classes\n"
    facts = analyse(text)
    assert (skills(facts, "required"), skills(facts, "nice")) == ({"Python", "SQL"}, {"Kotlin"})


def test_a_wish_holds_for_the_whole_row_that_ends_with_it() -> None:
    facts = analyse(
        "Developer\n\nRequirements\n- Python, Kotlin, or Scala is a strong advantage\n"
    )
    assert skills(facts, "nice") == {"Python", "Kotlin", "Scala"}


@pytest.mark.parametrize(
    "line",
    [
        "Degree in physics or chemistry, or experience with Python",
        "Bachelor's or Master's in mathematics, with Python",
        "Abgeschlossenes Studium der Physik und Kenntnisse in Python",
        "Master en statistiques ou physique, avec Python",
        "Grado en Química o similar, con Python",
    ],
)
def test_the_field_of_a_degree_is_no_skill(line: str) -> None:
    assert skills(analyse(f"Analyst\n\nRequirements\n- {line}\n"), "required") == {"Python"}


def test_what_follows_the_field_of_a_degree_is_a_demand() -> None:
    line = "Degree in physics, Python, SQL"
    assert skills(analyse(f"Analyst\n\nRequirements\n- {line}\n"), "required") == {"Python", "SQL"}


def test_a_row_of_fields_ends_behind_its_last() -> None:
    line = "Degree in physics, chemistry, or a related field, Python"
    assert skills(analyse(f"Analyst\n\nRequirements\n- {line}\n"), "required") == {"Python"}


def test_a_single_line_that_asks_leaves_the_rest_of_the_text_to_be_read() -> None:
    text = "Baker\n\nExpérience exigée en SQL\nVous connaissez Python et Git. Rust est utile.\n"
    assert skills(analyse(text), "required") >= {"SQL", "Python", "Git"}


def test_a_fact_of_the_job_below_the_demands_is_none_of_them() -> None:
    text = "Clerk\n\nMust-haves: Python, 2 yrs running a desk\nLocation: Kotlin, NV\n"
    facts = analyse(text)
    assert skills(facts, "required") == {"Python"}
    assert facts.min_years is not None
    assert facts.min_years.value == 2
