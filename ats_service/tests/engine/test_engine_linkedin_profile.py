"""LinkedIn's "Save to PDF": a side bar, positions under their company, in four languages."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY, Words, pdf, resume_words
from linkedin_builders import WORDINGS, profile_pdf

from ats_service.engine.parse import parse
from ats_service.engine.parsed import Parsed


def _read(language: str) -> Parsed:
    return parse(profile_pdf(language), name="Ada-Marlow.pdf", as_of=DAY)


def _without(entry: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in keys}


@pytest.mark.parametrize("language", WORDINGS)
def test_a_profile_is_read_field_by_field(language: str) -> None:
    resume = _read(language).resume
    basics = resume["basics"]
    assert (basics["name"], basics["email"]) == ("Ada Marlow", "ada.marlow@example.org")
    assert (basics["phone"], basics["location"]["city"]) == ("+1 555 010 7788", "Hamburg")
    assert [one["url"] for one in basics["profiles"]] == [
        "www.linkedin.com/in/ada-marlow-7b1",  # wrapped in the narrow bar
        "github.com/adamarlow",
    ]
    assert basics["summary"].startswith("I build ledgers")
    assert resume["skills"][0]["keywords"] == ["Distributed Systems", "PostgreSQL", "Python"]
    assert resume["languages"] == [
        {"language": "English", "fluency": "Native or Bilingual"},
        {"language": "German", "fluency": "Professional Working"},
    ]
    assert [one["name"] for one in resume["certificates"]] == [
        "Certified Kubernetes Administrator"
    ]


@pytest.mark.parametrize("language", WORDINGS)
def test_positions_stand_under_their_company_and_durations_are_no_dates(language: str) -> None:
    resume = _read(language).resume
    last = resume["work"].pop()
    assert resume["work"] == [
        {
            "name": "Acme Robotics",
            "position": "Principal Engineer",
            "location": "Hamburg, Germany",
            "startDate": "2022-03",
            "summary": "Leads the group that owns settlement, from design to the pager, and its "
            "roadmap.",
            "highlights": ["Cut the time of settlement from hours to seconds"],
        },
        {
            "name": "Acme Robotics",
            "position": "Senior Engineer",
            "location": "Greater Hamburg Metropolitan Area",
            "startDate": "2020-01",
            "endDate": "2022-03",
            "summary": "Wrote the first ledger.",
        },
    ]
    assert resume["meta"]["current"] == ["/work/0"]
    assert _without(last, "summary") == {
        "name": "Initech",
        "position": "Software Engineer",
        "location": "Lyon, France",
        "startDate": "2015-06",
        "endDate": "2019-09",
    }
    assert "number 12" in last["summary"]  # over the end of the page
    assert "Page" not in last["summary"]


@pytest.mark.parametrize("language", WORDINGS)
def test_schools_have_degree_field_and_years(language: str) -> None:
    assert _read(language).resume["education"] == [
        {
            "institution": "Technical University of Berlin",
            "studyType": "Master of Science - MSc",
            "area": "Computer Science",
            "startDate": "2010",
            "endDate": "2015",
        },
        {
            "institution": "Lycée du Parc",
            "studyType": "Baccalauréat",
            "area": "Sciences",
            "startDate": "2007",
            "endDate": "2010",
        },
    ]


def test_every_field_has_a_place_and_the_text_has_no_foot() -> None:
    parsed = _read("en")
    evidence = parsed.resume["meta"]["evidence"]
    (span,) = evidence["/work/1/name"]["spans"]
    assert (span["text"], span["page"]) == ("Acme Robotics", 1)
    assert span["box"][0] == 224.0
    assert "Page 1 of 2" not in parsed.text
    assert (parsed.pages, parsed.kind) == (2, "pdf")


def test_other_documents_are_laid_out_as_ever() -> None:
    foot = Words(400, 815, "Page 1 of 1", 9)
    mention = Words(50, 110, "janeroe (LinkedIn)")
    resume = parse(pdf([*resume_words(), mention, foot]), name="a.pdf", as_of=DAY).resume
    assert [job["name"] for job in resume["work"]] == ["Acme GmbH", "Initech Inc."]
