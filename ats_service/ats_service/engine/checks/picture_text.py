"""Pages that are partly pictures: what is written in one does not exist for a machine.

In go the pictures of pages with text, out comes a finding for each that is large enough to hold a
section and is neither a photograph nor a ground under printed words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ats_service.engine.document import Box, Page
from ats_service.engine.finding import Finding, Subject, place

#: Part of the page, and height in points, from which a picture can hold a section of text.
_SHARE, _HEIGHT = 0.06, 30.0
#: Part of a page that only a background covers.
_BACKGROUND = 0.9
#: Pictures of one page that are told; a page of more is no résumé.
_MOST = 10
#: Words printed over a picture that show it to be a ground for them.
_OVER = 3
#: Pages with fewer words are pictures as a whole, which `picture_pages` tells.
_FEW_WORDS = 15


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per large picture beside the text that has no text over it."""
    for page in subject.document.pages:
        portraits = set(page.regions.get("portraits", ()))
        if len(page.spans) < _FEW_WORDS:
            continue
        large = (box for box in page.regions.get("pictures", ()) if _is_large(box, page))
        for box in islice(large, _MOST):
            if box not in portraits and not _is_ground(box, page):
                yield _finding(box, page)


def _is_large(box: Box, page: Page) -> bool:
    share = box.width * box.height / (page.width * page.height)
    return _SHARE <= share <= _BACKGROUND and box.height >= _HEIGHT


def _is_ground(box: Box, page: Page) -> bool:
    """Return whether words are printed over a picture."""
    over = sum(
        box.left <= span.box.left <= box.right and box.top <= span.base <= box.bottom
        for span in page.spans
        if not span.hidden
    )
    return over >= _OVER


def _finding(box: Box, page: Page) -> Finding:
    share = box.width * box.height / (page.width * page.height)
    return Finding(
        rule="picture-text",
        severity="notice",
        message=f"A picture covers {share:.0%} of page {page.number}.",
        seen="nothing, whatever is written in the picture",
        advice="Print as text what the picture says; where it says nothing, it can stay.",
        page=page.number,
        box=place(box),
    )


CHECK = check
