"""Months between two jobs in which nothing is told: not a fault, but people ask about them.

In go the dated entries, out comes a finding for each gap of seven months or more after the first
job. Studies, projects and volunteering fill gaps; a year without a month counts in favour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ats_service.engine.finding import Finding, Subject

#: A break of up to half a year is a change of jobs.
_MONTHS = 7
#: What may fill a gap: whoever studied, volunteered or had a project was not idle.
_SECTIONS = ("work", "volunteer", "education", "projects")


class _Spell(NamedTuple):
    start: str  # first and last month, YYYY-MM
    end: str
    pointer: str  # of the entry, as "/work/0"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per gap after the first job's start.

    A year without a month counts whole, from January to December, so that only the months
    that are certainly not told make a gap.
    """
    spells = sorted(_spells(subject))
    first = min(
        (spell.start for spell in spells if spell.pointer.startswith("/work/")), default=""
    )
    covered = first
    for spell in spells if first else ():
        if _between(covered, spell.start) >= _MONTHS:
            yield _finding(subject, covered, spell)
        covered = max(covered, spell.end)


def _spells(subject: Subject) -> Iterator[_Spell]:
    """Yield the months of all that is dated; what is current runs to today."""
    today = subject.as_of.isoformat()[:7]
    current = subject.resume["meta"].get("current", ())
    for section in _SECTIONS:
        for number, entry in enumerate(subject.resume.get(section, ())):
            pointer = f"/{section}/{number}"
            start, end = entry.get("startDate", ""), entry.get("endDate", "")
            if start or end:
                last = end or (today if section == "work" or pointer in current else start)
                yield _Spell(_month(start or end, "01"), _month(last, "12"), pointer)


def _month(date: str, of_year: str) -> str:
    return date[:7] if len(date) > 4 else f"{date}-{of_year}"


def _between(end: str, start: str) -> int:
    """Return how many whole months lie between two of them; below zero where they overlap."""
    return (int(start[:4]) - int(end[:4])) * 12 + int(start[5:7]) - int(end[5:7]) - 1


def _finding(subject: Subject, end: str, after: _Spell) -> Finding:
    spans = subject.evidence(f"{after.pointer}/startDate")
    span: dict[str, Any] = spans[0] if spans else {"page": None, "box": None}
    return Finding(
        rule="dates-gap",
        severity="notice",
        message=f"Nothing is dated between {end} and {after.start}.",
        seen=f"until {end}, then from {after.start}",
        advice="A line such as parental leave, study or travel, with its dates, answers it.",
        page=span["page"],
        box=tuple(span["box"]) if span["box"] else None,
    )


CHECK = check
