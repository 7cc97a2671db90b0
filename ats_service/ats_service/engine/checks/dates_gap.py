"""Months between two jobs in which nothing is told: not a fault, but people ask about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ats_service.engine.finding import Finding, Subject

#: A break of up to half a year is a change of jobs.
_MONTHS = 7
#: What may fill a gap: whoever studied, volunteered or had a project was not idle.
_SECTIONS = ("work", "volunteer", "education", "projects")


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per gap after the first job; dates of a year alone prove none."""
    today = subject.as_of.isoformat()[:7]
    jobs = [job for job in subject.resume.get("work", ()) if len(job.get("startDate", "")) > 4]
    first = min((str(job["startDate"]) for job in jobs), default="")
    spells = sorted(spell for spell in _spells(subject.resume, today) if spell[1] >= first)
    covered = ""
    for start, end in spells:
        if covered and start > covered and _between(covered, start) >= _MONTHS:
            yield _finding(covered, start)
        covered = max(covered, end)


def _spells(resume: dict[str, Any], today: str) -> Iterator[tuple[str, str]]:
    """Yield first and last month, YYYY-MM, of all that is dated; years count as a whole."""
    for section in _SECTIONS:
        for entry in resume.get(section, ()):
            start, end = entry.get("startDate", ""), entry.get("endDate", "")
            if not start and not end:
                continue
            open_end = today if section == "work" else start
            yield _month(start or end, "01"), _month(end or open_end, "12")


def _month(date: str, of_year: str) -> str:
    return date[:7] if len(date) > 4 else f"{date}-{of_year}"


def _between(end: str, start: str) -> int:
    """Return how many whole months lie between two of them."""
    return (int(start[:4]) - int(end[:4])) * 12 + int(start[5:7]) - int(end[5:7]) - 1


def _finding(end: str, start: str) -> Finding:
    return Finding(
        rule="dates-gap",
        severity="notice",
        message=f"Nothing is dated between {end} and {start}.",
        seen=f"until {end}, then from {start}",
        advice="A line such as parental leave, study or travel, with its dates, answers it.",
    )


CHECK = check
