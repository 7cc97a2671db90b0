"""Rows of a table of skills that belong to another section, and the signature below the last.

In go the labelled blocks, out come the same with such rows in blocks of their own: "Sprachen",
"Other languages", "Driving licence" or "Certificates" head a row as they would head a section.
Languages count only where one that people speak is named, since programmers list theirs so too.
The signature is the place, the day and the name at the end of a German or Spanish one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ats_service.engine.chunk import Chunk
from ats_service.engine.lexicon import section_of
from ats_service.engine.lexicon.places import is_city
from ats_service.engine.lines import Line
from ats_service.engine.sections import Block
from ats_service.engine.skills.spoken import first_language

_LANGUAGES = re.compile(
    r"(?i)(?:mother tongue|native language|other languages?|langues? maternelles?"
    r"|autres? langues?|lenguas? maternas?|idioma materno|otr[ao]s (?:idiomas|lenguas)"
    r"|muttersprache|(?:weitere|sonstige|andere) (?:fremd)?sprachen?)(?:\(s\))?"
)
_MOVED = frozenset({"certificates", "interests", "other", "volunteer"})
#: Blank, in heights of a line, over a line that goes on with the row above.
_CLOSE = 1.0
_DAY = re.compile(
    r"(?i)(?:(?:den|am|le|a|the)\s+)?(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?[^\W\d_]{3,10}\.?\s+(?:de\s+)?\d{4})"
)


def with_asides(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with rows of other kinds taken out of the skills, without signature."""
    parted: list[Block] = []
    for block in _unsigned(blocks):
        parted += _parted(block) if block.kind == "skills" else [block]
    return parted


def _parted(block: Block) -> list[Block]:
    kept: list[Line] = []
    moved: list[Block] = []
    inside = False  # a row of another kind
    for line in block.lines:
        aside = _aside(line)
        if aside is not None:
            kind, title, rest = aside
            moved.append(replace(block, kind=kind, title=title, lines=(rest,)))
        elif inside and len(line.cells) == 1 and line.above < _CLOSE:
            moved[-1] = replace(moved[-1], lines=(*moved[-1].lines, line))
            continue
        else:
            kept.append(line)
        inside = aside is not None
    return [replace(block, lines=tuple(kept)), *moved] if moved else [block]


def _aside(line: Line) -> tuple[str, Chunk, Line] | None:
    """Return kind, title and rest of a row that belongs to another section."""
    if line.bullet or len(line.cells) < len(("title", "rest")):
        return None
    title, *rest = line.cells
    name = title.text.rstrip(" :")
    kind = "languages" if _LANGUAGES.fullmatch(name) else section_of(name)
    spoken = kind == "languages" and any(first_language(cell.text) for cell in rest)
    if not spoken and kind not in _MOVED:
        return None
    return kind, title, replace(line, cells=tuple(rest))


def _unsigned(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without "Bonn, 3.2.2024" and the name below it at the very end."""
    if len(blocks) < len(("head", "last")) or not blocks[-1].lines:
        return list(blocks)
    *others, last = blocks
    lines = list(last.lines)
    printed = (cell.text for b in others for one in b.lines for cell in one.cells)
    named = lines[-1].text in printed
    if named:
        lines.pop()
    if not lines or not _is_signed(lines[-1].text, named=named):
        return list(blocks)
    return [*others, replace(last, lines=tuple(lines[:-1]))]


def _is_signed(text: str, *, named: bool) -> bool:
    """Return whether a line is but a place and a day: "Bonn, den 3. Februar 2024"."""
    place, _, day = text.partition(",")
    return bool(_DAY.fullmatch(day.strip())) and (named or is_city(place))
