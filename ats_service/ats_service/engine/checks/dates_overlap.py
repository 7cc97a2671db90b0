"""Jobs at the same time: allowed, but people ask about them.

In go the jobs by start, out comes a finding where one goes on for three months or more into the
next. Only ends told to the month count, since years overlap by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ats_service.engine.finding import Finding, Subject

#: An overlap of a month or two is a change of jobs.
_MONTHS = 3


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per pair of jobs that follow each other and overlap by months."""
    today = subject.as_of.isoformat()[:7]
    jobs = [job for job in subject.resume.get("work", ()) if len(job.get("startDate", "")) > 4]
    jobs.sort(key=lambda job: str(job["startDate"]))
    for early, late in pairwise(jobs):
        end = early.get("endDate") or today
        if len(end) > 4 and _months(end) - _months(late["startDate"]) >= _MONTHS:
            yield _finding(early, late)


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])


def _finding(early: dict[str, Any], late: dict[str, Any]) -> Finding:
    names = [job.get("position") or job.get("name") or "a job" for job in (early, late)]
    return Finding(
        rule="dates-overlap",
        severity="notice",
        message=f"{names[0]} and {names[1]} overlap in time.",
        seen=f"until {early.get('endDate', 'now')}, from {late['startDate']}",
        advice="Check the dates; where both are right, say that one was part time or freelance.",
    )


CHECK = check
