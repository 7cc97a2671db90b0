"""Bodies and periods of entries: paragraphs, list items, start and end.

Rows of a body go in, texts and items come out, wrapped lines joined: a line goes on where it
stands under the text of the item above, with no more than the usual blank between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.found import Found, found, joined
from ats_service.engine.fields.rows import Row, is_caption
from ats_service.engine.lexicon.dates import Period

#: What stands between a year and an end that a broken template could not print: "2019 - NaN".
_DASHED = re.compile(r"\s*[-–—]")


def items_of(rows: Sequence[Row]) -> tuple[list[Found], list[Found]]:
    """Return the paragraphs and the list items among the rows of a body, lines joined."""
    groups: list[tuple[bool, list[Row]]] = []
    listing = False
    for row in rows:
        if is_caption(row):
            listing = True
        elif groups and not row.line.bullet and _joins(groups[-1], row, 0.65 if listing else 1.6):
            groups[-1][1].append(row)
        else:
            groups.append((row.line.bullet or listing, [row]))
    texts = [joined([row.line.chunk for row in group], 0.85) for kind, group in groups if not kind]
    items = [joined([row.line.chunk for row in group], 0.9) for kind, group in groups if kind]
    return [text for text in texts if text], [item for item in items if item]


def _joins(group: tuple[bool, list[Row]], row: Row, limit: float) -> bool:
    bulleted, rows = group
    first, last = rows[0].line, rows[-1].line
    if last.page != row.line.page:
        return bulleted or not last.text.endswith((".", ":", "!"))
    left = row.line.box.left
    if bulleted:
        return left >= first.box.left - 3 and row.line.above < limit
    return abs(left - first.box.left) < 12 and row.line.above < 1.2


def period_fields(dates: tuple[Period, Chunk] | None, *, single: str) -> dict[str, Any]:
    """Return ``startDate`` and ``endDate``; a lone date is taken as ``single`` says.

    As "both", a lone year or season is the whole time, and a month but the start of one.
    ``current`` is True where the document itself says that the period goes on.
    """
    if dates is None:
        return {}
    period, cell = dates
    chunk = cell.cut(period.begin, period.finish)
    sure = 0.95 if len(period.start) > 4 else 0.85
    if period.single:
        keys = [single] if single != "both" else ["startDate", "endDate"]
        if len(period.start) > len("2016") or _DASHED.match(cell.text, period.finish):
            keys = keys[:1]
        return {key: found(chunk, sure - 0.1, period.start) for key in keys}
    fields: dict[str, Any] = {"startDate": found(chunk, sure, period.start)}
    if period.current:
        fields["current"] = True
    if period.end:
        fields["endDate"] = found(chunk, sure, period.end)
    return fields
