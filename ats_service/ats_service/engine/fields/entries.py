"""Sections made of entries: where one job, school or project ends and the next begins.

In go the lines of one section, out come entries of header and body. An entry begins at a line in
the look of the first one, where that differs from running text, or at a dated line behind the body
of another; without either, at a blank wider than usual.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.rows import Look, Row, is_caption, to_rows
from ats_service.engine.lexicon.dates import Period
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lines import Line


@dataclass
class Entry:
    """One job, school, project or certificate."""

    header: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    inherits: bool = False  # a further position of the organisation named before

    @property
    def rows(self) -> list[Row]:
        """Return header and body."""
        return [*self.header, *self.body]

    @property
    def lines(self) -> list[Line]:
        """Return the lines of header and body."""
        return [row.line for row in self.rows]

    def dates(self) -> tuple[Period, Chunk] | None:
        """Return the first period of the header, or of a body line that only holds it."""
        for row in self.rows:
            if row.periods and row.dated is not None and (row in self.header or not row.rest):
                return row.periods[0], row.dated
        return None


def cut_entries(lines: Sequence[Line]) -> list[Entry]:
    """Return the entries of a section in order.

    An entry starts where a line in the look of entry titles, or a dated line, follows the text
    of the entry before; without either, where a wider blank does.
    """
    return _Cutter(to_rows(lines)).cut()


class _Cutter:
    """Walks the rows of one section."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.lead = _lead(rows)
        self.gap = _usual_gap(rows)
        self.dated = any(row.is_anchor for row in rows)
        looks = {row.look for row in rows if not row.line.bullet}
        #: every entry begins with a line that only dates it
        alone = [not row.rest for row in rows if row.is_anchor]
        opens = bool(rows) and rows[0].is_anchor
        self.date_first = opens and all(alone)
        #: how many lines below the start of an entry its date may stand
        first = next((number for number, row in enumerate(rows[:6]) if row.is_anchor), 0)
        self.reach = max(2, first)
        #: blanks part entries that no look tells apart
        self.spaced = len(looks) == 1 and any(row.line.above > self.gap for row in rows[1:])
        #: the date ends the header of the first entry, and so of all
        below = rows[first + 1 : first + 2]
        self.date_last = first > 0 and any(row.line.bullet or row.is_text for row in below)
        self.entries: list[Entry] = []

    def cut(self) -> list[Entry]:
        for index, row in enumerate(self.rows):
            if row.beside and self.entries:
                self.entries[-1].header.append(row)
                continue
            if not self.entries or self._starts(index, row):
                self._open(row)
            entry = self.entries[-1]
            if self._is_body(index, row, entry):
                entry.body.append(row)
            else:
                entry.header.append(row)
        return self.entries

    def _open(self, row: Row) -> None:
        sub = bool(self.entries) and self.lead is not None and row.look != self.lead
        first = self.entries[0].rows[0].look == self.lead if self.entries else False
        self.entries.append(Entry(inherits=sub and first and row.is_anchor))

    def _is_body(self, index: int, row: Row, entry: Entry) -> bool:
        if row.line.bullet or entry.body or (entry.header and is_caption(row)):
            return True
        if self.date_last and not row.is_anchor and any(o.is_anchor for o in entry.header):
            return True
        return row.is_text and bool(entry.header)

    def _starts(self, index: int, row: Row) -> bool:
        entry = self.entries[-1]
        above = next(self.rows[at] for at in range(index - 1, -1, -1) if not self.rows[at].beside)
        if row.line.bullet or (row.is_text and not self._is_lead(row)):
            return False
        if _continues(above, row, self.lead):
            return False
        if self.date_first:
            return row.is_anchor
        if entry.body:
            return self._starts_after_body(index, row)
        return self._starts_after_header(row, entry)

    def _starts_after_body(self, index: int, row: Row) -> bool:
        if self._is_lead(row) or row.is_anchor:
            return bool(row.rest) or self._is_lead(row) or self._next_is_header(index)
        if self._is_dated_below(index) and not _place_like(row):
            return True
        return self.lead is None and not self.dated and row.line.above > self.gap

    def _is_dated_below(self, index: int) -> bool:
        """Return whether the line that dates an entry follows as far below as in the first one.

        No text and no wider blank may lie between them.
        """
        if self.rows[0].is_anchor:
            return False
        for row in self.rows[index + 1 : index + 1 + self.reach]:
            if row.is_anchor:
                return row.line.above <= self.gap or self.gap <= 0
            if row.line.bullet or row.is_text or row.line.above > self.gap:
                return False
        return False

    def _starts_after_header(self, row: Row, entry: Entry) -> bool:
        has_period = any(other.is_anchor for other in entry.header)
        if row.is_anchor and has_period and (self._is_lead(row) or bool(row.rest)):
            return True
        if self.date_first or not self._is_lead(row) or entry.header[0].look != self.lead:
            return False
        if self.dated:
            more = len(entry.header) > 1 and not self.spaced
            return has_period and (row.line.above > self.gap or more)
        return row.line.above > self.gap or len(entry.header) > 1

    def _next_is_header(self, index: int) -> bool:
        ahead = self.rows[index + 1 : index + 2]
        return any(not other.line.bullet for other in ahead)

    def _is_lead(self, row: Row) -> bool:
        return self.lead is not None and row.look == self.lead


def _lead(rows: Sequence[Row]) -> Look | None:
    """Return the look in which entries start, where it differs from that of running text."""
    text: Counter[Look] = Counter()
    for row in rows:
        if row.line.bullet or row.is_text:
            text[row.look] += len(row.line.text)
    first = next((row for row in rows if not row.line.bullet), None)
    if first is None:
        return None
    common = {look for look, count in text.items() if count > 0.2 * sum(text.values())}
    if first.look in common:
        return None
    return first.look


def _usual_gap(rows: Sequence[Row]) -> float:
    """Return a blank between lines, in line heights, that is wider than those inside entries."""
    gaps = sorted(row.line.above for row in rows[1:] if row.line.above < 8)
    if not gaps:
        return 1.0
    return gaps[len(gaps) // 4] + 0.35


def _continues(above: Row, row: Row, lead: Look | None) -> bool:
    """Return whether a line is the rest of the wrapped item or paragraph above it."""
    if row.is_anchor or row.look == lead or not (above.line.bullet or above.is_text):
        return _wraps(above, row, lead)
    left = above.line.box.left
    same_look = row.look == above.look or abs(row.look.size - above.look.size) <= 1
    return same_look and row.line.box.left >= left - 3 and row.line.above < 1.6


def _wraps(above: Row, row: Row, lead: Look | None) -> bool:
    return (
        not row.is_anchor
        and row.look != lead
        and not above.is_anchor
        and above.look == row.look
        and abs(above.line.box.left - row.line.box.left) < 3
        and row.line.above < 0.8
        and row.line.text[:1].islower()
    )


def _place_like(row: Row) -> bool:
    return len(row.line.text.split()) <= 1 and find_place(row.line.text) is not None
