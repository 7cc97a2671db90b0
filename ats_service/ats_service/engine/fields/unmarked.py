"""Lists without marks: statements in lines of their own below a job are its highlights.

In go the entries of a section, out come the same with the first line of each such statement
marked as a list item. A statement ends where the next word would have fitted into its last line,
and a list is several short ones: three of them below one entry, or two that are indented. Text of
several sentences is a summary, as is a first line that stands left of the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ats_service.engine.fields.entries import Entry
from ats_service.engine.fields.rows import Row, is_caption
from ats_service.engine.lexicon.places import find_place

#: Words of the longest statement; statements that make a list, and a list that is indented.
_WORDS, _SEVERAL, _FEW = 30, 3, 2
_SENTENCES = re.compile(r"[^\W\d_]{2}[.!?]\s+[^\W\d_a-zà-ÿ]")
#: Points by which a list is indented; spaces of room at the end of a line that goes on.
_INDENT, _ROOM = 6.0, 3
#: Part of an edge from which a line reaches it.
_NEAR = 0.985

Statement = list[int]  # places of its rows in the body of an entry


def with_marks(entries: Sequence[Entry], right: float) -> Sequence[Entry]:
    """Return the entries with lists that have no marks marked.

    Args:
        entries: of one section.
        right: the edge at which lines break, in points; infinite where none does.
    """
    edge = _edge([row for entry in entries for row in entry.body], right)
    lists = [_list_of(entry, edge) for entry in entries]
    pairs = list(zip(entries, lists, strict=True))
    if not any(len(found) >= _enough(entry, found) for entry, found in pairs):
        return entries
    return [_marked(entry, found) if len(found) >= _FEW else entry for entry, found in pairs]


def _edge(rows: Sequence[Row], right: float) -> float:
    """Return where lines of text break: the edge of the section, or one that several reach."""
    ends = [row.line.box.right for row in rows if len(row.line.cells) == 1]
    farthest = max(ends, default=0.0)
    several = sum(end > _NEAR * farthest for end in ends) >= _SEVERAL
    return farthest if several else right


def _enough(entry: Entry, found: Sequence[Statement]) -> int:
    indented = bool(found) and _left(entry, found[0]) > entry.header[0].line.box.left + _INDENT
    return _FEW if indented else _SEVERAL


def _left(entry: Entry, statement: Statement) -> float:
    return entry.body[statement[0]].line.box.left


def _list_of(entry: Entry, right: float) -> list[Statement]:
    """Return the statements of an entry that may be its list; none where it has a marked one."""
    if not entry.header or any(row.line.bullet or is_caption(row) for row in entry.body):
        return []
    found = _statements(entry.body, right)
    if found[1:] and _left(entry, found[0]) < _left(entry, found[1]) - _INDENT:
        found = found[1:]
    looks = {entry.body[at].look for statement in found for at in statement}
    return found if len(looks) == 1 and all(_is_short(entry, one) for one in found) else []


def _statements(rows: Sequence[Row], right: float) -> list[Statement]:
    found: list[Statement] = []
    for at, row in enumerate(rows):
        if row.periods or len(row.line.cells) > 1 or find_place(row.line.text):
            continue
        if found and found[-1][-1] == at - 1 and _goes_on(rows[at - 1], row, right):
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _goes_on(above: Row, row: Row, right: float) -> bool:
    """Return whether a line was broken: it had no room for the next word, or that begins small."""
    text, box = row.line.text, row.line.box
    letter = box.width / max(1, len(text))
    room = right - above.line.box.right - letter * (len(text.split()[0]) + _ROOM)
    return text[:1].islower() or room < 0


def _is_short(entry: Entry, statement: Statement) -> bool:
    text = " ".join(entry.body[at].line.text for at in statement)
    return len(text.split()) <= _WORDS and not _SENTENCES.search(text)


def _marked(entry: Entry, found: Sequence[Statement]) -> Entry:
    first = {statement[0] for statement in found}
    body = [
        replace(row, line=replace(row.line, bullet=True)) if at in first else row
        for at, row in enumerate(entry.body)
    ]
    return replace(entry, body=body)
