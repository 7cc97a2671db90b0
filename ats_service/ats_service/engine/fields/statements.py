"""Statements of a header line: "Chef, Blue Door Ltd, Brighton" is position, firm and place.

In goes the header of an entry, out comes the header with the place behind the last comma set
apart. Two cues say that a name unknown to the lexicon of places is one: it stands behind the
legal form or kind of an employer ("... Ltd, Salford"), or it is the third of three names of which
one is a title. A name that holds a word of titles, firms or schools is none.
"""

from __future__ import annotations

import re

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.headers import CAMPUS
from ats_service.engine.fields.pieces import Header, Piece
from ats_service.engine.fields.rows import look_of
from ats_service.engine.lexicon.places import find_place, is_area
from ats_service.engine.lexicon.words import is_naming, word_set

_COMMA = re.compile(r",\s+")
_FORM = re.compile(
    r"(?i)\b(?:ltd|limited|llc|llp|inc|plc|corp|corporation|gmbh|mbh|ag|kg|kgaa|ohg|ug|s\.?a\.?s?"
    r"|s\.?l\.?u?|sarl|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|a/s|aps|ab|oy|kft|zrt|bt|pty|pvt|hospital"
    r"|clinic|hotel|restaurant|school|academy|college|klinik\w*|klinikum|krankenhaus|hôpital"
    r"|clinique|lycée|collège|colegio|clínica|restaurante)\.?$"
    r"|^(?:hôpital|clinique|hotel|hôtel|restaurant|café|lycée|collège|école|clínica|colegio"
    r"|restaurante|hospital|krankenhaus|klinikum|gasthof)\b"
)
_PLACE = re.compile(
    r"^[^\W\d_][\w.'’-]*(?:[ -](?:[^\W\d_][\w.'’-]*|de|la|le|les|sur|am|an|der|upon|of)){0,3}$"
)
_BEHIND = re.compile(
    r"\s*\((?P<bracket>[^()]+)\)$|\s+(?:in|à|en)\s+(?P<plain>[^\s,()]+(?: [^\s,()]+)?)$"
)


def with_places(header: Header) -> Header:
    """Return a header whose pieces no longer hold the place of work, where a cue tells it."""
    if header.places:
        return header
    pieces: list[Piece] = []
    for piece in (_without_brackets(piece, header) for piece in header.pieces):
        parts = piece.chunk.split(_COMMA)
        if len(parts) > 1 and not header.places and _ends_in_place(parts, header):
            header.places.append(parts.pop())
            pieces += _pieces(piece, parts, alone=len(header.pieces) == 1)
        else:
            pieces.append(piece)
    header.pieces = [piece._replace(order=order) for order, piece in enumerate(pieces)]
    return header


def _without_brackets(piece: Piece, header: Header) -> Piece:
    """Return a piece without the known place behind it: "Acme (Monterrey)", "Acme AG in Bern"."""
    hit = _BEHIND.search(piece.chunk.text)
    place = (hit["bracket"] or hit["plain"]) if hit else ""
    if hit is None or header.places or not find_place(place):
        return piece
    if hit["plain"] and not _FORM.search(piece.chunk.text[: hit.start()]):
        return piece
    header.places.append(piece.chunk.cut(*hit.span("bracket" if hit["bracket"] else "plain")))
    return piece._replace(chunk=piece.chunk.cut(0, hit.start()))


def _ends_in_place(parts: list[Chunk], header: Header) -> bool:
    *names, last = (part.text for part in parts)
    if not _is_place(last):
        return False
    if _FORM.search(names[-1]) and not CAMPUS.search(names[-1]):
        return True
    titles = [bool(word_set("titles").hits(name)) for name in names]
    return len(header.pieces) == 1 and len(names) == 2 and sum(titles) == 1


def _is_place(text: str) -> bool:
    if not _PLACE.match(text) or not text[:1].isupper():
        return False
    return is_area(text) or not is_naming(text)


def _pieces(piece: Piece, parts: list[Chunk], *, alone: bool) -> list[Piece]:
    """Return position and employer in pieces of their own where the line held all three."""
    if alone and len(parts) == 2:
        return [Piece(part, look_of(part), order) for order, part in enumerate(parts)]
    whole = piece.chunk.cut(0, sum(len(part.text) for part in parts) + 2 * (len(parts) - 1))
    return [piece._replace(chunk=whole.trim(" ,"))]
