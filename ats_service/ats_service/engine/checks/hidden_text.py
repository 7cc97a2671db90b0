"""Words that a machine reads and a person cannot see: they look like an attempt to cheat.

In go the spans that the reader set apart as white, tiny, off the page or drawn invisibly, out
comes a finding for each page and way of hiding, with the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ats_service.engine.document import Span
from ats_service.engine.finding import Finding, Subject, place

_WHY = {
    "invisible": "is printed invisibly",
    "no-contrast": "has the colour of its background",
    "tiny": "is too small to read",
    "off-page": "lies outside of the page",
}
_SHOWN = 200  # characters


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per page and kind of hiding."""
    spans = [span for span in subject.layout.hidden if any(sign.isalnum() for sign in span.text)]
    spans.sort(key=lambda span: (span.page, span.hidden))
    for (page, why), group in groupby(spans, key=lambda span: (span.page, span.hidden)):
        yield _finding(page, why, list(group), subject.document.paged)


def _finding(page: int, why: str, spans: list[Span], paged: bool) -> Finding:
    box = spans[0].box
    for span in spans[1:]:
        box = box.union(span.box)
    return Finding(
        rule="hidden-text",
        severity="error",
        message=f"Text of {len(spans)} words {_WHY.get(why, 'cannot be seen')}.",
        seen=" ".join(span.text for span in spans)[:_SHOWN],
        advice="Delete it, or print it visibly: hidden text gets applications rejected.",
        page=page if paged else None,
        box=place(box) if paged else None,
    )


CHECK = check
