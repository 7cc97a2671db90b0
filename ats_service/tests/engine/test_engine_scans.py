"""Scans read by the real Tesseract: what is recognised is what was printed, field by field."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drawn_pages import drawn
from engine_builders import DAY
from scanned_pages import scan

from ats_service.engine.parse import parse

pytestmark = pytest.mark.skipif(
    not shutil.which("tesseract"), reason="tesseract is not installed: no scan can be read"
)
PAGES = Path(__file__).parent / "own_resumes" / "kinds"
#: Sections of a line or two, of which a scan shows no colour and hardly the weight.
SHORT = """\
= Grace Adeyemi
grace@example.org   +442079460018   Leeds, UK

# Experience
*Charge Nurse*                                        May 2019 - Present
Saint Agnes Hospital
• Led a ward of thirty beds

# Languages
English: native, Yoruba: fluent

# Certificates
Advanced Life Support, Resuscitation Council, 2024
"""


def fields(resume: dict[str, Any]) -> dict[str, Any]:
    """Return what a person would look for in a résumé; marks between words do not count."""
    basics = resume["basics"]
    work = ("name", "position", "startDate", "endDate", "highlights")
    return {
        "contact": [basics.get(key) for key in ("name", "email", "phone")],
        "work": [[job.get(key) for key in work] for job in resume["work"]],
        "education": list(_values(resume.get("education", []))),
        "languages": resume.get("languages"),
        "certificates": resume.get("certificates"),
        "skills": [skill for group in resume.get("skills", ()) for skill in group["keywords"]],
    }


def _values(entries: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for entry in entries:
        yield [entry.get(key) for key in ("institution", "studyType", "area", "endDate")]


@pytest.mark.parametrize(
    ("name", "dots", "askew"),
    [("two_columns", 150, 0.0), ("short", 200, 0.0), ("gutter", 200, -1.5)],
    ids=["two columns of few dots", "short sections", "a gutter of dates, askew"],
)
def test_a_scan_is_read_as_the_page_it_shows(name: str, dots: int, askew: float) -> None:
    page = PAGES / f"{name}.page"
    printed = drawn(page.read_text(encoding="utf-8") if page.exists() else SHORT)
    picture = scan(printed, dots=dots, askew=askew)
    read = parse(picture, name="cv.pdf", as_of=DAY, ocr_seconds=300.0).resume
    assert fields(read) == fields(parse(printed, name="cv.pdf", as_of=DAY).resume)
