"""Pages drawn from plain text: what stands in a column of letters stands there on the page.

"= " makes the name of the person, "# " a heading, stars around a cell make it bold; three blanks
part cells, a form feed parts pages.
"""

from __future__ import annotations

import re

from engine_builders import Words, pdf

_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_LEFT, _TOP, _LETTER, _LINE, _BLANK = 40.0, 50.0, 5.2, 14.0, 9.0  # in points


def drawn(text: str) -> bytes:
    """Return a PDF that shows ``text`` as it is laid out."""
    return pdf(*(_page(page) for page in text.split("\f")))


def _page(text: str) -> list[Words]:
    words: list[Words] = []
    y = _TOP
    for line in text.strip("\n").splitlines():
        words += [_cell(hit[0], _LEFT + hit.start() * _LETTER, y) for hit in _CELL.finditer(line)]
        y += _LINE if line.strip() else _BLANK
    return words


def _cell(text: str, x: float, y: float) -> Words:
    for mark, size in (("= ", 20), ("# ", 13)):
        if text.startswith(mark):
            return Words(x, y, text.removeprefix(mark), size, bold=True)
    return Words(x, y, text.strip("*"), 10, bold=text.startswith("*"))
