"""What our writer prints, our reader reads: every field comes back, from PDF and from DOCX."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agent_service.writing.render import FileKind, render
from agent_service.writing.write import write
from ats_service.engine.parse import parse

AT = date(2026, 11, 23)
PEOPLE = sorted((Path(__file__).parent / "fixtures" / "people").glob("*.json"))
#: Fields whose values must come back word for word, by section; dates as precise as printed.
FIELDS = {
    "work": ("position", "name", "startDate", "endDate", "highlights"),
    "education": ("institution", "studyType", "area", "startDate", "endDate"),
    "languages": ("language", "fluency"),
    "certificates": ("name", "issuer", "date"),
}


def printed(resume: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a résumé that a document shows, as plain values."""
    basics = resume["basics"]
    shown: dict[str, Any] = {
        "name": basics["name"],
        "label": basics.get("label"),
        "email": basics["email"],
        "phone": "".join(sign for sign in basics["phone"] if sign.isdigit()),
        "city": basics["location"]["city"],
        "urls": sorted(
            [basics.get("url", ""), *(one["url"] for one in basics.get("profiles", []))]
        ),
        "summary": basics.get("summary"),
        "skills": sorted(word for one in resume["skills"] for word in one["keywords"]),
    }
    for section, names in FIELDS.items():
        rows = resume.get(section, [])
        shown[section] = [{name: row[name] for name in names if name in row} for row in rows]
    return shown


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("file", PEOPLE, ids=lambda file: file.stem)
def test_a_written_resume_reads_back_field_by_field(file: Path, kind: FileKind) -> None:
    profile = json.loads(file.read_text(encoding="utf-8"))
    data = render(write(profile, {}, at=AT).resume, kind=kind, at=AT)
    parsed = parse(data, name=f"resume.{kind}", as_of=AT)
    assert printed(parsed.resume) == printed(profile)
