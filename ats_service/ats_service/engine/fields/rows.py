"""Lines of a section -> rows: dates taken out, cells that only stand beside put in their place.

In go lines, out come rows: the periods at the edges of cells, what is left, and the look (size,
weight, slant, colour) by which entries are told apart. A date within running text stays there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.labelled import without_labels
from ats_service.engine.fields.wrapped_cells import unwrapped_cells
from ats_service.engine.lexicon.dates import Period, find_durations, find_periods, without_dates
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lexicon.words import is_naming, word_set
from ats_service.engine.lines import Line

#: Running text has at least this many words or characters, or fewer words and a full stop.
_SENTENCE, _LONG, _SHORT_SENTENCE = 10, 75, 4
_TITLE_WORDS = 7
_WRAPPED = 0.8  # blank over a line that goes on with the one above, in its heights
#: Words that may stand beside a date in one cell.
_BESIDE_DATE = 20
_TAIL = 60  # letters at the end of a text that are looked at: a hostile one may be endless
_PHRASE = 6
_FEW = 13  # words of a line in which a lone year between commas dates the line
_CAPTION = re.compile(
    r"(?i)^(?:(?:key|main|major|selected|daily|core)? ?(?:highlights?|responsibilities"
    r"|achievements|duties|tasks|accomplishments|contributions)"
    r"(?: and (?:responsibilities|achievements|duties))?"
    r"|(?:haupt)?aufgaben|tätigkeiten|aufgabenbereich|schwerpunkte|erfolge|réalisations|missions"
    r"|tâches|responsabilités|logros|tareas|funciones|responsabilidades|summary|description"
    r"|courses)\s*:?$"
)
_ANNOUNCED = re.compile(
    r"(?i)[\s,;(–-]*\b(?:expected(?: graduation)?|anticipated|graduat(?:ed|ing|ion)(?: date)?"
    r"|class of|voraussichtlich|prévue?|previsto|conferred|obtenue?)(?: in| en)?\s*:?$"
)
_TOLD_YEAR = re.compile(r"(?i)\s(?:in|im|en|by|during)\s*$")
#: What broken templates print where a date or name is missing.
_JUNK = re.compile(r"\s*[-–—]?\s*\b(?:undefined(?: NaN)?|NaN|null|Invalid date)\b", re.IGNORECASE)


_SHORTENED = re.compile(
    r"(?i)(?:\b\w\.(?:\s?\w\.)+|\b(?:inc|ltd|co|corp|bros|dept|univ|etc|jr|sr|lda|cia|gmbh)\.)$"
)


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as sentences do; "S.p.A." and "Inc." end names."""
    return text.endswith((".", "!", "…")) and not _SHORTENED.search(text[-_TAIL:])


def _is_phrase(text: str) -> bool:
    """Return whether a line tells what was done without a full stop: "Cut the cost of storage".

    Titles and names capitalise more than their first word, or begin with a word of theirs.
    """
    words = text.split()
    if len(words) < _PHRASE or any(
        not (word[0].islower() or word[0].isdigit()) for word in words[1:]
    ):
        return False
    return not is_naming(words[0])


class Look(NamedTuple):
    """The style that tells the lines of an entry apart."""

    size: int
    bold: bool
    italic: bool
    color: int


@dataclass(frozen=True)
class Row:
    """A line of a section with its dates taken out."""

    line: Line
    periods: tuple[Period, ...]
    rest: tuple[Chunk, ...]  # what is left of the cells without dates and durations
    dated: Chunk | None  # the cell that holds the first period
    look: Look
    beside: bool = False  # it stood at the right of running text and belongs to the header

    @property
    def is_anchor(self) -> bool:
        """Return whether the line dates an entry that it may open."""
        return bool(self.periods) and not self.line.bullet and not self.beside

    @property
    def is_text(self) -> bool:
        """Return whether the line is running text rather than a header."""
        text = self.line.text
        words = len(text.split())
        if self.is_anchor or self.look.bold:
            return False
        if words >= _SENTENCE or len(text) >= _LONG:
            return len(self.line.cells) == 1 or not _is_beside(self.line.cells[-1])
        return words >= _SHORT_SENTENCE and (ends_sentence(text) or _is_phrase(text))


def to_row(line: Line) -> Row:
    """Return a line with its dates apart; dates inside running text stay in it."""
    periods: list[Period] = []
    rest: list[Chunk] = []
    dated: Chunk | None = None
    for cell in line.cells:
        hits = [] if line.bullet else _edge_periods(cell.text)
        periods += hits
        dated = dated or (cell if hits else None)
        rest += _without(cell, hits)
    look = look_of(next(rest[0].runs()) if rest else line.cells[0])
    return Row(line, tuple(periods), tuple(rest), dated, look)


def look_of(chunk: Chunk) -> Look:
    """Return the look of a chunk."""
    style = chunk.style
    return Look(round(style.size * 2), style.bold, style.italic, style.color)


def _edge_periods(text: str) -> list[Period]:
    """Return the periods that begin or end a cell, apart from ornaments and durations."""
    hits = find_periods(text)
    if not hits or len(text.split()) > _BESIDE_DATE:
        return []
    for start, end in [*find_durations(text), *(junk.span() for junk in _JUNK.finditer(text))]:
        text = text[:start] + " " * (end - start) + text[end:]
    return [
        hit
        for hit in hits
        if not any(sign.isalnum() for sign in text[: hit.begin])
        or (not any(sign.isalnum() for sign in text[hit.finish :]) and not _is_told(text, hit))
        or _stands_apart(text, hit)
    ]


def _is_told(text: str, hit: Period) -> bool:
    """Return whether a sentence tells a year: "Won the prize of the region in 2022"."""
    before = text[: hit.begin]
    told = hit.single and len(before.split()) >= _SHORT_SENTENCE and _TOLD_YEAR.search(before)
    return bool(told) and not word_set("degrees").hits(before)


def _stands_apart(text: str, hit: Period) -> bool:
    before, after = text[: hit.begin].rstrip(), text[hit.finish :].lstrip()
    apart = before[-1:] in "|•·(,–—" and after[:1] in "|•·),–—:"
    return apart and (not hit.single or len(text.split()) <= _FEW)


def _without(cell: Chunk, hits: Sequence[Period]) -> list[Chunk]:
    """Return what is left of a cell when periods and durations are taken out."""
    cuts = [(hit.begin, hit.finish) for hit in hits]
    if hits or len(cell.text.split()) <= 6:
        cuts += find_durations(cell.text)
    cuts += [hit.span() for hit in _JUNK.finditer(cell.text)]
    at, parts = 0, []
    for start, end in sorted(cuts):
        if start >= at:
            parts.append(_closed(cell.cut(at, start).trim()))
            at = end
    parts.append(cell.cut(at, len(cell.text)).trim() if cuts else cell)
    return [part for part in parts if any(sign.isalnum() for sign in part.text)]


def _closed(part: Chunk) -> Chunk:
    """Return what stands before a date without the bracket or word that announced the date."""
    at = max(0, len(part.text) - _TAIL)
    announced = _ANNOUNCED.search(part.text, at)
    part = part.cut(0, announced.start()) if announced else part
    return part.trim(" ([") if part.text.endswith(("(", "[")) else part


def to_rows(lines: Sequence[Line]) -> list[Row]:
    """Return the rows of a section of entries.

    Marks of a time line before titles are no list marks; dates and places at the right of running
    text become rows of their own; cells that were wrapped side by side are joined again.
    """
    lines = _without_time_line(lines)
    rows: list[Row] = []
    running, left = False, 0.0
    for line in unwrapped_cells(without_labels(lines)):
        left = line.box.left if line.bullet else left
        running = line.bullet or (running and line.above < _WRAPPED)
        running = running and not _is_titled(line, left)
        text, beside = _apart(line) if running else (line, None)
        rows.append(to_row(text))
        if beside is not None:
            rows.append(replace(to_row(beside), beside=True))
    return rows


def is_caption(row: Row) -> bool:
    """Return whether a line only announces the list below it, such as "Highlights"."""
    return bool(_CAPTION.match(row.line.text))


def _without_time_line(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the list mark taken from titles that a time line marks."""
    listed = [line for line in lines if line.bullet]
    if len(listed) == len(lines) and _are_entries(lines):
        return [replace(line, bullet=False) for line in lines]
    bold = sum(line.style.bold for line in listed)
    rare = 0 < bold < len(listed)
    return [
        replace(line, bullet=False)
        if line.bullet and ((rare and line.style.bold) or _has_date_cell(line))
        else line
        for line in lines
    ]


def _are_entries(lines: Sequence[Line]) -> bool:
    """Return whether list items are whole jobs in a line: "Porter, Cairn Hotel, 2005 - 2006"."""
    texts = [line.text for line in lines]
    if any(ends_sentence(text) or len(text.split()) > _FEW for text in texts):
        return False
    named = any(is_naming(without_dates(text)) for text in texts)
    return named and all("," in text and _edge_periods(text) for text in texts)


def _has_date_cell(line: Line) -> bool:
    return len(line.cells) > 1 and _is_beside(line.cells[-1]) and len(line.cells[0].text) < _LONG


def _apart(line: Line) -> tuple[Line, Line | None]:
    """Return a line of running text without its last cell when that dates or places the entry."""
    if len(line.cells) < 2 or not _is_beside(line.cells[-1]):
        return line, None
    if line.cells[0].style.bold:
        return line, None
    beside = replace(line, cells=line.cells[-1:], bullet=False)
    return replace(line, cells=line.cells[:-1]), beside


def _is_titled(line: Line, left: float) -> bool:
    """Return whether a dated line starts as far left as the list above it: the next title.

    One that starts left of it may be longer.
    """
    cell = line.cells[0]
    words = _TITLE_WORDS * (2 if cell.box.left < left - 2 else 1)
    short = len(cell.text.split()) <= words and not cell.text.endswith((".", ","))
    return not line.bullet and short and cell.box.left <= left and _has_date_cell(line)


def _is_beside(cell: Chunk) -> bool:
    if not any(sign.isalpha() for sign in without_dates(cell.text)):
        return True
    return find_place(cell.text) is not None
