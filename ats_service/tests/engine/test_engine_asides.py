"""Rows of a table of skills that belong elsewhere, and signatures."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY
from test_engine_docx_kinds import line, read, table

from ats_service.engine.parse import parse

HEAD = line("Ute Kern", "bold") + line("Kenntnisse", "heading")


def skills(resume: dict[str, Any]) -> list[str]:
    return [word for group in resume["skills"] for word in group.get("keywords", ())]


def test_rows_of_languages_and_licences_are_no_skills() -> None:
    rows = table(
        (line("EDV"), line("Excel, SAP")),
        (line("Sprachen"), line("Deutsch (Muttersprache), Englisch (gut)")),
        (line("Führerschein"), line("Klasse B")),
    )
    resume = read(HEAD + rows)
    assert skills(resume) == ["Excel", "SAP"]
    assert [one["language"] for one in resume["languages"]] == ["Deutsch", "Englisch"]


def test_languages_that_only_programmers_speak_are_skills() -> None:
    rows = table((line("Other languages"), line("Python, Go")), (line("Tools"), line("Git, Make")))
    resume = read(HEAD + rows)
    assert {"Python", "Go"} < set(skills(resume))
    assert "languages" not in resume


@pytest.mark.parametrize("day", ["Seewald, 03.02.2024", "Seewald, den 3. Februar 2024"])
def test_the_signature_at_the_end_is_no_skill(day: str) -> None:
    text = f"# Ute Kern\n\nute@example.org\n\n## Kenntnisse\n\nExcel, SAP\n\n{day}\n\nUte Kern"
    resume = parse(text.encode(), name="cv.md", as_of=DAY).resume
    assert skills(resume) == ["Excel", "SAP"]


def test_a_dated_certificate_at_the_end_is_no_signature() -> None:
    text = "# Ute Kern\n\nute@example.org\n\n## Certificates\n\nFirst Aid, 12.03.2021"
    resume = parse(text.encode(), name="cv.md", as_of=DAY).resume
    assert [one["name"] for one in resume["certificates"]] == ["First Aid"]
