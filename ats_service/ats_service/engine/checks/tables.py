"""Tables on a page: read from left to right, their wrapped cells run into each other.

In go the lines of pages, out comes a finding for each run of three rows or more whose cells, three
or more, start at the same places and hold more than single terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ats_service.engine.finding import Finding, Subject, place
from ats_service.engine.lines import Line

#: Rows below each other, and cells at the same places in them, that make a table.
_ROWS, _CELLS, _MOST_CELLS = 3, 3, 40
#: How far the left edges of one column may differ, in points.
_EDGE = 4.0
#: Words from which a cell holds text; below, it is one of a list of terms.
_WORDS = 2


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per table: rows of cells at the same places that hold more than terms."""
    if not subject.document.paged:
        return
    for rows in _tables(subject.layout.lines):
        words = [len(cell.text.split()) for row in rows for cell in row.cells]
        if sum(words) >= _WORDS * len(words):
            box = rows[0].box
            for row in rows[1:]:
                box = box.union(row.box)
            yield Finding(
                rule="tables",
                severity="notice",
                message=f"A table of {len(rows)} lines holds text.",
                seen="  ".join(cell.text for cell in rows[0].cells)[:160],
                advice="Write each row as a line of its own, with commas or a tab between.",
                page=rows[0].page,
                box=place(box),
            )


def _tables(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Yield runs of lines in which at least `_CELLS` cells stand where those above do."""
    runs: list[list[Line]] = []
    for _, page in groupby(lines, key=lambda line: (line.page, line.column)):
        rows: list[Line] = []
        for line in page:
            if rows and _aligned(rows[-1], line) < _CELLS:
                runs.append(rows)
                rows = []
            if _CELLS <= len(line.cells) <= _MOST_CELLS:
                rows.append(line)
        runs.append(rows)
    yield from (rows for rows in runs if len(rows) >= _ROWS)


def _aligned(above: Line, below: Line) -> int:
    edges = [cell.box.left for cell in above.cells]
    return sum(any(abs(cell.box.left - edge) < _EDGE for edge in edges) for cell in below.cells)


CHECK = check
