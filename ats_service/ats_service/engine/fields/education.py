"""Schools and degrees.

In go blocks about education, out come entries with institution, degree, field and years. Which
line is the school and which the degree is voted on once a section, with lexica of both as
evidence; "X in Y", "X, Y" and "X - Y" part degree and field where X sounds like a degree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.entries import Entry, cut_entries
from ats_service.engine.fields.found import Found, found
from ats_service.engine.fields.headers import assign, read_header, vote
from ats_service.engine.fields.honours import is_honours, without_honours
from ats_service.engine.fields.items import items_of, period_fields
from ats_service.engine.fields.pieces import Header, Piece
from ats_service.engine.fields.rows import look_of
from ats_service.engine.fields.school_tables import rows_of
from ats_service.engine.fields.slashes import with_slashes
from ats_service.engine.fields.towns import with_towns
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lexicon.words import word_set
from ats_service.engine.sections import Block

_SCORE = re.compile(
    r"(?i)\b(?:c?gpa|grade|note|abschlussnote|gesamtnote|score|moyenne|mention|nota|promedio|marks?)"
    r"\b\s*:?\s*[\d.,]+|^\s*[\d.,]+\s*(?:/\s*[\d.]+|%)?\s*$|^\d\.\d{1,2}\b"
)
_AREA = re.compile(
    r"\s+in\s+(?:of\s+)?|\s+en\s+|\s+im\s+|\s*[–—:]\s*|\s+-\s+|,\s+|\s+·\s+|"
    r"\s*\((?=[^)]{3,})(?![A-Z]{2,6}\))"
)
_COMMA = re.compile(r",\s+|\s*:\s+|\s*\((?=.*\)\s*$)|\s+[–—-]\s+")
_DEGREE_LAST = re.compile(r"(?i)\b(?:diploma|degree|certificate|ged)$")
_INSTITUTION_FIRST = 0.1
_DEGREE_WORDS = 12


def institution_score(text: str) -> float:
    """Return how much a text looks like the name of a school, 0 to 1.

    The last word of an English name says what it is: a "High School Diploma" is no school.
    """
    if _DEGREE_LAST.search(text) and not _COMMA.search(text):
        return 0.0
    return min(1.0, word_set("institutions").hits(text) * 0.8)


def degree_score(text: str) -> float:
    """Return how much a text looks like a degree, 0 to 1."""
    return min(1.0, word_set("degrees").hits(text) * 0.7)


def read_education(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the schools of all sections about education, in printed order."""
    return [school for block in blocks if block.lines for school in _read_block(block)]


def _read_block(block: Block) -> list[dict[str, Any]]:
    if (table := rows_of(block.lines)) is not None:
        return [_of_row(row) for row in table]
    entries = cut_entries(block.lines)
    printed = with_towns(read_header(entry, block) for entry in entries)
    headers = [_prepared(one) for one in with_slashes(printed, institution_score, degree_score)]
    roles = vote(headers, institution_score, degree_score, _INSTITUTION_FIRST)
    schools = [
        _read_entry(entry, header, roles) for entry, header in zip(entries, headers, strict=True)
    ]
    return [school for school in schools if school["institution"] or school["studyType"]]


def _of_row(row: Mapping[str, Chunk]) -> dict[str, Any]:
    """Return the school of one row of a table that names its columns."""
    dates = row.get("dates")
    periods = find_periods(dates.text) if dates else []
    return {
        "institution": found(row["school"], 0.9),
        **_degree(found(row["degree"], 0.85), ()),
        **period_fields((periods[0], dates) if dates and periods else None, single="endDate"),
        "score": found(row["score"], 0.6) if "score" in row else None,
    }


def _prepared(header: Header) -> Header:
    """Return the header without grades, and with "School, Degree" in one piece cut in two."""
    pieces, honours = without_honours(header.pieces)
    header.texts = [*honours, *header.texts]
    pieces = [piece for piece in pieces if not _SCORE.search(piece.chunk.text)]
    pieces = [_once(piece) for piece in pieces if not _is_said_again(piece, pieces)]
    if len(pieces) > 2:
        pieces = _two_schools(_one_degree(pieces))
    if len(pieces) == 1 and _is_both(pieces[0].chunk.text):
        pieces = _cut_both(pieces[0].chunk)
    header.pieces = [piece._replace(order=order) for order, piece in enumerate(pieces)]
    return header


def _one_degree(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, a degree and its short form before a school as one.

    That is "Master of Science - M.Sc., Physics - Lake University"; a subject between a degree and
    the school in the next line belongs to the degree too.
    """
    one, two, *rest = pieces
    leads = [degree_score(p.chunk.text) - institution_score(p.chunk.text) for p in (one, two)]
    degrees = leads[0] > 0 and (leads[1] > 0 or (leads[1] == 0 and _is_below(rest[0], two)))
    beside = abs(one.chunk.box.top - two.chunk.box.top) < 1 and one.look == two.look
    if not degrees or not beside or not institution_score(rest[0].chunk.text):
        return pieces
    return [one._replace(chunk=Chunk.join([one.chunk, two.chunk], " - ")), *rest]


def _is_below(piece: Piece, other: Piece) -> bool:
    return piece.chunk.box.top - other.chunk.box.top > 1


def _two_schools(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, two schools of one line ("Canton | College") as one.

    The second is no subject where the degree in a line of its own names its subject.
    """
    if len(pieces) < 3:
        return pieces
    one, two, *rest = pieces
    named = [piece for piece in rest if _has_area(piece.chunk)]
    beside = abs(one.chunk.box.top - two.chunk.box.top) < 1 and one.look == two.look
    if not named or not beside or degree_score(one.chunk.text) or degree_score(two.chunk.text):
        return pieces
    return [one._replace(chunk=Chunk.join([one.chunk, two.chunk], " | ")), *rest]


def _has_area(chunk: Chunk) -> bool:
    fields = _degree(found(chunk, 0.8), ())
    return bool(fields["area"]) and degree_score(chunk.text) > 0


def _is_said_again(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Return whether a longer piece says the same: the degree may have a column of its own."""
    text = piece.chunk.text.casefold()
    return degree_score(text) > 0 and any(
        len(other.chunk.text) > len(text) and text in other.chunk.text.casefold()
        for other in pieces
    )


def _once(piece: Piece) -> Piece:
    """Return a piece without the degree that it begins with, if the same degree follows."""
    first, _, rest = piece.chunk.text.partition(" ")
    if degree_score(first) > 0 and re.search(rf"(?<!\w){re.escape(first)}(?!\w)", rest):
        return piece._replace(chunk=piece.chunk.cut(len(first), len(piece.chunk.text)).trim())
    return piece


def _is_both(text: str) -> bool:
    return institution_score(text) > 0 and degree_score(text) > 0


def _cut_both(chunk: Chunk) -> list[Piece]:
    """Return school and degree of one line.

    A part without a word of either goes with the part before a comma, else to the degree.
    """
    groups: list[tuple[bool, list[Chunk]]] = []
    for part, comma in _comma_parts(chunk):
        school, degree = institution_score(part.text), degree_score(part.text)
        same = comma and bool(groups)
        kind = school > degree if school != degree else (groups[-1][0] if same else not groups)
        if groups and groups[-1][0] == kind and (kind or same):
            groups[-1][1].append(part)
        else:
            groups.append((kind, [part]))
    pieces = [_balanced(Chunk.join(parts, ", ").trim(" ,;")) for _, parts in groups]
    return [Piece(piece, look_of(piece), order) for order, piece in enumerate(pieces)]


def _comma_parts(chunk: Chunk) -> list[tuple[Chunk, bool]]:
    """Return the parts of a line and whether a comma, not another sign, stands before each."""
    parts, at, comma = [], 0, False
    for hit in _COMMA.finditer(chunk.text):
        parts.append((chunk.cut(at, hit.start()).trim(" ,;"), comma))
        at, comma = hit.end(), hit[0].strip() == ","
    parts.append((chunk.cut(at, len(chunk.text)).trim(" ,;"), comma))
    return [(part, comma) for part, comma in parts if part]


def _balanced(chunk: Chunk) -> Chunk:
    """Return a chunk without the closing bracket whose opening one was a separator."""
    if chunk.text.endswith(")") and chunk.text.count(")") > chunk.text.count("("):
        return chunk.cut(0, len(chunk.text) - 1)
    return chunk


def read_school(chunk: Chunk) -> dict[str, Any]:
    """Return school and degree of one statement, such as "BSc Physics, University of Bonn"."""
    header = _prepared(Header([Piece(chunk, look_of(chunk), 0)]))
    institution, degree, rest = assign(header, {}, institution_score, degree_score, split=False)
    return {"institution": institution, **_degree(degree, rest)}


def _read_entry(entry: Entry, header: Header, roles: dict[object, int]) -> dict[str, Any]:
    institution, degree, rest = assign(header, roles, institution_score, degree_score, split=False)
    if (
        institution
        and not degree
        and degree_score(institution.value) > institution_score(institution.value)
    ):
        institution, degree = None, institution
    texts, items = items_of(entry.body)
    if degree is None and items:
        degree, items = _degree_item(items)
    scores = [row.line.chunk for row in entry.rows if _SCORE.search(row.line.text)]
    scores += [chunk for chunk in header.texts if is_honours(chunk.text)]
    extra = [chunk for chunk in rest if not find_place(chunk.text)]
    return {
        "institution": institution,
        **_degree(degree, extra),
        "location": found(header.places[0], 0.8) if header.places else None,
        **period_fields(entry.dates(), single="endDate"),
        "score": found(scores[0], 0.6) if scores else None,
        "courses": [*items, *[text for text in texts if not _SCORE.search(text.value)]],
    }


def _degree_item(items: list[Found]) -> tuple[Found | None, list[Found]]:
    """Return the list item that names a degree, where the header names none, and the others."""
    for number, item in enumerate(items):
        if degree_score(item.value) > 0 and len(item.value.split()) <= _DEGREE_WORDS:
            return item, items[:number] + items[number + 1 :]
    return None, items


def _degree(degree: Found | None, extra: Sequence[Chunk]) -> dict[str, Found | None]:
    """Return kind and area of a degree: "X in Y", "X, Y", or X and Y in pieces of their own."""
    if degree is None:
        return {"studyType": found(extra[0], 0.5) if extra else None, "area": None}
    chunk = Chunk.join(degree.chunks)
    extra = [other for other in extra if other.text.casefold() not in chunk.text.casefold()]
    if extra:
        other = extra[0]
        if chunk.text.casefold() in other.text.casefold():
            return _degree(found(other, 0.8), extra[1:])
        if degree_score(other.text) > degree_score(chunk.text):
            chunk, other = other, chunk
        return {"studyType": found(chunk, 0.8), "area": found(other, 0.7)}
    for hit in _AREA.finditer(chunk.text):
        left = chunk.cut(0, hit.start())
        right = chunk.cut(hit.end(), len(chunk.text)).trim(" )(,;")
        if left and right and degree_score(left.text) > 0:
            return {"studyType": found(left, 0.85), "area": found(right, 0.8)}
    return {"studyType": degree, "area": None}
