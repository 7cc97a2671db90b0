"""A document -> its lines in reading order, where it is a profile that LinkedIn saved as PDF.

The site prints every profile in one way, so that the place of a word says what it is: a side bar
(contact, top skills, languages, certificates) at the left of all pages, at its right the name as
the largest text, headline, place, and the sections; at the foot "Page 1 of 3". What goes in is
any document; what comes out are its lines as `layout` gives them, or nothing where it is none.
The cues are the word "(LinkedIn)" behind an address in the side bar, the foot, and a largest text
that begins behind the first third of the page. An address that wraps in the narrow bar is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ats_service.engine.chunk import Chunk
from ats_service.engine.columns import Segment
from ats_service.engine.document import Document, Page, Span
from ats_service.engine.layout import Layout
from ats_service.engine.lexicon import section_of
from ats_service.engine.lines import Line, lines_of, segments_of

#: What `Layout.source` says of such a document.
SOURCE = "linkedin"
_FOOT = re.compile(r"(?i)^(?:page|seite|página|pagina)\s+\d{1,2}\s+(?:of|von|de|sur)\s+\d{1,2}$")
_MARK = "(LinkedIn)"
#: Parts of a page's width behind which the main column begins, and of its height with the foot.
_MAIN, _FOOT_FROM = 0.3, 0.9
_SLACK = 6.0  # points by which a letter may reach over the edge of its column
#: An address whose label in brackets is still to come, and how another one begins.
_ADDRESS = re.compile(r"^(?:https?://|www\.)?[\w.-]+\.[a-z]{2,}(?:/[^\s()]*)?$")
_ANOTHER = re.compile(r"^(?:https?://|www\.)")
#: Blank over a line that goes on with the one above, and over one of a list, in its heights.
_WRAPPED, _NEXT = 0.3, 1.2


def lay_out_profile(document: Document) -> Layout | None:
    """Return the lines of a profile saved by LinkedIn, or None for any other document."""
    edge = _main_edge(document)
    if edge is None:
        return None
    side: list[Line] = []
    main: list[Line] = []
    for page in document.pages:
        body = [item for item in segments_of(page) if not _is_foot(item, page)]
        side += lines_of([item for item in body if item.box.left < edge], "side")
        main += lines_of([item for item in body if item.box.left >= edge], "main")
    first = next((n for n, line in enumerate(main) if section_of(line.text)), len(main))
    hidden = tuple(span for page in document.pages for span in page.spans if span.hidden)
    lines = (*main[:first], *_whole(side), *main[first:])
    return Layout(lines, columns=2, hidden=hidden, source=SOURCE)


def _main_edge(document: Document) -> float | None:
    """Return where the main column begins, or None where this is no such profile."""
    if document.kind != "pdf" or not document.pages or not document.pages[0].spans:
        return None
    page = document.pages[0]
    name = max(page.spans, key=lambda span: (span.style.size, -span.box.top))
    edge = name.box.left - _SLACK
    if edge < _MAIN * page.width or not any(_is_mark(span, edge) for span in page.spans):
        return None
    return edge if any(_is_foot(item, page) for item in segments_of(page)) else None


def _is_mark(span: Span, edge: float) -> bool:
    return span.text == _MARK and span.box.right < edge + _SLACK


def _is_foot(item: Segment, page: Page) -> bool:
    return item.box.top > _FOOT_FROM * page.height and bool(_FOOT.match(item.text))


def _whole(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of the side bar, those that one entry was wrapped into joined."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        if above is not None and _goes_on(above, line):
            broken = _ADDRESS.match(above.text) and not line.text.startswith("(")
            glue = "" if broken else " "
            cell = Chunk.join([above.chunk, line.chunk], glue)
            whole[-1] = replace(above, cells=(cell,))
        else:
            whole.append(line)
    return whole


def _goes_on(above: Line, line: Line) -> bool:
    if above.style.size != line.style.size or above.page != line.page:
        return False
    if _ADDRESS.match(above.text):
        return not _ANOTHER.match(line.text)
    return line.above < _WRAPPED <= above.above < _NEXT
