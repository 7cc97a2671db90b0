"""Tables of a DOCX: their rows and cells, and the cells that date what stands beside them.

In goes the XML of a table, out come its parts, through the content controls, custom XML and
tracked insertions that may stand around rows and cells; what was deleted is left out. A cell
dates the others of its row where a short line of it is all it holds and says when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from ats_service.engine.lexicon.dates import find_periods, is_now, without_dates
from ats_service.engine.readers.docx_styles import W

_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
#: Letters beside the date in such a cell: a place, "Part-time".
_BESIDE = 24


def parts_of(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, whatever is wrapped around them."""
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _AROUND:
            stack.extend(reversed(child))


def dated_cells(cells: Sequence[Sequence[etree._Element]]) -> set[int]:
    """Return which cells of a row do nothing but date the others; none where all do."""
    dates = {number for number, blocks in enumerate(cells) if _is_date(blocks)}
    return dates if len(dates) < len(cells) else set()


def _is_date(blocks: Sequence[etree._Element]) -> bool:
    if len(blocks) != 1 or blocks[0].tag != f"{W}p":
        return False
    text = text_of(blocks[0])
    if not find_periods(text):
        return is_now(text)
    return sum(sign.isalpha() for sign in without_dates(text)) <= _BESIDE


def text_of(block: etree._Element) -> str:
    """Return the bare text of a paragraph or table, tabs and breaks as blanks."""
    nodes = block.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen")
    signs = {f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "-"}
    return "".join(signs.get(str(node.tag)) or node.text or "" for node in nodes).strip()
