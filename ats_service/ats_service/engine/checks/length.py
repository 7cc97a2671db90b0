"""How long the document is.

In go the counts of pages and words, out comes at most one finding. More than three pages or 2,000
words are read by few; fewer than 80 words leave most questions open, or the text is a picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_MANY_PAGES, _MANY_WORDS, _FEW_WORDS = 3, 2_000, 80


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for documents of many pages or hardly any words."""
    pages = len(subject.document.pages) if subject.document.paged else 0
    words = len(subject.layout.text.split())
    if pages > _MANY_PAGES or words > _MANY_WORDS:
        yield Finding(
            rule="length",
            severity="notice",
            message=f"The document has {max(pages, 1)} pages and {words} words.",
            seen=f"{words} words",
            advice="Keep what matters for the job you apply for; two pages are read, five not.",
        )
    elif words < _FEW_WORDS:
        yield Finding(
            rule="length",
            severity="warning",
            message=f"The document has only {words} words of text.",
            seen=f"{words} words",
            advice="Check that the text is not part of a picture, and say more about each job.",
        )


CHECK = check
