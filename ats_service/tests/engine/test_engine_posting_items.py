"""Short items and rows of a list of demands name skills that no vocabulary knows."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import analyse


def asked(line: str) -> list[str]:
    """Return the skills, as printed, of a posting that demands this."""
    facts = analyse(f"Helper\n\nRequirements\n- {line}\n- Able to lift 20 kg\n")
    return [one.text for one in facts.skills]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Harp restringing", ["Harp restringing"]),
        ("Previous quarrel settling experience", ["quarrel settling"]),
        ("Kubernetes, Quuxmesh and Florbnet", ["Kubernetes", "Quuxmesh", "Florbnet"]),
        ("Erfahrung mit Florbnet oder Quuxplan", ["Florbnet", "Quuxplan"]),
        ("Weiterbildung zum Glockengießer", ["Glockengießer"]),
        ("Experience with Florbnet at a busy desk", ["Florbnet"]),
        ("Gute Florbnet-Kenntnisse", ["Florbnet"]),
        ("Erfahrung in der Montage von Glocken", ["Montage von Glocken"]),
        ("Umgang mit Glockenplänen und Stimmgabel", ["Glockenplänen", "Stimmgabel"]),
        ("Maîtrise de la taille de pierre et de Quuxplan", ["taille de pierre", "Quuxplan"]),
        ("Manejo de hornos de cal y de Quuxplan", ["hornos de cal", "Quuxplan"]),
        ("Vous disposez du QX4 ou du QX5", ["QX4", "QX5"]),
        ("Conocimientos: FLOQ 6.3, ZUQX", ["FLOQ 6.3", "ZUQX"]),
        ("Experience with ZQ-FLORB", ["ZQ-FLORB"]),
        ("AWS (Lambda, S3)", ["AWS", "Lambda", "S3"]),
    ],
)
def test_a_short_item_or_a_row_names_what_it_asks_for(line: str, names: list[str]) -> None:
    assert asked(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Calm personality",
        "Attention to detail, follow-through",
        "Own vehicle",
        "Freude an Nähe und Distanz",
        "Goût du collectif",
        "Capacidad de trabajo",
        "Two references",
    ],
)
def test_manners_and_conditions_are_no_names(line: str) -> None:
    assert asked(line) == []


@pytest.mark.parametrize(
    ("line", "nice"),
    [
        ("Sicher in Python, am liebsten auch Kotlin", "Kotlin"),
        ("Umgang mit Python, von Vorteil sind Kenntnisse in Kotlin", "Kotlin"),
        ("Python, ideally Florbnet", "Florbnet"),
        ("Python, de préférence avec Kotlin", "Kotlin"),
    ],
)
def test_a_wish_in_the_middle_of_a_demand_is_one(line: str, nice: str) -> None:
    facts = analyse(f"Helper\n\nRequirements\n- {line}\n")
    weights = {one.text: one.importance for one in facts.skills}
    assert weights == {"Python": "required", nice: "nice"}


def test_running_text_asks_in_the_sentences_that_speak_to_the_reader() -> None:
    text = (
        "Helper\n\nThe shop floor is built on Rust and Kotlin. You will know Python and SQL. "
        "Experience with Quuxplan is needed. You do not need any previous Kubernetes experience."
    )
    assert {one.text for one in analyse(text).skills} == {"Python", "SQL", "Quuxplan"}


def test_running_text_that_asks_for_nothing_is_read_whole() -> None:
    text = "Helper\n\nOur helpers write Python. The data lies in PostgreSQL."
    assert {one.text for one in analyse(text).skills} >= {"PostgreSQL"}


def test_departments_in_a_row_are_no_names() -> None:
    assert "Quuxteam" not in asked("Partner with Finance, Quuxteam and Legal across all our sites")


@pytest.mark.parametrize(
    "heading",
    [
        "HANDY BUT NOT A DEAL BREAKER",
        "Useful",
        "Nice if you have",
        "Great if you've got it",
        "What is a plus?",
        "What would make us smile",
        "Preference may be given to applicants with:",
        "Ein Plus, wenn du das kannst",
        "Sumarás puntos si tienes",
    ],
)
def test_more_headings_open_wishes(heading: str) -> None:
    facts = analyse(f"Helper\n\nRequirements\n- Python\n\n{heading}\n- Kubernetes\n")
    assert [(one.name, one.importance) for one in facts.skills] == [
        ("Python", "required"),
        ("Kubernetes", "nice"),
    ]


@pytest.mark.parametrize("mark", [">", "~", "—", "»"])
def test_a_line_behind_any_mark_is_an_item(mark: str) -> None:
    facts = analyse(f"Helper\n\nRequirements\n{mark} Harp restringing\n{mark} Python\n")
    assert [one.text for one in facts.skills] == ["Harp restringing", "Python"]


def test_essential_functions_are_duties() -> None:
    text = "Helper\n\nEssential job functions\n- Kubernetes\n\nRequirements\n- Python\n"
    assert [one.name for one in analyse(text).skills] == ["Python"]


def test_a_demand_among_duties_and_a_row_with_plus_are_demands() -> None:
    text = "Helper\n\nJob description\n- Should have Kubernetes\n"
    text += "\nWhat we require\nSQL, plus Git\n"
    weights = {one.name: one.importance for one in analyse(text).skills}
    assert weights == dict.fromkeys(("Kubernetes", "SQL", "Git"), "required")


def test_experience_of_a_kind_stays_among_wishes() -> None:
    text = "Driver\n\nRequirements\n- Python\n\nUseful\nGit\nDouble-deck trailer experience\n"
    weights = {one.text: one.importance for one in analyse(text).skills}
    assert weights == {"Python": "required", "Git": "nice", "Double-deck trailer": "nice"}
