"""Sections that every system looks for.

In goes the résumé, out comes a finding for work, education and skills where nothing was read:
either the section is not there, or its heading says it in words nobody looks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_SECTIONS = (
    ("work", "warning", "jobs", "Experience"),
    ("education", "notice", "schools or degrees", "Education"),
    ("skills", "notice", "skills", "Skills"),
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per section of which nothing was found."""
    for key, severity, what, title in _SECTIONS:
        if not subject.resume.get(key):
            yield Finding(
                rule="sections-missing",
                severity=severity,
                message=f"No {what} were found.",
                seen="nothing",
                advice=f'Put them under a plain heading in a line of its own, such as "{title}".',
            )


CHECK = check
