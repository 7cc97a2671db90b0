"""Two statements of one line with a slash between them: "Teacher / Lake School".

In go the headers of a section, out come the same with such pieces cut in two. A slash also parts
two names of one thing ("Analyst / Programmer"), so that the section decides: no line with one
holds the same role twice, most hold two, and there are several, or both roles are named plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.pieces import Header, Piece, Scorer
from ats_service.engine.fields.rows import look_of

_SLASH = re.compile(r"\s+/\s+")
_SEVERAL = 2  # lines, and halves of one


def with_slashes(headers: Sequence[Header], first: Scorer, second: Scorer) -> Sequence[Header]:
    """Return the headers; "Teacher / Lake School" is two pieces where the section prints both so.

    Args:
        headers: of all entries of one section.
        first: how much a text sounds like the one role.
        second: the same for the other.
    """
    pairs = [pair for header in headers if (pair := _pair(header))]
    roles = [tuple(_role(half.text, first, second) for half in pair) for pair in pairs]
    told = sum(one != two for one, two in roles)
    if any(one == two != 0 for one, two in roles) or not 0 < len(roles) <= 2 * told:
        return headers
    if len(roles) < _SEVERAL and set(roles[0]) != {-1, 1}:
        return headers
    return [_cut(header, _pair(header)) for header in headers]


def _pair(header: Header) -> list[Chunk]:
    """Return the two statements of a header's first line, or nothing."""
    parts = header.pieces[0].chunk.split(_SLASH) if header.pieces else []
    return parts if len(parts) == _SEVERAL else []


def _role(text: str, first: Scorer, second: Scorer) -> int:
    """Return 1 where a text sounds more like the first role, -1 like the second, else 0."""
    lead = first(text) - second(text)
    return (lead > 0) - (lead < 0)


def _cut(header: Header, pair: list[Chunk]) -> Header:
    if pair:
        pieces = [*(Piece(half, look_of(half), 0) for half in pair), *header.pieces[1:]]
        header.pieces = [piece._replace(order=order) for order, piece in enumerate(pieces)]
    return header
