"""Skills that are asked for: which, how strongly, in place of which others and for how long.

Only sections that ask are read; where a posting has none, its duties and opening are. A skill
that an optional clause names is nice to have; of those listed behind "such as" or "or" one
suffices. Names that no vocabulary knows count in demands of a line's length, unless the firm
speaks of them elsewhere too: its own name and its places are no skills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Skill
from ats_service.engine.postings.money import money_in
from ats_service.engine.postings.needs import asking
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.studies import fields_of_study
from ats_service.engine.postings.wishes import wished
from ats_service.engine.postings.years import first_years, needs_none
from ats_service.engine.skills import Hit, find
from ats_service.engine.skills.items import items_in
from ats_service.engine.skills.passing import asked_in
from ats_service.engine.skills.signs import signs_in
from ats_service.engine.skills.vocabulary import vocabulary

_ASKING = ("required", "nice", "duties", "intro")
_DEMANDS = ("required", "nice", "duties")
#: Spoken languages are facts of their own, and whole fields ("engineering") are no skills.
_NO_SKILLS = ("languages", "fields")
_ANY_OF = re.compile(
    r"such as|e\.g\.|for example|one or more|at least one|any of|either|like\b|similar|"
    r"\bor\b|/|z\.b\.|oder|ou\b|par exemple|como",
    re.IGNORECASE,
)

#: Words that demand something among wishes.
_FIRM = re.compile(
    r"\bmust\b|mandatory|(?<!not )\brequired\b|(?<!no )imprescindible|zwingend", re.IGNORECASE
)
#: Longer lines are running text, in which capitals say little.
_DEMAND_MOST = 250
_NAMED_LEAST = 2  # skills
#: A demand among duties.
_SHOULD = re.compile(r"(?:(?:you )?(?:should|must) have|exp(?:erience)? in)\b", re.IGNORECASE)
#: Semicolons part the items of a row: "Current licence; sterile filling; two references".
_PART = re.compile(r"[^;]+")
_WORD = re.compile(r"\w+")


def skills_asked(lines: list[Line]) -> Iterator[Skill]:
    """Yield every skill that a requirement names, once, with its weight and group."""
    asks = any(line.kind in ("required", "nice") for line in lines)
    needs = set() if asks else _needs(lines)
    seen: set[str] = set()
    own = {word for words in _firms_words(lines, needs) for word in _WORD.findall(words)}
    for number, line in enumerate(lines):
        if line.kind not in (_ASKING[:2] if asks and not _SHOULD.match(line.text) else _ASKING):
            continue
        listed = line.kind in _ASKING[:2] and len(line.text) <= _DEMAND_MOST
        for part, sentence in enumerate(line.sentences, 1):
            told = needs and line.kind == "intro" and sentence not in needs
            if told or needs_none(sentence):
                continue
            hits = _known_in(sentence)
            if listed or (sentence in needs and len(sentence) <= _DEMAND_MOST):
                hits = sorted([*hits, *_unknown_in(sentence, hits, line, own)], key=_start)
            yield from _skills_in(sentence, hits, line, f"line {number}.{part}", seen)


def _needs(lines: list[Line]) -> set[str]:
    """Return the sentences of an opening that ask, if they name skills; else none."""
    found = asking(sentences_in(lines, only=("intro",)))
    named = {hit.name for sentence in found for hit in _known_in(sentence)}
    return found if len(named) >= _NAMED_LEAST else set()


def _firms_words(lines: list[Line], needs: set[str]) -> Iterator[str]:
    """Yield the texts in which the firm speaks of itself."""
    for line in lines:
        if line.kind not in _DEMANDS:
            yield from (sentence for sentence in line.sentences if sentence not in needs)


def _unknown_in(sentence: str, known: list[Hit], line: Line, own: set[str]) -> Iterator[Hit]:
    """Yield the names that no vocabulary knows and the firm does not use of itself."""
    every = find(sentence) or known
    parts = list(_PART.finditer(sentence))
    for part in parts:
        at = part.start()
        inside = [Hit(hit.name, hit.start - at, hit.end - at) for hit in every]
        item = line.bullet or len(parts) > 1
        signs = list(signs_in(part.group(), inside, item=item))
        for hit in [*signs, *items_in(part.group(), [*inside, *signs], item=item)]:
            if own.isdisjoint(_WORD.findall(hit.name)):
                yield Hit(hit.name, hit.start + at, hit.end + at)


def _start(hit: Hit) -> int:
    return hit.start


def _known_in(sentence: str) -> list[Hit]:
    return [hit for hit in asked_in(sentence) if vocabulary().fields[hit.name] not in _NO_SKILLS]


def _skills_in(
    sentence: str, hits: list[Hit], line: Line, place: str, seen: set[str]
) -> Iterator[Skill]:
    others = [range(money.start, money.end) for money in money_in(sentence)]
    others += fields_of_study(sentence)
    hits = [hit for hit in hits if not any(hit.start in one for one in others)]
    found = {hit.name: sentence[hit.start : hit.end] for hit in reversed(hits)}
    names = [name for name in reversed(found) if name not in seen]
    firm = line.kind != "nice" or bool(_FIRM.search(sentence))
    at = {hit.name: hit.start for hit in reversed(hits)}
    group = place if len(names) > 1 and _ANY_OF.search(sentence) else ""
    years = first_years(sentence)
    for name in names:
        seen.add(name)
        weight = "required" if firm and not wished(sentence, at[name]) else "nice"
        yield Skill(name, weight, group, years, sentence, found[name])
