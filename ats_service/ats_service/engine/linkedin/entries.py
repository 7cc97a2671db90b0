"""Jobs and schools of a profile that LinkedIn saved as PDF.

In go the lines of its sections, out come jobs and schools as `fields` gives them. The cue is the
size of the letters: a company (12 points) is larger than a position (11.5), both than what is
said of them (10.5), of which the line with dates and, in brackets, their length is the first. A
company with several positions is named once, with the length of all of them in a line below.
Schools have one line below their name: "Degree, field · (2010 - 2014)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.found import Found, found, joined
from ats_service.engine.fields.items import items_of, period_fields
from ats_service.engine.fields.rows import to_rows
from ats_service.engine.lexicon.dates import find_durations, find_periods
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lines import Line
from ats_service.engine.sections import Block

#: Sizes that differ by less (in points) are one.
_SAME = 0.3
_PLACE_WORDS = 7
_TAIL = re.compile(r"\s*·?\s*\(")
_COMMA = re.compile(r",\s+")


@dataclass
class _Part:
    """A position or school: the larger lines over it, and the lines below."""

    titles: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def read_jobs(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the positions of all sections about work, in printed order."""
    jobs: list[dict[str, Any]] = []
    for block in blocks:
        company: Found | None = None
        for part in _parts(block.lines):
            position, above = _split(part.titles)
            company = joined([line.chunk for line in above], 0.95) if above else company
            jobs.append(_job(company, position, part.lines))
    return jobs


def read_schools(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the schools of all sections about education, in printed order."""
    return [_school(part) for block in blocks for part in _parts(block.lines)]


def _parts(lines: Sequence[Line]) -> Iterator[_Part]:
    """Cut a section where larger lines follow smaller ones."""
    base = min((line.style.size for line in lines), default=0.0)
    part = _Part()
    for line in lines:
        larger = line.style.size > base + _SAME
        if larger and part.lines:
            yield part
            part = _Part()
        if larger:
            part.titles.append(line)
        elif part.titles and not (part.lines or not _is_duration(line.text)):
            continue  # how long all positions took together
        else:
            part.lines.append(line)
    if part.titles or part.lines:
        yield part


def _is_duration(text: str) -> bool:
    return any(end - start >= len(text.strip()) for start, end in find_durations(text))


def _split(titles: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the position, and those of the company above it, if it is named."""
    if not titles:
        return [], []
    size = titles[-1].style.size
    position = [line for line in titles if abs(line.style.size - size) <= _SAME]
    return position, [line for line in titles if line.style.size > size + _SAME]


def _job(company: Found | None, titles: Sequence[Line], lines: Sequence[Line]) -> dict[str, Any]:
    position = joined([line.chunk for line in titles], 0.95) if titles else None
    dates, rest = _dates(lines)
    place, body = _place(rest, {line.style.color for line in titles})
    texts, highlights = items_of(to_rows(body))
    chunks = [chunk for text in texts for chunk in text.chunks]
    return {
        "name": company,
        "position": position,
        "location": place,
        **dates,
        "summary": joined(chunks, 0.85) if chunks else None,
        "highlights": highlights,
    }


def _dates(lines: Sequence[Line]) -> tuple[dict[str, Any], list[Line]]:
    """Return the period of the first line, and the other lines."""
    if not lines or not (periods := find_periods(lines[0].text)):
        return {}, list(lines)
    return period_fields((periods[0], lines[0].chunk), single="startDate"), list(lines[1:])


def _place(lines: Sequence[Line], ink: set[int]) -> tuple[Found | None, list[Line]]:
    """Return the place, which stands alone in the first line, and the other lines.

    Areas that no list of places knows are told by their colour, which is not that of titles.
    """
    if lines and (find_place(lines[0].text) or _is_pale(lines, ink)):
        return found(lines[0].chunk, 0.9), list(lines[1:])
    return None, list(lines)


def _is_pale(lines: Sequence[Line], ink: set[int]) -> bool:
    """Return whether the first line is short and in a colour of its own."""
    first, *rest = lines
    others = ink | {line.style.color for line in rest}
    short = len(first.text.split()) <= _PLACE_WORDS and not first.text.endswith(".")
    return bool(ink) and short and first.style.color not in others


def _school(part: _Part) -> dict[str, Any]:
    text = Chunk.join([line.chunk for line in part.lines])
    periods = find_periods(text.text)
    tail = _TAIL.search(text.text)
    dates = period_fields((periods[-1], text), single="endDate") if periods else {}
    degree = text.cut(0, tail.start() if tail and periods else len(text.text)).trim(" ·")
    comma = _COMMA.search(degree.text)
    kind = degree.cut(0, comma.start()) if comma else degree
    area = degree.cut(comma.end(), len(degree.text)) if comma else None
    return {
        "institution": joined([line.chunk for line in part.titles], 0.95),
        "studyType": found(kind, 0.9) if kind else None,
        "area": found(area, 0.85) if area else None,
        **dates,
    }
