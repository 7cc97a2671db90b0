"""Reading order by geometry: columns told from gutters, side bars set apart, margins left out.

In goes a `Document`, out come its visible lines in the order a person reads them: head, side bars
over all pages, main column over all pages. Which words stand beside which is asked of `columns`
page by page; a later page has a side bar only where the first one has it. Lines at the edges of
pages that recur, digits aside, and page numbers are running heads and are dropped. The order in
which the file stores its words is not used: it often is another one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ats_service.engine.chunk import Chunk
from ats_service.engine.columns import Segment, Split, find_splits
from ats_service.engine.document import Document, Page, Span
from ats_service.engine.lexicon import section_of
from ats_service.engine.lines import Line, lines_of, segments_of

_MARGIN = 0.09  # part of a page's height in which running heads and page numbers stand
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?i)^(?:.{0,60}\s[–—-]\s)?(?:page|seite|página|pag\.?|p\.)?\s*\d{1,2}\s*"
    r"(?:(?:/|of|von|de|sur)\s*\d{1,2})?$"
    r"|^(?:last updated|updated|zuletzt aktualisiert|dernière mise à jour|última actualización"
    r"|actualizado)\b.{0,30}$"
)


#: A number that says itself what it is, wherever the text of a page ends.
_NUMBERED_PAGE = re.compile(
    r"(?i)(?:page|seite|página|pág\.?|pag\.?)\s*\d{1,2}\s*(?:of|/|von|de|sur)\s*\d{1,2}"
)


@dataclass(frozen=True)
class Layout:
    """The lines of a document in reading order, and how sure that order is."""

    lines: tuple[Line, ...]
    columns: int = 1
    hidden: tuple[Span, ...] = ()
    running: tuple[str, ...] = ()  # texts of running heads and feet that were left out
    source: str = ""  # a site whose pages all look alike and are read by their places

    @property
    def text(self) -> str:
        """Return what a machine sees: one line of text per line, cells apart by a tab."""
        return "\n".join("\t".join(cell.text for cell in line.cells) for line in self.lines)


def lay_out(document: Document) -> Layout:
    """Return the visible lines of ``document`` in the order a person reads them.

    Header lines come first, then side bars over all pages, then the main column over all pages.
    """
    pages = [segments_of(page) for page in document.pages]
    running = _running_heads(document, pages) if document.paged else set()
    groups: dict[str, list[Line]] = {"head": [], "side": [], "main": []}
    columns, first = 1, [Split(0, 0, 0)]
    for number, segments in enumerate(pages):
        body = [item for item in segments if not _is_margin(item, running, document.pages[number])]
        splits = find_splits(body) if document.paged else []
        splits = splits if number == 0 else [_like_first(split, first) for split in splits]
        first = first if number else splits
        columns = max(columns, 1 + bool(splits))
        for name, part in _streams(body, splits):
            group = "main" if name == "head" and number else name
            groups[group] += lines_of(part, "side" if name == "side" else "main")
    lines = groups["head"] + groups["side"] + groups["main"]
    lines = lines if document.paged else _with_dashes(lines)
    hidden = tuple(span for page in document.pages for span in page.spans if span.hidden)
    return Layout(tuple(lines), columns, hidden, tuple(sorted(text for text, _ in running)))


def _with_dashes(lines: list[Line]) -> list[Line]:
    """Return the lines of a document that marks its lists itself, "- 2020" joined to "2019".

    There a dash at the start of a line is no list mark, and the line goes on with the one before;
    below a heading such lines are a list that somebody typed.
    """
    if not any(mark[2].bullet for line in lines for mark in line.cells[0].marks[:1]):
        return lines
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        listed = above is None or _is_dashed(above) or section_of(above.text)
        if above is not None and _is_dashed(line) and not listed:
            last = Chunk.join([above.cells[-1], line.cells[0]], " – ")
            joined[-1] = replace(above, cells=(*above.cells[:-1], last, *line.cells[1:]))
        else:
            joined.append(line)
    return joined


def _is_dashed(line: Line) -> bool:
    """Return whether a line has a typed mark, not one of the word processor's own."""
    return line.bullet and not line.cells[0].marks[0][2].bullet


def _like_first(split: Split, first: list[Split]) -> Split:
    """Return a later page's split as a side bar only if the first page has one there."""
    if any(other.side == split.side and abs(other.x - split.x) < 12 for other in first):
        return split
    return replace(split, side="")


def _is_margin(item: Segment, running: set[tuple[str, int]], page: Page) -> bool:
    """Return whether a segment is a running head, a page number or a date of printing."""
    if _masked(item) in running or _NUMBERED_PAGE.fullmatch(item.text):
        return True
    edge = page.height * _MARGIN
    outer = item.box.bottom < edge or item.box.top > page.height - edge
    return outer and bool(_PAGE_NUMBER.search(item.text))


def _masked(segment: Segment) -> tuple[str, int]:
    return _DIGITS.sub("#", segment.text), round(segment.box.top / 4)


def _running_heads(document: Document, pages: list[list[Segment]]) -> set[tuple[str, int]]:
    """Return texts (digits masked) and heights that recur at the edges of pages."""
    if len(pages) < 2:
        return set()
    seen: Counter[tuple[str, int]] = Counter()
    for page, segments in zip(document.pages, pages, strict=True):
        edge = page.height * _MARGIN
        seen.update(
            {
                _masked(item)
                for item in segments
                if item.box.bottom < edge or item.box.top > page.height - edge
            }
        )
    return {key for key, count in seen.items() if count >= max(2, len(pages) * 0.6)}


def _streams(body: list[Segment], splits: list[Split]) -> Iterable[tuple[str, list[Segment]]]:
    """Cut a page into parts that are read one after the other, each with its stream."""
    rest = body
    for split in splits:
        over = [item for item in rest if item.box.bottom <= split.top + 1]
        inside = [item for item in rest if split.holds(item)]
        taken = {id(item) for item in (*over, *inside)}
        if over:
            yield ("head" if split.side else "main"), over
        left = [item for item in inside if item.box.left < split.x]
        right = [item for item in inside if item.box.left >= split.x]
        yield from split.names(left, right)
        rest = [item for item in rest if id(item) not in taken]
    if rest:
        yield "main", rest
