"""Skills are found by their names, and everyday words that look like skills are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ats_service.engine.skills import find, names_in, parents, vocabulary

SAID = [
    ("Python, Go, SQL", {"Python", "Go", "SQL"}),
    ("Go developer", {"Go"}),
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
    lost = [name for name in known.names if name not in names_in(f"SQL, {name}, SQL")]
    assert lost == []
    assert all(len(list(parents(name))) < 5 for name in known.names)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_hits_in_order_that_do_not_overlap(text: str) -> None:
    hits = find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(before.end <= after.start for before, after in pairwise(hits))
