"""Labelled blocks -> JSON Resume v1, every field with its confidence and its evidence.

In go the lines in reading order, out comes one dict. Blocks say by their kind which reader of
`fields` gets them; a document without sections is read as prose. A value that no printed word
stands behind is dropped in the last step, so that nothing can be invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ats_service.engine.asides import with_asides
from ats_service.engine.fields.contact import read_contact
from ats_service.engine.fields.education import read_education
from ats_service.engine.fields.extras import (
    read_dated,
    read_interests,
    read_languages,
    read_projects,
    read_summary,
)
from ats_service.engine.fields.found import settle
from ats_service.engine.fields.prose import read_prose
from ats_service.engine.fields.skills import read_skills
from ats_service.engine.fields.work import read_work
from ats_service.engine.linkedin import profile
from ats_service.engine.linkedin.entries import read_jobs, read_schools
from ats_service.engine.sections import Block

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def read_resume(
    blocks: Sequence[Block], source: str, *, as_of: date, paged: bool, sure: float = 1.0
) -> dict[str, Any]:
    """Return the résumé that labelled blocks show.

    Args:
        blocks: the parts of the document in reading order.
        source: a site whose pages all look alike, or "".
        as_of: the day of reading; the schema's ``meta.lastModified``.
        paged: whether boxes mean places on a page; without pages they are left out.
        sure: how sure the letters are, 0 to 1; below 1 they were recognised in pictures.

    Returns:
        JSON Resume v1; ``meta.evidence`` maps JSON pointers to
        ``{"confidence": 0 to 1, "spans": [{"page", "box", "text"}]}``, boxes in points from the
        top left; ``meta.current`` lists entries printed as going on; ``meta.ocr`` is there, and
        every confidence lower, where the letters were recognised. What is printed nowhere is
        not there.
    """
    blocks = with_asides(blocks)
    basics, used = read_contact(blocks)
    basics["summary"] = read_summary(blocks, used)
    tree = {"basics": basics, **_sections(blocks, source)}
    if not any(tree[name] for name in ("work", "education", "skills")):
        prose = read_prose(blocks, used)
        tree |= prose
        basics["summary"] = None if prose["work"] else basics["summary"]
    resume, evidence = settle(tree, paged)
    resume = resume or {}
    for entry in evidence.values() if sure < 1 else ():
        entry["confidence"] = round(entry["confidence"] * sure, 2)
    return {
        "$schema": _SCHEMA,
        **resume,
        "meta": {
            "version": "v1.0.0",
            "lastModified": as_of.isoformat(),
            "current": _current(resume),
            "evidence": evidence,
            **({"ocr": round(sure, 2)} if sure < 1 else {}),
        },
    }


def _current(resume: dict[str, Any]) -> list[str]:
    """Return pointers of the entries that are printed as going on, and drop their marks.

    The schema says that with an absent ``endDate``, which a lone printed date leaves absent too.
    """
    return [
        f"/{section}/{number}"
        for section in ("work", "volunteer", "education", "projects")
        for number, entry in enumerate(resume.get(section, ()))
        if entry.pop("current", False)
    ]


def _sections(blocks: Sequence[Block], source: str) -> dict[str, Any]:
    def of(*kinds: str) -> list[Block]:
        return [block for block in blocks if block.kind in kinds]

    placed = source == profile.SOURCE
    jobs, schools = (read_jobs, read_schools) if placed else (read_work, read_education)
    return {
        "work": jobs(of("work")),
        "volunteer": [_as_volunteer(job) for job in jobs(of("volunteer"))],
        "education": schools(of("education")),
        "skills": read_skills([*of("skills"), *_skill_like(of(""))]),
        "languages": read_languages(of("languages")),
        "projects": read_projects(of("projects")),
        "certificates": read_dated(of("certificates"), ("name", "issuer", "date")),
        "awards": read_dated(of("awards"), ("title", "awarder", "date")),
        "publications": read_dated(of("publications"), ("name", "publisher", "releaseDate")),
        "interests": read_interests(of("interests")),
    }


def _as_volunteer(job: dict[str, Any]) -> dict[str, Any]:
    return {"organization": job.pop("name"), **job}


def _skill_like(blocks: Sequence[Block]) -> list[Block]:
    """Return sections of unknown title that are made of short terms, as skill lists are."""
    return [
        block
        for block in blocks
        if (_is_terms(block) if block.lines else block.column == "side" and len(blocks) > 1)
    ]


def _is_terms(block: Block) -> bool:
    words = [len(cell.text.split()) for line in block.lines for cell in line.cells]
    dated = any(sign.isdigit() for line in block.lines for sign in line.text if sign in "12")
    return sum(words) / len(words) <= 3 and not (dated and len(block.lines) < 3)
