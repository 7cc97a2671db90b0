"""Pieces of a header, and the two that one statement holds: "Engineer at Acme", "Acme, Engineer".

In goes a piece of text with its look, out come its halves where they play two roles. The cue is
a word between them (at, bei, chez) or a comma, and that each half sounds like its role alone; a
short name in capitals before a title is an employer even where no word of it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.rows import Look, look_of

_AT = re.compile(r"\s+(?:at(?: the)?|bei(?: de[rmn])?|beim|chez|en)\s+(?=[A-ZÀ-Ý0-9])")
#: Words of the longest name of a firm that is known by its capitals alone.
_FIRM_WORDS = 4
_LOOSE = 3  # words of a description without a full stop

Scorer = Callable[[str], float]


class Piece(NamedTuple):
    """One statement of a header: a title, a name, a degree."""

    chunk: Chunk
    look: Look
    order: int


@dataclass
class Header:
    """The pieces of one entry's header by what they are."""

    pieces: list[Piece] = field(default_factory=list)
    places: list[Chunk] = field(default_factory=list)
    urls: list[Chunk] = field(default_factory=list)
    texts: list[Chunk] = field(default_factory=list)


def split_single(piece: Piece, first: Scorer, second: Scorer) -> list[Piece]:
    """Return the two halves of "Engineer at Acme" or "Engineer, Acme", or the piece itself."""
    for pattern in (_AT, re.compile(r",\s+"), re.compile(r"\s*[(:]\s*")):
        for hit in pattern.finditer(piece.chunk.text):
            if _in_brackets(piece.chunk.text, hit.start()) or _opens_list(piece.chunk.text, hit):
                continue
            left = piece.chunk.cut(0, hit.start()).trim()
            right = piece.chunk.cut(hit.end(), len(piece.chunk.text)).trim(" ,;)")
            if left and right and _are_two(left.text, right.text, first, second, pattern is _AT):
                return [Piece(left, look_of(left), 0), Piece(right, look_of(right), 1)]
    return [piece]


def _opens_list(text: str, hit: re.Match[str]) -> bool:
    """Return whether a bracket opens that holds several names: "(German, English)"."""
    return "(" in hit[0] and "," in text[hit.end() :]


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _are_two(left: str, right: str, first: Scorer, second: Scorer, at: bool) -> bool:
    straight = first(left) > 0 and first(right) == 0
    crossed = first(right) > 0 and (second(left) > 0 or (first(left) == 0 and _is_name(left)))
    named = first(left) > 0 and second(right) > 0 and second(left) == 0
    if at:
        return straight or second(right) > 0
    return named or crossed or (straight and len(right.split()) <= 3)


def _is_name(text: str) -> bool:
    """Return whether all words of a short text are capitalised, as in the name of a firm.

    A word with a point or a capital within it is a name however it begins: "acme.energy".
    """
    words = text.split()
    return len(words) <= _FIRM_WORDS and all(map(_is_proper, words))


def _is_proper(word: str) -> bool:
    return not word[:1].islower() or "." in word[1:-1] or not word.islower()


def is_loose(text: str, first: Scorer, second: Scorer) -> bool:
    """Return whether a text of several words is neither a title nor a name: "Check guests in"."""
    words = text.split()
    if len(words) < _LOOSE or any(not word[:1].islower() for word in words[1:]):
        return False
    return first(words[0]) == 0 and second(words[0]) == 0


def split_pair(chunk: Chunk, first: Scorer, second: Scorer) -> list[Chunk]:
    """Return the two statements of "Engineer at Acme", or the chunk alone."""
    pieces = split_single(Piece(chunk, look_of(chunk), 0), first, second)
    return [piece.chunk for piece in pieces]
