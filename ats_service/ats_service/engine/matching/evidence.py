"""Where a résumé says that somebody can do something, and for how long they did.

In goes a JSON Resume, out come its texts with what each is worth (done in a job counts more than
learnt, and that more than only said) and the months it speaks of. A word of denial shortly before
a skill turns the mention round; "basic" halves it. Months of two jobs at one time count once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from ats_service.engine import skills
from ats_service.engine.lexicon.dates import find_periods

#: How much a mention is worth by where it stands: done, shown, learnt, only said.
CREDIT = {"work": 1.0, "volunteer": 1.0, "projects": 0.9, "certificates": 0.8, "education": 0.8}
ONLY_SAID = 0.6
_NOT = re.compile(
    r"\b(?:no|not|never|without|lacks?|none|keine?|nicht|ohne|sans|sin|ningun[ao]?)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:basic|beginner|elementary|limited|some exposure|grundkenntnisse)\b", re.I
)
_SHINGLE = 6  # words
Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the résumé: where it stands and the months it speaks of."""

    pointer: str
    text: str
    credit: float
    months: frozenset[int] = frozenset()


@dataclass(slots=True)
class Mention:
    """The best evidence for one skill, and all months in which it was used."""

    credit: float = 0.0
    negated: bool = False
    spans: list[dict[str, str]] = field(default_factory=list)
    months: set[int] = field(default_factory=set)


def pieces_of(resume: Mapping[str, Any], *, as_of: date, text: str = "") -> list[Piece]:
    """Return every text of a JSON Resume with what it is worth; ``text`` where it has no jobs."""
    found = [
        Piece(pointer, words, CREDIT.get(section, ONLY_SAID), months)
        for section in ("work", "volunteer", "projects", "certificates", "education", "skills")
        for number, entry in enumerate(_entries(resume, section))
        for months in [_months(entry, as_of, goes_on=_goes_on(resume, section, number))]
        for pointer, words in _texts(f"/{section}/{number}", entry)
    ]
    basics = resume.get("basics") or {}
    found += [
        Piece(f"/basics/{name}", str(basics[name]), ONLY_SAID)
        for name in ("summary", "label")
        if basics.get(name)
    ]
    return found if _entries(resume, "work") else found + list(_from_text(text, as_of))


def _entries(resume: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    rows = resume.get(section) or []
    return [row for row in rows if isinstance(row, Mapping)]


def _texts(pointer: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every string below a value with its JSON pointer."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in ("startDate", "endDate", "url"):
                yield from _texts(f"{pointer}/{name}", inner)
    elif isinstance(value, Sequence):
        for number, inner in enumerate(value):
            yield from _texts(f"{pointer}/{number}", inner)


def _from_text(text: str, as_of: date) -> Iterator[Piece]:
    """Yield the sentences of a text without structure; those with a period count as jobs."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n", text):
        months: set[int] = set()
        for period in find_periods(sentence):
            end = period.end or ("" if period.current else period.start)
            months |= _between(period.start, end, as_of)
        listed = re.match(r"\s*(?:skills|kenntnisse|compétences)\s*:", sentence, re.I)
        credit = CREDIT["work"] if months and not listed else ONLY_SAID
        if sentence.strip():
            yield Piece("/text", sentence.strip(), credit, frozenset(months))


def _goes_on(resume: Mapping[str, Any], section: str, number: int) -> bool:
    """Return whether an entry without an end goes on.

    In a résumé that was read from a document it must be printed so, or be the first of its
    section: an older entry with a lone date says nothing about how long it lasted.
    """
    meta = resume.get("meta")
    printed = meta.get("current") if isinstance(meta, Mapping) else None
    return not isinstance(printed, list) or number == 0 or f"/{section}/{number}" in printed


def _months(entry: Mapping[str, Any], as_of: date, *, goes_on: bool) -> frozenset[int]:
    """Return the months of an entry, counted from year 0; one that goes on ends today."""
    start = str(entry.get("startDate") or "")
    end = str(entry.get("endDate") or "") or ("" if goes_on else start)
    return frozenset(_between(start, end, as_of)) if start else frozenset()


def _between(start: str | None, end: str | None, as_of: date) -> set[int]:
    first, last = _month(start or "", 1), _month(end or "", 12)
    today = as_of.year * 12 + as_of.month - 1
    if first is None:
        return set()
    return set(range(first, min(today if last is None else last, today) + 1))


def _month(text: str, missing: int) -> int | None:
    hit = re.match(r"(\d{4})(?:-(\d{2}))?", text)
    return int(hit[1]) * 12 + int(hit[2] or missing) - 1 if hit else None


def years_of(pieces: Sequence[Piece], sections: tuple[str, ...] = ("/work", "/text")) -> float:
    """Return the years that the jobs cover; overlapping months count once."""
    months: set[int] = set()
    for piece in pieces:
        if piece.pointer.startswith(sections):
            months |= piece.months
    return round(len(months) / 12, 1)


def mentions_in(pieces: Sequence[Piece]) -> dict[str, Mention]:
    """Return the evidence for every skill that is mentioned, by canonical name.

    Negated mentions are kept apart; a skill also vouches for what it is a kind of.
    """
    found: dict[str, Mention] = {}
    for piece in pieces:
        for hit in skills.find(piece.text):
            for name in (hit.name, *skills.parents(hit.name)):
                _count(found.setdefault(name, Mention()), piece, hit)
    return found


def mention_of(words: str, pieces: Sequence[Piece]) -> Mention | None:
    """Return the evidence for what no vocabulary knows: the very words, in any case."""
    found, same = Mention(), re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    for piece in pieces:
        for hit in same.finditer(piece.text):
            _count(found, piece, skills.Hit(words, *hit.span()))
    return found if found.spans or found.negated else None


def _count(mention: Mention, piece: Piece, hit: skills.Hit) -> None:
    before = piece.text[max(0, hit.start - 60) : hit.start]
    if _NOT.search(before):
        mention.negated = True
        return
    credit = piece.credit * (0.5 if _WEAK.search(before[-30:]) else 1.0)
    mention.months |= piece.months
    if len(mention.spans) < 5:
        mention.spans.append({"pointer": piece.pointer, "quote": piece.text[hit.start : hit.end]})
    mention.credit = max(mention.credit, credit)


@lru_cache(maxsize=65536)
def shingles(text: str) -> Shingles:
    """Return the groups of six successive words of a text; none for a shorter one."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
