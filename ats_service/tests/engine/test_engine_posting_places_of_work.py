"""Where the work is done: named days, shares of the week, abbreviations, refusals."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import analyse


def workplace(line: str) -> object:
    """Return the workplace that a posting of one line states."""
    found = analyse(f"Clerk\n\nThe job\n{line}\n").workplace
    return found.value if found is not None else None


@pytest.mark.parametrize(
    "line",
    [
        "4 days WFO, 1 day WFH",
        "Everyone is in the office on Tuesdays, otherwise you choose",
        "We meet in the office Wednesday and Thursday",
        "Mon/Thu onsite",
        "Im Büro mittwochs, sonst wo du magst",
        "Bis zu 60 % mobiles Arbeiten",
        "Télétravail à hauteur de 50 %",
        "Homeoffice-Anteil von bis zu 40 %",
        "Zwei feste Bürotage pro Woche",
        "Ein Homeoffice-Tag pro Woche",
        "Heimarbeit an zwei Tagen wöchentlich",
        "Staff are expected on campus at least two days a week",
        "Cuatro días en la oficina y uno en casa",
        "Full time, Homeoffice nach Absprache möglich",
        "Möglichkeit zum mobilen Arbeiten",
        "Télétravail possible après six mois",
        "The option to work from home",
        "At least 60% office attendance",
    ],
)
def test_named_days_and_shares_of_a_week_are_a_mixture(line: str) -> None:
    assert workplace(line) == "hybrid"


@pytest.mark.parametrize(
    "line",
    [
        "WFO only",
        "Remote work is not available",
        "Poste dans nos ateliers, sans télétravail",
        "Work from our office",
        "In the office Monday to Friday",
        "En la oficina de lunes a viernes",
        "Trabajo en nuestras instalaciones",
        "Homeoffice ist leider nicht möglich, Arbeit vor Ort",
        "Travail en présentiel",
    ],
)
def test_whole_weeks_there_and_refusals_are_on_site(line: str) -> None:
    assert workplace(line) == "onsite"


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Our team brings more than 30 years of experience to each hull", None),
        ("In unserem Werk stecken über 30 Jahre Erfahrung", None),
        ("Seit 30 Jahren im Bootsbau", None),
        ("Family business, 12 years in the trade", None),
        ("Llevamos 12 años cuidando olivos", None),
        ("Con al menos tres años reparando calderas", 3),
        ("You have 4 years in our line of work", 4),
        ("Over 6 years of tannery experience", 6),
        ("Over 60 years of history", None),
        ("Eine dreijährige Berufserfahrung", 3),
        ("Mindestens 2-jährige Praxis als Gerber", 2),
        ("BSc and 5 years in a lab, or a PhD with 2 years", 2),
    ],
)
def test_the_years_of_a_firm_are_told_from_those_it_asks_for(line: str, years: int | None) -> None:
    found = analyse(f"Clerk\n\nHello there.\n{line}.\n").min_years
    assert (found.value if found is not None else None) == years


def test_a_list_that_runs_on_behind_its_heading_is_cut_into_items() -> None:
    text = (
        "Clerk\n"
        + "We sell tea and tell you so at length. " * 10
        + (
            "Requirements: Experience with SQL Knowledge of Python and at least 3 years of it "
            "Preferred skills: Experience with Kotlin Familiarity with Rust"
        )
    )
    found = {(one.text, one.importance) for one in analyse(text).skills}
    assert found == {
        ("SQL", "required"), ("Python", "required"), ("Kotlin", "nice"), ("Rust", "nice"),
    }  # fmt: skip
