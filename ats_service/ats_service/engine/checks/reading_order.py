"""Files whose text is stored in another order than it is read: simple parsers mix it up.

In go the lines in the order a person reads them, out comes a finding where more than an eighth of
them stand before their predecessor in the file: a simple extractor prints them in that order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ats_service.engine.finding import Finding, Subject, place
from ats_service.engine.lines import Line

#: Share of lines that may stand before their predecessor in the file.
_JUMPS = 0.12


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding where many lines are stored before those a person reads first."""
    lines = subject.layout.lines
    if not subject.document.paged or len(lines) < 10:
        return
    order = {
        id(span): number
        for number, span in enumerate(s for page in subject.document.pages for s in page.spans)
    }
    jumps = [
        (above, below)
        for above, below in pairwise(lines)
        if above.page == below.page and _first(below, order) < _first(above, order)
    ]
    if len(jumps) > _JUMPS * len(lines):
        yield _finding(*jumps[0], len(jumps), len(lines))


def _first(line: Line, order: dict[int, int]) -> int:
    return min(order.get(id(mark[2]), 0) for cell in line.cells for mark in cell.marks)


def _finding(above: Line, below: Line, jumps: int, lines: int) -> Finding:
    return Finding(
        rule="reading-order",
        severity="warning",
        message=f"{jumps} of {lines} lines are stored in another order than they are read.",
        seen=f'"{below.text[:60]}" before "{above.text[:60]}"',
        advice="Export from the program that made the document, or use a template in one column.",
        page=below.page,
        box=place(below.box),
    )


CHECK = check
