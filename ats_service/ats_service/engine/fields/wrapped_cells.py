"""Rows of tables whose cells are wrapped: lines of cells -> one line a row.

In go the lines of a section, out come fewer. A line goes on with the one above where its cells
stand below cells of that, or where the narrow first cell broke inside a phrase.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from ats_service.engine.chunk import Chunk
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.lines import Line

#: A cell that ends so goes on in the next line.
BROKEN = re.compile(r"\w-$|\b(?:of|in|and|der|für|und|de|en|et|y)$", re.IGNORECASE)
#: Lines that a row may have; a hostile table has no end.
_ROW_LINES = 20


def unwrapped_cells(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with wrapped cells of one table row joined again, column by column."""
    joined: list[Line] = []
    height = 0  # lines of the row that is open
    for line in lines:
        cells = _whole_cells(joined[-1], line) if 0 < height < _ROW_LINES else None
        if cells is None:
            joined.append(line)
        else:
            joined[-1] = replace(joined[-1], cells=cells)
        height = height + 1 if cells else 1
    return joined


def _whole_cells(above: Line, line: Line) -> tuple[Chunk, ...] | None:
    """Return the cells of two lines as one row, or None where each is a row of its own."""
    if _wraps_cells(above, line):
        return _column_wise(above, line)
    return _longer_first(above, line) if _wraps_first(above, line) else None


def _wraps_cells(above: Line, line: Line) -> bool:
    if len(above.cells) < 3 or line.bullet or above.bullet or line.above > 0.6:
        return False
    if line.cells[-1].style != above.cells[-1].style or find_periods(line.text):
        return False
    last = abs(line.cells[-1].box.left - above.cells[-1].box.left) < 3
    lefts = [cell.box.left for cell in above.cells]
    return last and all(abs(lefts[_nearest(lefts, c)] - c.box.left) < 3 for c in line.cells)


def _wraps_first(above: Line, line: Line) -> bool:
    """Return whether a line is the rest of the narrow first cell above, broken inside a phrase."""
    if len(above.cells) < 2 or len(line.cells) > 1 or line.bullet or line.above > 0.6:
        return False
    first, cell = above.cells[0], line.cells[0]
    below = abs(first.box.left - cell.box.left) < 1 and cell.box.right < above.cells[1].box.left
    return below and first.style == cell.style and bool(BROKEN.search(first.text))


def _longer_first(above: Line, line: Line) -> tuple[Chunk, ...]:
    first, cell = above.cells[0], line.cells[0]
    whole = (
        Chunk.join([first.trim("-"), cell], "")
        if first.text.endswith("-")
        else Chunk.join([first, cell])
    )
    return whole, *above.cells[1:]


def _column_wise(above: Line, line: Line) -> tuple[Chunk, ...]:
    cells, lefts = list(above.cells), [cell.box.left for cell in above.cells]
    for cell in line.cells:
        index = _nearest(lefts, cell)
        cells[index] = Chunk.join([cells[index], cell])
    return tuple(cells)


def _nearest(lefts: list[float], cell: Chunk) -> int:
    """Return which of the left edges, in order, is the nearest to that of a cell."""
    at = bisect(lefts, cell.box.left)
    around = range(max(0, at - 1), min(at + 1, len(lefts)))
    return min(around, key=lambda number: abs(lefts[number] - cell.box.left))
