"""Statements of a header line: "Chef, Blue Door Ltd, Brighton" is position, firm and place.

In goes the header of an entry, out comes the header with the place behind the last comma, or in
brackets, set apart. Three cues say that a name unknown to the lexicon of places is one: it stands
behind the legal form or kind of an employer ("... Ltd, Salford"), or it is the third of three
names of which one is a title, or it stands in brackets as known places of other jobs do. A name
that holds a word of titles, firms or schools is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.headers import CAMPUS
from ats_service.engine.fields.pieces import Header, Piece
from ats_service.engine.fields.rows import look_of
from ats_service.engine.lexicon.places import find_place, is_area
from ats_service.engine.lexicon.words import is_naming, word_set

_COMMA = re.compile(r",\s+")
_PAIR = 2  # position and employer
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


def place_in_brackets(headers: Iterable[Header]) -> bool:
    """Return whether a section prints places behind names in brackets: one of them is known."""
    hits = (_BEHIND.search(piece.chunk.text) for header in headers for piece in header.pieces)
    return any(hit and hit["bracket"] and find_place(hit["bracket"]) for hit in hits)


def place_alone(headers: Iterable[Header]) -> bool:
    """Return whether a section prints position and employer in one piece, and a place beside."""
    return any(len(one.pieces) == 1 and one.places and _shares(one.pieces[0]) for one in headers)


def _shares(piece: Piece) -> bool:
    """Return whether a piece holds a position and an employer: "Chef, Blue Door"."""
    parts = piece.chunk.split(_COMMA)
    return len(parts) == _PAIR and sum(_is_titled(part.text) for part in parts) == 1


def _is_beside(piece: Piece, place: Piece) -> bool:
    return _shares(piece) and is_place_like(place.chunk.text)


def _is_titled(text: str) -> bool:
    return word_set("titles").hits(text) > 0


def title_forward(header: Header) -> Header:
    """Return a header with its position before a name that is neither position nor employer.

    "Auberge du Lac" and "Perly", in lines of their own, then "Commis": the town is no position.
    """
    if len(header.pieces) > _PAIR:
        first, second, third, *rest = header.pieces
        titled = [_is_titled(piece.chunk.text) for piece in (first, second, third)]
        if titled == [False, False, True] and is_place_like(second.chunk.text):
            pieces = [first, third, second, *rest]
            header.pieces = [piece._replace(order=order) for order, piece in enumerate(pieces)]
    return header


def with_places(header: Header, *, brackets: bool = False, alone: bool = False) -> Header:
    """Return a header whose pieces no longer hold the place of work, where a cue tells it.

    Args:
        header: of a job.
        brackets: whether its section prints places in brackets, so that unknown ones are places.
        alone: whether it prints them in a piece behind "Chef, Blue Door".
    """
    if header.places:
        return header
    if alone and len(header.pieces) == _PAIR and _is_beside(*header.pieces):
        header.places.append(header.pieces.pop().chunk)
        return header
    pieces: list[Piece] = []
    for piece in (_without_brackets(piece, header, brackets) for piece in header.pieces):
        parts = piece.chunk.split(_COMMA)
        if len(parts) > 1 and not header.places and _ends_in_place(parts, header):
            header.places.append(parts.pop())
            pieces += _pieces(piece, parts, alone=len(header.pieces) == 1)
        else:
            pieces.append(piece)
    header.pieces = [piece._replace(order=order) for order, piece in enumerate(pieces)]
    return header


def _without_brackets(piece: Piece, header: Header, brackets: bool) -> Piece:
    """Return a piece without the place behind it: "Acme (Monterrey)", "Acme AG in Bern"."""
    hit = _BEHIND.search(piece.chunk.text)
    if hit is None or header.places:
        return piece
    name, place = piece.chunk.text[: hit.start()], hit["bracket"] or hit["plain"]
    firm = bool(_FORM.search(name))
    told = hit["bracket"] and (firm or brackets) and _is_unknown_place(place, name)
    if not told and (not find_place(place) or (hit["plain"] and not firm)):
        return piece
    header.places.append(piece.chunk.cut(*hit.span("bracket" if hit["bracket"] else "plain")))
    return piece._replace(chunk=piece.chunk.cut(0, hit.start()))


def _is_unknown_place(place: str, name: str) -> bool:
    """Return whether a name behind that of a firm may be a place, and is no short form of it."""
    return is_place_like(place) and not place.isupper() and not word_set("titles").hits(name)


def _ends_in_place(parts: list[Chunk], header: Header) -> bool:
    *names, last = (part.text for part in parts)
    if not is_place_like(last):
        return False
    if _FORM.search(names[-1]) and not CAMPUS.search(names[-1]):
        return True
    titles = [bool(word_set("titles").hits(name)) for name in names]
    return len(header.pieces) == 1 and len(names) == 2 and sum(titles) == 1


def is_place_like(text: str) -> bool:
    """Return whether a name may be a place: it is short, capitalised and names nothing known."""
    if not _PLACE.match(text) or not text[:1].isupper():
        return False
    return is_area(text) or not is_naming(text)


def _pieces(piece: Piece, parts: list[Chunk], *, alone: bool) -> list[Piece]:
    """Return position and employer in pieces of their own where the line held all three."""
    if alone and len(parts) == 2:
        return [Piece(part, look_of(part), order) for order, part in enumerate(parts)]
    whole = piece.chunk.cut(0, sum(len(part.text) for part in parts) + 2 * (len(parts) - 1))
    return [piece._replace(chunk=whole.trim(" ,"))]
