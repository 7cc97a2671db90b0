"""Finds skills of our own vocabulary in text: the longest term wins, case decides where it must.

>>> [hit.name for hit in find("Python and PostgreSQL; go to market")]
['Python', 'PostgreSQL']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ats_service.engine.skills.vocabulary import (
    TOKEN,
    Key,
    Vocabulary,
    fold,
    parents,
    singular,
    vocabulary,
)

__all__ = ["Hit", "find", "names_in", "parents", "vocabulary"]

Token = tuple[str, int, int]  # a word and where it stands


@dataclass(frozen=True, slots=True)
class Hit:
    """One mention: the canonical name and where it stands (characters, end exclusive)."""

    name: str
    start: int
    end: int


def overlaps(known: Iterable[Hit], start: int, end: int) -> bool:
    """Return whether a span shares a character with any of the mentions."""
    return any(hit.start < end and start < hit.end for hit in known)


#: What stands between two terms, never inside one.
_APART = re.compile(r"[,;|•·!?\n(]|[.:] ")
#: But some names hold a comma or a bracket themselves.
_INSIDE = re.compile(r"[,(]")
#: A lone word of fewer letters is another word in the singular: "window" is no "Windows".
_LONG = 8
#: One-letter names are skills only in a list or beside their trade.
_SHORT = frozenset({"C", "R", "Go"})
_BESIDE = re.compile(
    r"(?:^|[,;:.\n/|(•·]|\b(?:and|or|in|of|with|using|und|oder|mit|et|ou|y|o))\s*$", re.IGNORECASE
)
#: Before a letter that numbers an item, "(c)", or is a mark in school, "4/C".
_MARK = re.compile(r"(?:^|\W)\d/.?$|(?:^|\s)\(\)$")
_AFTER = re.compile(
    r"\s*(?:$|[,;/|)•·.\n]|\b(?:and|or|und|oder|programming|language|developer|engineer)\b)",
    re.IGNORECASE,
)


def find(text: str) -> list[Hit]:
    """Return every skill mentioned in ``text`` in order, overlaps settled for the longest term."""
    known = vocabulary()
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]
    folded = [fold(token[0]) for token in tokens]
    hits, place = [], 0
    while place < len(tokens):
        width = _widest(known, folded, place)
        hit, step = _longest(known, text, tokens, folded, place, width) if width else (None, 1)
        if hit is not None:
            hits.append(hit)
        place += step
    return hits


def _widest(known: Vocabulary, folded: list[str], place: int) -> int:
    """Return how many words a term that starts here may have at most, 0 where none does."""
    first = folded[place]
    width = known.longest.get(first) or known.longest.get(singular(first), 0)
    if width < 2:
        return width
    second = folded[place + 1] if place + 1 < len(folded) else ""
    pairs = known.pairs
    return width if (first, second) in pairs or (first, singular(second)) in pairs else 1


def _longest(
    known: Vocabulary, text: str, tokens: list[Token], folded: list[str], place: int, most: int
) -> tuple[Hit | None, int]:
    """Return the longest term that starts at the token, and how many tokens to go on."""
    for width in range(min(most, len(tokens) - place), 0, -1):
        name = _named(known, tuple(folded[place : place + width])) or known.exact.get(
            tuple(token[0] for token in tokens[place : place + width])
        )
        start, end = tokens[place][1], tokens[place + width - 1][2]
        if name is None or (_APART.search(text, start, end) and not _INSIDE.search(name)):
            continue
        if width > 1 or name not in _SHORT or _stands_alone(text, start, end):
            return Hit(name, start, end), width
    return None, 1


def _named(known: Vocabulary, words: Key) -> str | None:
    """Return the skill that folded words name, its last word perhaps in the other number."""
    found = known.folded
    if name := found.get(words):
        return name
    last = words[-1]
    if last.endswith("s"):
        return found.get((*words[:-1], singular(last)))
    return found.get((*words[:-1], last + "s")) if len(words) > 1 or len(last) >= _LONG else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a short name stands in a list, not inside a sentence or an initial."""
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    if _MARK.search(before + after[:1]):
        return False
    return bool(_BESIDE.search(before)) and bool(_AFTER.match(after)) and after[:1] != "&"


def names_in(text: str) -> frozenset[str]:
    """Return the canonical names of the skills mentioned in ``text``."""
    return frozenset(hit.name for hit in find(text))
