"""Finds skills of our own vocabulary in text: the longest term wins, case decides where it must.

>>> [hit.name for hit in find("Python and PostgreSQL; go to market")]
['Python', 'PostgreSQL']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_TOKEN = re.compile(r"[^\W_]+(?:[+#]+)?|\.(?=net\b)", re.IGNORECASE)
_LONGEST = 5  # words of the longest term


@dataclass(frozen=True, slots=True)
class Hit:
    """One mention: the canonical name and where it stands (characters, end exclusive)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms by their words; ``exact`` terms count only in the given case."""

    folded: dict[tuple[str, ...], str]
    exact: dict[tuple[str, ...], str]
    parents: dict[str, str]
    names: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of ``vocabulary.txt``, read once."""
    found = Vocabulary({}, {}, {}, frozenset())
    names = set()
    text = resources.files(__package__).joinpath("vocabulary.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("# "):
            names.add(_add(found, line))
    return Vocabulary(found.folded, found.exact, found.parents, frozenset(names))


def _add(found: Vocabulary, line: str) -> str:
    """Add one line's terms; return its canonical name."""
    terms, _, parent = line.partition(" < ")
    first, *aliases = (term.strip() for term in terms.split(";"))
    name = first.lstrip("=")
    for term in (first, *aliases):
        if term.startswith("="):
            found.exact[_words(term[1:])] = name
        else:
            found.folded[_words(term.casefold())] = name
    if parent:
        found.parents[name] = parent.strip()
    return name


def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


#: One-letter names are skills only in a list or beside their trade.
_SHORT = frozenset({"C", "R", "Go"})
_BESIDE = re.compile(
    r"(?:^|[,;:.\n/|(•·]|\b(?:and|or|in|with|using|und|oder|mit|et|ou|y|o))\s*$", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s*(?:$|[,;/|)•·.\n]|\b(?:and|or|und|oder|programming|language|developer|engineer)\b)",
    re.IGNORECASE,
)


def find(text: str) -> list[Hit]:
    """Return every skill mentioned in ``text`` in order, overlaps settled for the longest term."""
    known = vocabulary()
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    folded = [token[0].casefold() for token in tokens]
    hits, place = [], 0
    while place < len(tokens):
        hit, width = _longest(known, text, tokens, folded, place)
        if hit is not None:
            hits.append(hit)
        place += width
    return hits


def _longest(
    known: Vocabulary,
    text: str,
    tokens: list[tuple[str, int, int]],
    folded: list[str],
    place: int,
) -> tuple[Hit | None, int]:
    """Return the longest term that starts at the token, and how many tokens to go on."""
    for width in range(min(_LONGEST, len(tokens) - place), 0, -1):
        written = tuple(token[0] for token in tokens[place : place + width])
        name = known.folded.get(tuple(folded[place : place + width])) or known.exact.get(written)
        if name is None:
            continue
        start, end = tokens[place][1], tokens[place + width - 1][2]
        if "\n" in text[start:end]:
            continue
        if width > 1 or name not in _SHORT or _stands_alone(text, start, end):
            return Hit(name, start, end), width
    return None, 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a short name stands in a list, not inside a sentence or an initial."""
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return bool(_BESIDE.search(before)) and bool(_AFTER.match(after)) and after[:1] != "&"


def names_in(text: str) -> frozenset[str]:
    """Return the canonical names of the skills mentioned in ``text``."""
    return frozenset(hit.name for hit in find(text))


def parents(name: str) -> Iterator[str]:
    """Yield what a skill is a kind of, nearest first."""
    known = vocabulary()
    while name := known.parents.get(name, ""):
        yield name
