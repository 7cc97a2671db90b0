"""Résumés of our own, of many kinds of work, country and layout; each is one invented person.

`own_resumes/kinds/expected.json` holds what a person reads in them; a ``.page`` is drawn as a PDF.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from drawn_pages import drawn
from engine_builders import DAY

from ats_service.engine.parse import parse

FOLDER = Path(__file__).parent / "own_resumes" / "kinds"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
JOB = ("name", "position", "startDate", "endDate", "location")
SCHOOL = ("institution", "studyType", "startDate", "endDate")


@cache
def read(name: str) -> dict[str, Any]:
    data = (FOLDER / name).read_bytes()
    if name.endswith(".page"):
        data, name = drawn(data.decode()), f"{name}.pdf"
    return parse(data, name=name, as_of=DAY).resume


def rows(entries: list[dict[str, Any]], keys: tuple[str, ...]) -> list[list[str]]:
    return [[entry.get(key, "") for key in keys] for entry in entries]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_person_is_found_in_every_kind_of_resume(name: str) -> None:
    basics = read(name)["basics"]
    found = {key: basics.get(key, "") for key in ("name", "email", "phone")}
    found["city"] = basics.get("location", {}).get("city", "")
    assert found == EXPECTED[name]["person"]


@pytest.mark.parametrize("name", EXPECTED)
def test_jobs_are_found_in_every_kind_of_resume(name: str) -> None:
    assert rows(read(name).get("work", []), JOB) == EXPECTED[name]["work"]


@pytest.mark.parametrize("name", EXPECTED)
def test_schools_are_found_in_every_kind_of_resume(name: str) -> None:
    assert rows(read(name).get("education", []), SCHOOL) == EXPECTED[name]["education"]


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name]["skills"]])
def test_skills_are_found_in_every_kind_of_resume(name: str) -> None:
    skills = [word for group in read(name)["skills"] for word in group.get("keywords", ())]
    assert skills == EXPECTED[name]["skills"]


def test_each_citation_is_one_publication_with_its_year() -> None:
    publications = read("academic_us.txt")["publications"]
    assert [one["releaseDate"] for one in publications] == ["2021", "2018", "2012"]
    assert all(one["name"].startswith(("Osei", "Mensah")) for one in publications)


def test_each_line_of_plain_certificates_is_one() -> None:
    names = [one["name"] for one in read("nurse.txt")["certificates"]]
    assert names == [
        "Registered Nurse, State of California, License 812345",
        "Basic Life Support (BLS), American Heart Association",
    ]
