"""What a lone sentence, list or degree asks for, and how it is printed."""

from __future__ import annotations

import pytest

from ats_service.engine.skills import find
from ats_service.engine.skills.asking import as_printed, asked_alone
from ats_service.engine.skills.degrees import degrees_in
from ats_service.engine.skills.spoken import first_language


def printed(text: str) -> list[str]:
    return as_printed(text, asked_alone(text))


TOLD = [
    "Our platform speeds up clinical trials all over the world.",
    "<ORGANIZATION> is a leader in software engineering.",
    "You have great communication skills and are agile in your mind.",
    "The team gathers the experience of hundreds of people.",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_firm_that_tells_of_itself_asks_for_nothing(text: str) -> None:
    assert printed(text) == []


def test_a_firm_that_speaks_to_the_reader_asks() -> None:
    assert printed("We need somebody who writes Python.") == ["Python"]
    assert printed("For our platform you need to know Kafka.") == ["Kafka"]


LISTS = [
    ("Banking Financial services E-Commerce", ["Banking", "Financial services", "E-Commerce"]),
    ("linux c c++ quuxdb", ["linux", "c", "c++", "quuxdb"]),
    ("Information Technology", ["Information Technology"]),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_line_of_names_is_a_list_of_skills(text: str, names: list[str]) -> None:
    assert printed(text) == names


def test_lines_are_judged_each_by_itself() -> None:
    assert printed("Our clinical trials are large.\npython java go") == ["python", "java", "go"]


def test_plain_words_count_in_a_row_with_a_skill() -> None:
    text = "You look after Docker, automation and security, and the marketing of nothing."
    assert printed(text) == ["Docker", "automation", "security"]


def test_agile_is_the_method_beside_its_nouns() -> None:
    assert printed("You like agile methods.") == ["agile"]


PRINTED = [
    ("Unix/Linux", ["Unix/Linux"]),
    ("You know jest/quux and Python.", ["jest/quux", "Python"]),
    ("You write C#/.NET and Python; Python above all.", ["C#/.NET", "Python"]),
]


@pytest.mark.parametrize(("text", "names"), PRINTED)
def test_what_a_slash_joins_is_printed_as_one(text: str, names: list[str]) -> None:
    assert printed(text) == names


DEGREES = [
    (
        "Bachelor's or Master's degree in Computer Science or Physics is required.",
        ["Bachelor's or Master's degree in Computer Science or Physics"],
    ),
    ("You have an MSc or PhD.", ["MSc or PhD"]),
    ("University degree", ["University degree"]),
    ("Our PhD fellows are friendly.", []),
    ("A high degree of care; the Scrum master keeps master data.", []),
    ("130 Ph.D students work here.", []),
]


@pytest.mark.parametrize(("text", "names"), DEGREES)
def test_a_degree_is_named_with_its_subjects(text: str, names: list[str]) -> None:
    assert [hit.name for hit in degrees_in(text, find(text))] == names


def test_a_subject_is_not_named_beside_its_degree() -> None:
    assert printed("A degree in Biology is required.") == ["degree in Biology"]


def test_mentions_never_overlap() -> None:
    text = "MBA or degree in Economics, Kafka/Flink and experience with Fooling Engines/quux"
    ends = [0]
    for hit in asked_alone(text):
        assert hit.start >= ends[-1]
        ends.append(hit.end)
    assert len(ends) == 4


def test_a_language_that_a_resume_lists_is_known_by_its_english_name() -> None:
    listed = ["Español (nativo)", "Niederländisch", "Brazilian Portuguese", "Klingon"]
    assert [first_language(text) for text in listed] == ["Spanish", "Dutch", "Portuguese", ""]
