"""Contact details in the header or footer of a word processor's page, which many systems skip.

In go the basics, out comes a finding for each value that the whole text holds once, and the header
or footer holds. Readers that walk the body of a file only never meet it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per means of contact that stands only in a header or footer."""
    margins = [note.text for note in subject.document.noted("header", "footer")]
    for field in ("email", "phone", "name"):
        value = subject.resume.get("basics", {}).get(field)
        times = subject.layout.text.count(value) if value else 0
        if value and times <= 1 and any(value in margin for margin in margins):
            yield Finding(
                rule="contact-in-margin",
                severity="warning",
                message=f"{value} stands only in the header or footer of the page.",
                seen="nothing, in systems that skip headers and footers",
                advice="Move your name and contact details into the body of the first page.",
            )


CHECK = check
