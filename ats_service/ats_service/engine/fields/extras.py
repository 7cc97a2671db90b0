"""The smaller sections: languages, projects, certificates, awards, publications, interests.

In go blocks by their kind, out come entries. Languages are parted by separators, brackets and
words of level; the others are entries like jobs, of which the first piece is the title and the
second the giver; a section that is one list has an entry for each item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.entries import Entry, cut_entries
from ats_service.engine.fields.found import Found, found, joined
from ats_service.engine.fields.headers import read_header
from ats_service.engine.fields.items import items_of, period_fields
from ats_service.engine.fields.rows import Row
from ats_service.engine.lexicon import heading_key, read_words
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.readers.flow import is_flowing
from ats_service.engine.sections import Block

_LEVEL_WORDS = re.compile(
    r"(?i)\b(?:[abc][12]|native|fluent|proficien\w*|professional|working|conversational|basic"
    r"|beginner|intermediate|advanced|elementary|bilingual|limited|full|mother tongue"
    r"|mutterspra\w*|flie(?:ß|ss)end|verhandlungssicher|grundkenntnisse|fortgeschritten\w*|gut\w*"
    r"|sehr gut\w*|langue maternelle|maternelle|courant\w*|bilingue|interm[eé]di\w*|notions"
    r"|d[ée]butant\w*|avanc\w*|nativ\w*|fluid\w*|avanzad\w*|b[áa]sic\w*|materna|medio|alto|natif"
    r"|native speaker|professionell\w*|muttersprachler\w*)\b"
)
_LANGUAGE = re.compile(r"^([^\W\d_][^\W\d_ -]{2,30}(?:\s\([^)]*\))?)")
_PARTS = re.compile(r"\s*[|•·,;]\s*|\s{3,}|\.\s+(?=[A-ZÀ-Ý][^\W\d_]+\s*:)")
#: Share of lines with a date above which each line is an entry, and of a width that is full.
_MOST, _FULL = 0.6, 0.82
_CITATION = 10  # words of a line that is no plain title
_ISSUER = re.compile(
    r"(?i)^(?:issued by|published by|awarded by|issuer|von|by|délivré par)\s*:?\s+"
)


def read_languages(blocks: Sequence[Block]) -> list[dict[str, Found | None]]:
    """Return spoken languages with fluency, from lists, grids and "Language: level" lines."""
    chunks = [
        part.trim()
        for block in blocks
        for line in block.lines
        for cell in line.cells
        for part in cell.split(_PARTS)
    ]
    languages: list[dict[str, Found | None]] = []
    for chunk in chunks:
        names = [entry for entry in languages if entry["fluency"] is None]
        if _is_level_only(chunk.text):
            if names:
                names[0]["fluency"] = found(chunk, 0.8)
        elif _LANGUAGE.match(chunk.text) and len(chunk.text.split()) <= 8:
            languages.append(_language(chunk))
    return languages


def _is_level_only(text: str) -> bool:
    bare = _LEVEL_WORDS.sub("", text)
    return bool(_LEVEL_WORDS.search(text)) and not re.search(r"[^\W\d_]{4,}", bare)


def _language(chunk: Chunk) -> dict[str, Found | None]:
    hit = re.search(r"\s*[:(–—]\s*|\s+-\s+", chunk.text)
    if hit:
        name, level = chunk.cut(0, hit.start()), chunk.cut(hit.end(), len(chunk.text)).trim(" )(")
        return {"language": found(name, 0.9), "fluency": found(level, 0.85) if level else None}
    word = _LEVEL_WORDS.search(chunk.text)
    if word and word.start() > 0:
        rest = chunk.cut(word.start(), len(chunk.text))
        name = chunk.cut(0, word.start()).trim()
        return {"language": found(name, 0.8), "fluency": found(rest, 0.8)}
    return {"language": found(chunk, 0.8), "fluency": None}


def read_interests(blocks: Sequence[Block]) -> list[dict[str, Found]]:
    """Return interests, one per item of the list."""
    parts = [
        part.trim()
        for block in blocks
        for line in block.lines
        for cell in line.cells
        for part in cell.split(_PARTS)
    ]
    return [{"name": found(part, 0.7)} for part in parts if part and len(part.text) < 80]


def read_projects(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return projects with description and highlights."""
    projects = []
    for entry, pieces, url in _entries(blocks, split=_split_lists):
        texts, items = items_of(entry.body)
        chunks = [*pieces[1:], *(chunk for text in texts for chunk in text.chunks)]
        projects.append(
            {
                "name": found(pieces[0], 0.8) if pieces else None,
                "description": joined(chunks, 0.75),
                "highlights": items,
                "url": url,
                **period_fields(entry.dates(), single="startDate"),
            }
        )
    return projects


def read_dated(blocks: Sequence[Block], keys: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Return certificates, awards or publications.

    Args:
        blocks: the sections.
        keys: names of the fields for what it is, who gave it, and when.
    """
    title, giver, when = keys
    items = []
    for entry, pieces, url in _entries(blocks, split=_split_lines):
        texts, points = items_of(entry.body)
        pieces = pieces or [chunk for point in points for chunk in point.chunks][:1]
        pieces, among = _without_dates(pieces, when)
        dates = entry.dates()
        date = period_fields(dates, single=when).get(when) if dates else among
        items.append(
            {
                title: found(pieces[0], 0.8) if pieces else None,
                giver: _issuer(pieces[1]) if len(pieces) > 1 else None,
                when: date,
                "url": url,
                "summary": joined([c for text in texts for c in text.chunks], 0.7),
            }
        )
    return items


def _without_dates(pieces: Sequence[Chunk], when: str) -> tuple[list[Chunk], Found | None]:
    """Return the pieces without the dates that begin one of them, and the first such date."""
    kept: list[Chunk] = []
    date: Found | None = _cited(pieces[0], when) if len(pieces) == 1 else None
    for piece in pieces:
        period = next((one for one in find_periods(piece.text) if one.begin == 0), None)
        if period is None:
            kept.append(piece)
            continue
        date = date or period_fields((period, piece), single=when).get(when)
        rest = piece.cut(period.finish, len(piece.text)).trim()
        kept += [rest] if rest else []
    return kept, date


def _cited(piece: Chunk, when: str) -> Found | None:
    """Return the year that a citation prints in brackets: "Roe, J. (2018). Larvae."."""
    for period in find_periods(piece.text):
        if piece.text[: period.begin].endswith("("):
            return period_fields((period, piece), single=when).get(when)
    return None


def _issuer(chunk: Chunk) -> Found:
    hit = _ISSUER.match(chunk.text)
    return found(chunk.cut(hit.end(), len(chunk.text)) if hit else chunk, 0.7)


def _entries(
    blocks: Sequence[Block], split: Callable[[list[Entry], float], list[Entry]]
) -> list[tuple[Entry, list[Chunk], Found | None]]:
    """Return the entries of sections with the pieces of their headers and the first link."""
    result = []
    for block in blocks:
        for entry in split(cut_entries(block.lines), block.right):
            header = read_header(entry, block)
            chunks = [piece.chunk for piece in header.pieces] or header.texts[:1]
            link = next((c for c in chunks for _ in c.links), None)
            url = found(link, 0.8, link.links[0]) if link is not None else None
            if chunks or entry.body:
                result.append((entry, chunks, url))
    return result


def _split_lists(entries: list[Entry], right: float) -> list[Entry]:
    """Return one entry per list item where a section is nothing but a list."""
    if len(entries) != 1 or entries[0].header or len(entries[0].body) < 2:
        return entries
    split: list[Entry] = []
    for row in entries[0].body:
        if row.line.bullet or not split:
            split.append(Entry())
        split[-1].body.append(row)
    return split


def _split_lines(entries: list[Entry], right: float) -> list[Entry]:
    """Return one entry per line where lines in one look, without marks, say a whole entry each.

    They do where most of them hold a date of their own, where none does, or where each names a
    giver behind a comma; a line that reaches the right edge goes on in the next.
    """
    entries = _split_lists(entries, right)
    rows = [row for entry in entries for row in entry.rows]
    looks = {row.look for row in rows}
    if len(rows) < 2 or len(looks) > 1 or any(row.line.bullet for row in rows):
        return entries
    groups = _whole_lines(rows, right)
    texts = [" ".join(row.line.text for row in group) for group in groups]
    dated = sum(bool(find_periods(text)) for text in texts) / len(texts)
    spaced = len(entries) > 1 and any(row.line.above > 1 for row in rows[1:])
    if spaced or not (dated in (0, 1) or dated > _MOST or all(", " in text for text in texts)):
        return entries
    return [Entry(header=[_whole(row) for row in group]) for group in groups]


def _whole(row: Row) -> Row:
    """Return the row of a citation, in which a year parts nothing, as one statement."""
    if len(row.line.text.split()) < _CITATION:
        return row
    return replace(row, periods=(), rest=(row.line.chunk,), dated=None)


def _whole_lines(rows: Sequence[Row], right: float) -> list[list[Row]]:
    groups: list[list[Row]] = [[rows[0]]]
    for above, row in pairwise(rows):
        last = above.line.cells[-1]
        full = not is_flowing(last.box, last.text) and last.box.right > _FULL * right
        open_end = full and above.line.text[-1:] not in ".)"
        if open_end or row.line.text[:1].islower():
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def read_summary(blocks: Sequence[Block], skip: set[int]) -> Found | None:
    """Return the summary: its own section, else the sentences under the name."""
    for kind in ("summary", "head"):
        for block in blocks:
            lines = [line for line in block.lines if id(line) not in skip]
            if block.kind == kind and block.title and block.kind == "summary":
                text = [line for line in lines if _is_prose(line.text) or len(lines) > 1]
            else:
                text = _prose(lines) if block.kind == kind else []
            if text:
                return joined([line.chunk for line in text], 0.8)
    return None


def _prose(lines: Sequence[Any]) -> list[Any]:
    """Return the run of lines that begins with a sentence."""
    for index, line in enumerate(lines):
        if _is_prose(line.text):
            last = index
            while last + 1 < len(lines) and lines[last + 1].above < 1.2:
                last += 1
            return list(lines[index : last + 1])
    return []


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 7 and "@" not in text


def is_level(text: str) -> bool:
    """Return whether a text only says how well somebody knows something."""
    return heading_key(text) in read_words("levels.txt")
