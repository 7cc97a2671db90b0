"""Periods that end before they start, or start after today.

In go the periods of jobs and schools, out comes a finding for each whose end lies before its start
or whose start lies after the day of reading: a slip of the pen that costs years of experience in
any count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ats_service.engine.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per impossible period of work or education."""
    today = subject.as_of.isoformat()
    for section in ("work", "education"):
        for number, entry in enumerate(subject.resume.get(section, ())):
            start, end = entry.get("startDate", ""), entry.get("endDate", "")
            if start and end and end < start[: len(end)]:
                yield _finding(subject, section, number, "ends before it starts")
            elif section == "work" and start > today:
                yield _finding(subject, section, number, "starts in the future")


def _finding(subject: Subject, section: str, number: int, why: str) -> Finding:
    spans = subject.evidence(f"/{section}/{number}/startDate")
    span: dict[str, Any] = spans[0] if spans else {"text": "", "page": None, "box": None}
    return Finding(
        rule="dates-impossible",
        severity="warning",
        message=f"A period {why}: {span['text']}.",
        seen=str(span["text"]),
        advice="Correct the dates; write the month as a word to leave no doubt about the order.",
        page=span["page"],
        box=tuple(span["box"]) if span["box"] else None,
    )


CHECK = check
