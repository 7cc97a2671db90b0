"""Name, e-mail and telephone: without them nobody can answer.

In go the basics, out comes a finding for each that is empty. What the reader did not find, other
readers may not find either, even where a person sees it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_FIELDS = (
    ("name", "error", "name", "Print your name alone in the first line, larger than the rest."),
    ("email", "error", "e-mail address", "Print your e-mail address below your name."),
    ("phone", "notice", "telephone number", "Print your number with its country code."),
)


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per means of contact that was not found."""
    basics = subject.resume.get("basics", {})
    for field, severity, title, advice in _FIELDS:
        if not basics.get(field):
            yield Finding(
                rule="contact-missing",
                severity=severity,
                message=f"No {title} was found.",
                seen="nothing",
                advice=advice,
            )


CHECK = check
