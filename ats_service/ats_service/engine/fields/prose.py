"""Résumés without headings: dated sentences and dated lines still are jobs and schools.

In go blocks without a section, out come jobs, schools and skills. Where lines are long, each dated
sentence is judged by itself: a degree before its date makes it a school, a title a job. Else
dated lines are entries like those of a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.education import (
    degree_score,
    institution_score,
    read_education,
    read_school,
)
from ats_service.engine.fields.entries import cut_entries
from ats_service.engine.fields.found import Found, found
from ats_service.engine.fields.items import period_fields
from ats_service.engine.fields.pieces import split_pair
from ats_service.engine.fields.skills import read_skills
from ats_service.engine.fields.work import organisation_score, read_work, title_score
from ats_service.engine.lexicon import section_of
from ats_service.engine.lexicon.dates import Period, find_periods
from ats_service.engine.lines import Line
from ats_service.engine.sections import Block

#: A full stop that ends a sentence: not one of "B.Sc. Physics" or "St. Gallen".
_SENTENCE_END = re.compile(r"(?:(?<=[a-z0-9)]{2}[.!?])|(?<=[A-Z]{3}[.!?]))\s+(?=[A-ZÀ-Ý])")
_PARAGRAPH = 120  # characters of a line that holds several statements
_NOTHING = Chunk("", ())


def read_prose(blocks: Sequence[Block], used: set[int]) -> dict[str, Any]:
    """Return jobs, schools and skills out of a document in which no section was found.

    Args:
        blocks: the head and whatever else there is.
        used: ids of lines that are about contact.
    """
    lines = [line for block in blocks for line in block.lines]
    if any(len(line.text) > _PARAGRAPH and find_periods(line.text) for line in lines):
        return _from_sentences([part for line in lines for part in _sentences(line)])
    return _from_lines([line for line in lines if id(line) not in used])


def _from_lines(lines: Sequence[Line]) -> dict[str, Any]:
    """Return entries of dated lines; those that name a school or degree are education."""
    dated = [entry for entry in cut_entries(lines) if entry.dates()] if lines else []
    schools = [entry for entry in dated if _is_school(entry.header[0].line.text)]
    jobs = [entry for entry in dated if entry not in schools]
    return {
        "work": [job for entry in jobs for job in read_work([_block("work", entry.lines)])],
        "education": [
            school
            for entry in schools
            for school in read_education([_block("education", entry.lines)])
        ],
    }


def _block(kind: str, lines: Sequence[Line]) -> Block:
    return Block(kind, _NOTHING, tuple(lines))


def _is_school(text: str) -> bool:
    school = institution_score(text) + degree_score(text)
    return school > title_score(text)


def _sentences(line: Line) -> Iterator[tuple[Line, Chunk]]:
    for sentence in line.chunk.split(_SENTENCE_END):
        yield line, sentence


def _from_sentences(sentences: Sequence[tuple[Line, Chunk]]) -> dict[str, Any]:
    """Return what dated sentences say, and the lists that begin with "Skills:"."""
    found_in: dict[str, Any] = {"work": [], "education": [], "skills": []}
    for line, sentence in sentences:
        title, colon, _ = sentence.text.partition(":")
        periods = find_periods(sentence.text)
        if colon and section_of(title) == "skills":
            rest = sentence.cut(len(title) + 1, len(sentence.text)).trim(" .")
            block = _block("skills", [replace(line, cells=(rest,))])
            found_in["skills"] += read_skills([block])
        elif periods and degree_score(sentence.text[: periods[0].begin]) > 0:
            found_in["education"].append(_school(sentence, periods[0]))
        elif periods:
            job = _job(sentence, periods[0])
            found_in["work"] += [job] if job["position"] else []
    return found_in


def _school(sentence: Chunk, period: Period) -> dict[str, Any]:
    head = sentence.cut(0, period.begin).trim()
    return {**read_school(head), **period_fields((period, sentence), single="endDate")}


def _job(sentence: Chunk, period: Period) -> dict[str, Found | None]:
    """Return "Engineer at Acme, 2019 - 2021: built things" as a job; no title, no job."""
    head = sentence.cut(0, period.begin).trim()
    rest = sentence.cut(period.finish, len(sentence.text)).trim(" .,:;-–")
    pair = split_pair(head, title_score, organisation_score)
    position, name = pair if len(pair) > 1 else (head, None)
    known = title_score(position.text) > 0
    return {
        "name": found(name, 0.6) if name is not None and known else None,
        "position": found(position, 0.6) if known else None,
        **period_fields((period, sentence), single="startDate"),
        "summary": found(rest, 0.6) if rest else None,
    }
