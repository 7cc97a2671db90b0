"""Several positions at one employer, whose name only the first of them prints.

Two cues, both of time, say that a position without an employer belongs to the one before: it ends
when that begins, as promotions do, or it lies within the whole time at an employer printed above
them. The name keeps its evidence; a position that no cue ties to an employer stays without one.
The line of the employer itself, with the whole time, is no job beside those of its positions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ats_service.engine.fields.entries import Entry
from ats_service.engine.lexicon.places import find_place

Job = dict[str, Any]
#: Months that may lie between the end of a position and the start of the next.
_CLOSE = 2
_NOW = 12 * 10_000


def with_employers(jobs: list[tuple[Entry, Job]]) -> Iterator[Job]:
    """Yield the jobs in order, with the employer of the one before where time says so."""
    named = list(_named(jobs))
    for number, job in enumerate(named):
        below = named[number + 1] if number + 1 < len(named) else None
        if not (below and _is_roof(job) and _is_under(below, job)):
            yield job


def _is_roof(job: Job) -> bool:
    """Return whether an entry is but the line of an employer with the whole time there."""
    return bool(job["name"]) and not (job["position"] or job["highlights"] or job["summary"])


def _is_under(job: Job, roof: Job) -> bool:
    same = job["name"] is not None and job["name"].value == roof["name"].value
    return same and bool(job["position"]) and _within(job, roof)


def _named(jobs: list[tuple[Entry, Job]]) -> Iterator[Job]:
    last: Job | None = None  # a position below its employer's line, or promoted from one
    roof: Job | None = None
    for entry, job in jobs:
        if job["name"] and not job["position"]:
            roof = job
        if not job["name"] and _titles(entry) == 1:
            above = roof if _within(job, roof) else last if _leads_to(job, last) else None
            job["name"] = above["name"] if above else None
            last = job if above else None
        else:
            last = job if _titles(entry) > 1 and not entry.header[0].is_anchor else None
        yield job


def _titles(entry: Entry) -> int:
    """Return how many lines of a header say more than when and where."""
    return sum(any(not find_place(part.text) for part in row.rest) for row in entry.header)


def _within(job: Job, roof: Job | None) -> bool:
    if roof is None or not (_month(job, "startDate") and _month(roof, "startDate")):
        return False
    return _month(roof, "startDate") <= _month(job, "startDate") and _end(job) <= _end(roof)


def _leads_to(job: Job, later: Job | None) -> bool:
    if later is None or not later["name"] or not later.get("startDate"):
        return False
    return abs(_end(job) - _month(later, "startDate")) <= _CLOSE


def _end(job: Job) -> int:
    return _month(job, "endDate") or _NOW


def _month(job: Job, key: str) -> int:
    """Return a date in months, 0 for none; a year alone is its January."""
    value = job.get(key)
    if not value:
        return 0
    year, _, month = value.value.partition("-")
    return 12 * int(year) + int(month or 1)
