"""Jobs without readable dates: years of experience cannot be counted.

In go the jobs, out comes a finding for each without a start. The cue is the résumé as read: a date
that could not be read is as good as none.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per job without a start."""
    for number, job in enumerate(subject.resume.get("work", ())):
        if not job.get("startDate"):
            title = job.get("position") or job.get("name") or "A job"
            page, box = _place(subject, number)
            yield Finding(
                rule="dates-missing",
                severity="warning",
                message=f"No date could be read for {title}.",
                seen=title,
                advice='Print start and end beside each job, for instance "May 2021 - Present".',
                page=page,
                box=box,
            )


def _place(
    subject: Subject, number: int
) -> tuple[int | None, tuple[float, float, float, float] | None]:
    for field in ("position", "name"):
        for span in subject.evidence(f"/work/{number}/{field}"):
            box = span["box"]
            return span["page"], tuple(box) if box else None
    return None, None


CHECK = check
