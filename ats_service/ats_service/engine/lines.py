"""Words of a page -> segments of a baseline, and segments of a column -> lines.

In go spans with their boxes, out come lines of cells, each with the blank above it in heights of
the line. The cues are baselines, blanks measured in the size of the letters, and which words the
file prints in one go: words printed apart need less blank between them to be cells of their own.
A cell so narrow that every word is broken is put together again.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from ats_service.engine.chunk import Chunk
from ats_service.engine.columns import Segment
from ats_service.engine.document import BULLETS, Box, Page, Span, Style, around

#: Blank, in font sizes, that ends a cell of a line.
_CELL_GAP = 1.35
#: The same where the words before and after it were printed apart from each other.
_RUN_GAP = 0.75
_NARROW = 60.0  # points: a column that breaks nearly every word
_PIECES = 24  # lines over which a cell of such a column may be broken


@dataclass(frozen=True)
class Line:
    """One line of one column; wide blanks cut it into cells."""

    cells: tuple[Chunk, ...]
    page: int
    column: str = "main"  # "main" or "side"
    bullet: bool = False
    above: float = 0.0  # blank over it, in heights of the line

    @cached_property
    def chunk(self) -> Chunk:
        """Return the whole line as one chunk."""
        return Chunk.join(self.cells)

    @property
    def text(self) -> str:
        """Return the text of the line."""
        return self.chunk.text

    @cached_property
    def box(self) -> Box:
        """Return the box around the line."""
        return around(cell.box for cell in self.cells)

    @property
    def style(self) -> Style:
        """Return the style of the first cell."""
        return self.cells[0].style

    @property
    def heading(self) -> int:
        """Return the level the format itself marks as a heading, or 0."""
        return self.cells[0].marks[0][2].style.heading


def segments_of(page: Page) -> list[Segment]:
    """Return the visible words of a page, joined where no wide blank parts them."""
    spans = sorted((s for s in page.spans if not s.hidden), key=lambda s: (s.base, s.box.left))
    dots = page.regions.get("dots", ())
    segments: list[Segment] = []
    for row in _baselines(spans):
        segments += [_marked(part, dots) for part in _cells(row)]
    return segments


def _baselines(spans: Sequence[Span]) -> Iterable[list[Span]]:
    row: list[Span] = []
    for span in spans:
        size = min(span.box.height, row[0].box.height) if row else 0.0
        if row and span.base - row[0].base > max(0.7, 0.15 * size):
            yield sorted(row, key=lambda item: item.box.left)
            row = []
        row.append(span)
    if row:
        yield sorted(row, key=lambda item: item.box.left)


def _cells(row: list[Span]) -> Iterable[list[Span]]:
    """Cut a line at wide blanks, and where words printed apart lie over each other."""
    runs: dict[int, list[Span]] = {}
    for span in row:
        runs.setdefault(span.run, []).append(span)
    cell: list[Span] = []
    for run in sorted(runs.values(), key=lambda spans: spans[0].box.left):
        for number, span in enumerate(run):
            gap = span.box.left - cell[-1].box.right if cell else 0.0
            limit = _RUN_GAP if number == 0 else _CELL_GAP
            if cell and (gap > limit * _size(span) or (number == 0 and gap < -_size(span) / 2)):
                yield cell
                cell = []
            cell.append(span)
    yield cell


def _size(span: Span) -> float:
    return max(4.0, span.style.size)


def _marked(spans: list[Span], dots: Sequence[Box]) -> Segment:
    """Return a segment; it is a list item where a small shape is drawn right before it."""
    first = spans[0].box
    middle, reach = (first.top + first.bottom) / 2, 2.4 * first.height
    drawn = any(
        first.left - reach < dot.left < first.left and abs((dot.top + dot.bottom) / 2 - middle) < 3
        for dot in dots
    )
    return Segment(tuple(spans), spans[0].bullet or drawn)


def lines_of(segments: list[Segment], column: str) -> list[Line]:
    """Return the lines of one column, top to bottom, each with the blank above it."""
    rows = _rows(segments)
    pitch = median([row[0].box.height for row in rows]) if rows else 1.0
    lines: list[Line] = []
    end = None
    for row in rows:
        box = around(item.box for item in row)
        above = (box.top - end) / max(pitch, 1.0) if end is not None else 9.0
        end = box.bottom
        lines.append(_line(row, column, max(0.0, above)))
    return _healed([line for line in lines if line.cells])


def _healed(lines: list[Line]) -> list[Line]:
    """Return the lines with first cells whole that a very narrow column broke at hyphens."""
    healed: list[Line] = []
    for line in _gathered(lines):
        if healed and _breaks_word(healed[-1], line):
            above = healed[-1]
            first = Chunk.join([above.cells[0].trim("-"), line.cells[0]], "")
            healed[-1] = replace(above, cells=(first, *above.cells[1:]))
        else:
            healed.append(line)
    return healed


def _gathered(lines: list[Line]) -> list[Line]:
    """Return the lines; pieces of a narrow cell above and below its row are put into it."""
    gathered: list[Line] = []
    at = 0
    while at < len(lines):
        group = _narrow_group(lines[at : at + _PIECES])
        if group:
            narrow = [line.cells[0] for line in group if _is_narrow(line)]
            row = next(line for line in group if not _is_narrow(line))
            cell = narrow[0]
            for piece in narrow[1:]:
                glue = "" if cell.text.endswith("-") else " "
                cell = Chunk.join([cell.trim("-"), piece], glue)
            gathered.append(replace(row, cells=(cell, *row.cells), above=group[0].above))
        gathered += [] if group else [lines[at]]
        at += max(1, len(group))
    return gathered


def _narrow_group(lines: list[Line]) -> list[Line]:
    """Return the row and the narrow lines around it that begin ``lines``, or nothing."""
    group: list[Line] = []
    for line in lines:
        if group and line.above > 0.6:
            break
        if not _is_narrow(line) and any(not _is_narrow(other) for other in group):
            break
        group.append(line)
    wide = [line for line in group if not _is_narrow(line)]
    narrow = [line.cells[0] for line in group if _is_narrow(line)]
    if len(wide) != 1 or len(narrow) < 2 or not any(c.text.endswith("-") for c in narrow):
        return []
    edge = wide[0].cells[0].box.left
    aligned = all(abs(cell.box.left - narrow[0].box.left) < 3 for cell in narrow)
    return group if aligned and all(cell.box.right < edge for cell in narrow) else []


def _is_narrow(line: Line) -> bool:
    return len(line.cells) == 1 and line.box.width < _NARROW and not line.bullet


def _breaks_word(above: Line, line: Line) -> bool:
    if len(above.cells) < 2 or len(line.cells) != 1 or not above.cells[0].text.endswith("-"):
        return False
    cell = line.cells[0]
    return (
        cell.box.width < _NARROW
        and abs(cell.box.left - above.cells[0].box.left) < 3
        and line.above < 1
        and cell.text[:1].islower()
    )


def _rows(segments: list[Segment]) -> list[list[Segment]]:
    """Join segments that stand side by side: same baseline, or most of their height shared."""
    rows: list[_Row] = []
    for item in sorted(segments, key=lambda s: (s.base, s.box.left)):
        if not rows or not rows[-1].add(item):
            rows.append(_Row(item))
    return [row.segments for row in rows]


class _Row:
    """Segments side by side, left to right; as none lies over another, neighbours tell of all."""

    def __init__(self, first: Segment) -> None:
        self.first, self.segments, self._lefts = first.box, [first], [first.box.left]

    def add(self, item: Segment) -> bool:
        """Add a segment where it is beside those of the row; return whether it was."""
        at = bisect(self._lefts, item.box.left)
        near = self.segments[max(0, at - 1) : at + 1]
        if any(s.box.left < item.box.right and item.box.left < s.box.right for s in near):
            return False
        shared = min(self.first.bottom, item.box.bottom) - max(self.first.top, item.box.top)
        if shared <= 0.6 * min(self.first.height, item.box.height):
            return False
        self.segments.insert(at, item)
        self._lefts.insert(at, item.box.left)
        return True


def _line(row: list[Segment], column: str, above: float) -> Line:
    cells: list[Chunk] = []
    bullet = row[0].bullet
    for number, segment in enumerate(row):
        chunk = Chunk.of(segment.spans)
        if number == len(cells) == 0 and _starts_item(chunk) and not chunk.links:
            bullet = True
            chunk = chunk.cut(1, len(chunk.text))
        if any(sign.isalnum() for sign in chunk.text) or chunk.links:
            cells.append(chunk)
    return Line(tuple(cells), row[0].spans[0].page, column, bullet, above)


def _starts_item(chunk: Chunk) -> bool:
    text = chunk.text
    return text[:1] in BULLETS and (len(text) == 1 or text[1].isspace() or text[0] in "•●▪■➢►")
