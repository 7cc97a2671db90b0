"""Tables of studies whose first row says what stands in which column.

In go the lines of a section, out come its rows by column; nothing where no such table stands there
or where a row has more or fewer cells than the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ats_service.engine.chunk import Chunk
from ats_service.engine.lines import Line

#: What the head of a column says, the first that fits.
_HEADS = {
    "degree": r"(?:name of )?(?:the )?(?:course|degree|qualification|exam(?:ination)?|class|"
    r"standard|programme)(?: ?/ ?\w+)?(?: passed| name)?",
    "school": r"(?:name of )?(?:the )?(?:school|college|institut(?:e|ion))(?: ?/ ?\w+){0,2}",
    "board": r"(?:board|university)(?: ?(?:/|of|&) ?\w+)?",
    "dates": r"(?:passing )?(?:year|date|period|duration|session|month)s?"
    r"(?: ?(?:of|&|/) ?[\w ]+)?",
    "score": r"(?:aggregate|marks?|percent(?:age)?|c?gpa|grades?|division|result|score|%)"
    r"(?: ?(?:/|of|in|obtained|or|\() ?[\w %/]*\)?)?",
}
_FEWEST = 3


def rows_of(lines: Sequence[Line]) -> list[dict[str, Chunk]] | None:
    """Return the cells of each row by ``degree``, ``school``, ``dates`` and ``score``, or None.

    Where no column is for schools, that of boards and universities is.
    """
    if len(lines) < 2:
        return None
    heads = [_head(cell) for cell in lines[0].cells]
    rows = [line.cells for line in lines[1:]]
    if len(heads) < _FEWEST or "" in heads or any(len(row) != len(heads) for row in rows):
        return None
    if "degree" not in heads or not {"school", "board"} & set(heads):
        return None
    heads = [head if head != "board" or "school" in heads else "school" for head in heads]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _head(cell: Chunk) -> str:
    text = cell.text.strip(" :.").casefold()
    return next((name for name, words in _HEADS.items() if re.fullmatch(words, text)), "")
