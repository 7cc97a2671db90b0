"""Skills are found by their names, and everyday words that look like skills are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ats_service.engine.skills import find, names_in, parents, vocabulary
from ats_service.engine.skills.cues import wanted_in
from ats_service.engine.skills.passing import asked_in

SAID = [
    ("Python, Go, SQL", {"Python", "Go", "SQL"}),
    ("Go developer", {"Go"}),
    ("At least one of Go, Java or Kotlin", {"Go", "Java", "Kotlin"}),
    ("Experience in Go and Rust", {"Go", "Rust"}),
    ("Services written in Golang", {"Go"}),
    ("Statistics in R or Python", {"Statistics", "R", "Python"}),
    ("C, C++ and C#", {"C", "C++", "C#"}),
    ("Firmware in embedded C", {"C"}),
    ("Microsoft Excel", {"Excel"}),
    ("Excel and SQL", {"Excel", "SQL"}),
    ("REST and GraphQL", {"REST APIs", "GraphQL"}),
    ("RESTful services", {"REST APIs"}),
]
NOT_SAID = [
    ("Our go to market strategy", "Go"),
    ("We go fast and go far", "Go"),
    ("Ready to go, eager to learn", "Go"),
    ("Let's Go!", "Go"),
    ("Our R&D department", "R"),
    ("Signed by R. Smith", "R"),
    ("Series C funding", "C"),
    ("Vitamin C tablets", "C"),
    ("John C. Miller", "C"),
    ("You excel at listening", "Excel"),
    ("The rest of the team", "REST APIs"),
    ("Rest and relaxation", "REST APIs"),
    ("JavaScript", "Java"),
]


@pytest.mark.parametrize(("text", "names"), SAID)
def test_a_skill_is_found_where_it_is_meant(text: str, names: set[str]) -> None:
    assert names <= names_in(text)


@pytest.mark.parametrize(
    ("here", "there", "name"),
    [
        ("Full driver's license", "Führerschein der Klasse B", "Driving licence"),
        ("Permis de conduire exigé", "Carnet de conducir", "Driving licence"),
        ("Venepuncture", "Blutentnahme", "Phlebotomy"),
        ("Driver card", "carte conducteur", "Driver card"),
        ("Kassensystem", "logiciel de caisse", "EPOS"),
        ("Haemodialysis", "diálisis", "Hemodialysis"),
        ("Rota planning", "Dienstplanung", "Rota management"),
    ],
)
def test_a_trade_has_one_name_in_many_tongues(here: str, there: str, name: str) -> None:
    assert name in names_in(here) & names_in(there)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wann ich komme, bin ich da", "ICH"),
        ("Please send a letter", "SEND"),
        ("Open the doors", "DOORS"),
        ("Run a e-shop", "Emergency department"),
    ],
)
def test_a_name_in_capitals_is_no_everyday_word(text: str, name: str) -> None:
    assert name not in names_in(text)
    assert name in names_in(f"Knowledge of {name}")


@pytest.mark.parametrize(("text", "name"), NOT_SAID)
def test_an_everyday_word_is_no_skill(text: str, name: str) -> None:
    assert name not in names_in(text)


def test_the_longest_name_wins_and_is_quoted_as_it_stands() -> None:
    text = "Wrote t-sql; later PL/SQL."
    assert [(hit.name, text[hit.start : hit.end]) for hit in find(text)] == [
        ("T-SQL", "t-sql"),
        ("PL/SQL", "PL/SQL"),
    ]


def test_names_do_not_join_over_a_line_break() -> None:
    assert "Visual Basic" not in names_in("Visual\nBasic")


def test_every_name_is_found_under_itself_and_every_parent_ends() -> None:
    known = vocabulary()
    lost = [name for name in known.fields if name not in names_in(f"SQL, {name}, SQL")]
    assert lost == []
    assert all(len(list(parents(name))) < 5 for name in known.fields)
    assert set(known.parents.values()) <= known.fields.keys()


def test_the_vocabulary_covers_many_fields_of_work() -> None:
    known = vocabulary()
    assert len(known.fields) >= 3000
    assert {"health", "trades", "teaching", "law", "hospitality", "logistics"} <= set(
        known.fields.values()
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Data modelling", "Data modeling"),
        ("Colour theory", "Color theory"),
        ("labour relations", "Labor relations"),
        ("a dashboard", "Dashboards"),
        ("process optimisation", "Process optimization"),
    ],
)
def test_spelling_and_number_make_no_difference(text: str, name: str) -> None:
    assert names_in(text) == {name}


PASSING = [
    "Our Java developers are friendly.",
    "You will be reporting to the head of sales.",
    "We use Python everywhere.",
    "The Department of Bioinformatics invites you.",
    "A Danish company",
]
ASKED = [
    ("Experience in research", "Research"),
    ("Fluent in Danish", "Danish"),
    ("English language skills", "English"),
    ("You write Python.", "Python"),
    ("Knowledge of Java development", "Java"),
]


@pytest.mark.parametrize("text", PASSING)
def test_a_posting_that_names_a_skill_in_passing_does_not_ask_for_it(text: str) -> None:
    assert asked_in(text) == []


@pytest.mark.parametrize(("text", "name"), ASKED)
def test_a_skill_beside_a_word_for_knowing_is_asked_for(text: str, name: str) -> None:
    assert name in {hit.name for hit in asked_in(text)}


WANTED = [
    (
        "Experience with Fooling Engines and quux tables is required",
        ["Fooling Engines", "quux tables"],
    ),
    ("Knowledge of the dairy industry", ["dairy industry"]),
    ("Understanding of how people work", []),
    ("Experience working with other teams", []),
]


@pytest.mark.parametrize(("text", "phrases"), WANTED)
def test_what_is_to_be_known_is_read_without_a_vocabulary(text: str, phrases: list[str]) -> None:
    assert [hit.name for hit in wanted_in(text, asked_in(text))] == phrases


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_hits_in_order_that_do_not_overlap(text: str) -> None:
    hits = find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(before.end <= after.start for before, after in pairwise(hits))


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Sie fahren Gabelstapler im Lager", "forklift"),
        ("Tenue de comptes et paie", "accounting"),
        ("Experiencia en alicatado", "tiling"),
        ("Erfahrung mit Wärmepumpen", "heat pump installation"),
        ("Brandschutz und Katastrophenschutz", "fire prevention"),
        ("Weinbau in Rheinhessen", "viticulture"),
        ("cuidados paliativos y curas", "end-of-life care"),
    ],
)
def test_a_trade_has_one_name_in_four_languages(text: str, skill: str) -> None:
    assert skill in " ".join(names_in(text)).casefold()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Licencia de manejo vigente", "Driving licence"),
        ("Führerausweis Kategorie B", "Driving licence"),
        ("Gestion de projets", "Project management"),
        ("Automatisierte Tests", "Test automation"),
        ("Redes sociales", "Social media marketing"),
        ("Lohnverrechnung", "Payroll"),
        ("Prospección", "Prospecting"),
    ],
)
def test_a_skill_has_the_same_name_in_every_language(text: str, name: str) -> None:
    assert names_in(text) == {name}
