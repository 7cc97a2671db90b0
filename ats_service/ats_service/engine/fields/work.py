"""Jobs and volunteering: position, organisation, place, period, summary and highlights.

In go blocks about work, out come entries. The vote of `headers` says which line is the position
(printed first about five times as often as the organisation); a further position without an
organisation takes that of the entry above; paragraphs are the summary, list items the highlights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.employers import employer_in
from ats_service.engine.fields.entries import Entry, cut_entries
from ats_service.engine.fields.found import Found, found, joined
from ats_service.engine.fields.headers import assign, read_header, vote
from ats_service.engine.fields.items import items_of, period_fields
from ats_service.engine.fields.pieces import Header, Piece, is_loose, split_single
from ats_service.engine.fields.promotions import with_employers
from ats_service.engine.fields.rows import Row, look_of
from ats_service.engine.fields.slashes import with_slashes
from ats_service.engine.fields.statements import (
    place_alone,
    place_in_brackets,
    title_forward,
    with_places,
)
from ats_service.engine.fields.unmarked import with_marks
from ats_service.engine.lexicon.places import find_place
from ats_service.engine.lexicon.words import word_set
from ats_service.engine.sections import Block

#: How much more often a position is printed before its organisation (71 % against 13 %).
_POSITION_FIRST = 0.35

#: What an address has that no name has.
_ADDRESS = re.compile(r"(?i)/|^www\.")


def title_score(text: str) -> float:
    """Return how much a text looks like a job title, 0 to 1."""
    return min(1.0, word_set("titles").hits(text) * 0.8)


def organisation_score(text: str) -> float:
    """Return how much a text looks like the name of an organisation, 0 to 1."""
    return min(1.0, word_set("organisations").hits(text) * 0.6)


def read_work(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the jobs of all sections about work, in printed order."""
    return [job for block in blocks if block.lines for job in _read_block(block)]


def _read_block(block: Block) -> list[dict[str, Any]]:
    entries = with_marks(cut_entries(block.lines), block.right if block.wraps else math.inf)
    printed = [read_header(entry, block) for entry in entries]
    headers = [_with_site(one) for one in with_slashes(printed, title_score, organisation_score)]
    brackets = place_in_brackets(headers)
    alone = place_alone(headers)
    headers = [with_places(header, brackets=brackets, alone=alone) for header in headers]
    headers = [title_forward(header) for header in headers]
    roles = vote(headers, title_score, organisation_score, _POSITION_FIRST)
    jobs: list[tuple[Entry, dict[str, Any]]] = []
    for entry, header in zip(entries, headers, strict=True):
        job = _read_entry(entry, header, roles)
        if entry.inherits and jobs and not job["name"]:
            job["name"] = jobs[-1][1]["name"]
        if job["position"] or job["name"] or job.get("startDate"):
            jobs.append((entry, job))
    return list(with_employers(jobs))


def _with_site(header: Header) -> Header:
    """Return a header in which a firm is called what its site is, "acme.energy", if nothing else.

    Behind the name of a firm such an address only tells where to find it.
    """
    scores = title_score, organisation_score
    named = [piece for piece in header.pieces if not is_loose(piece.chunk.text, *scores)]
    if len(named) != 1 or not header.urls or _ADDRESS.search(header.urls[0].text):
        return header
    if named == header.pieces[:1] and len(split_single(named[0], *scores)) == 1:
        site = header.urls.pop(0)
        pieces = [named[0], Piece(site, look_of(site), 1), *header.pieces[1:]]
        header.pieces = [piece._replace(order=order) for order, piece in enumerate(pieces)]
    return header


def _read_entry(entry: Entry, header: Header, roles: dict[object, int]) -> dict[str, Any]:
    position, name, rest = assign(header, roles, title_score, organisation_score)
    place, body = _take_place(entry.body)
    texts, highlights = items_of(body)
    places = header.places or place
    return {
        "name": name or employer_in(texts, highlights),
        "position": position,
        "location": found(places[0], 0.8) if places else None,
        "url": found(header.urls[0], 0.8) if header.urls else None,
        **period_fields(entry.dates(), single="both"),
        "summary": _summary([*rest, *header.texts], texts),
        "highlights": highlights,
    }


def _take_place(rows: Sequence[Row]) -> tuple[list[Chunk], list[Row]]:
    """Return places that stand alone in a line of the body, and the other rows."""
    places = [row.rest[0] for row in rows if _is_place(row)]
    return places, [row for row in rows if not _is_place(row) and (row.rest or row.line.bullet)]


def _is_place(row: Row) -> bool:
    return len(row.rest) == 1 and not row.line.bullet and bool(find_place(row.rest[0].text))


def _summary(rest: Sequence[Chunk], texts: Sequence[Found]) -> Found | None:
    chunks = [*rest, *(chunk for text in texts for chunk in text.chunks)]
    return joined(chunks, 0.75) if chunks else None
