"""What forms ask and offer in further languages: one packaged table for each of them.

The patterns are matched against folded text (``words.fold``), each from the start of a word;
``^…$`` is the whole label, but for the words that only ask it. The first match of a language
wins, and the first language that knows the label.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal, get_args

#: Tables of slots: asked before all other rules, of any control, in a block of jobs or of
#: studies, of an upload, of a tick, of a text.
Part = Literal["first", "asked", "jobs", "studies", "files", "ticks", "prose"]
#: Lists that tell what is asked without telling a slot: what only the person may say, what is
#: about somebody else, what applies in special cases, what asks for the opposite, what asks for
#: a consent, why this employer.
Sort = Literal["person_only", "other_person", "special", "denied", "consents", "motivation"]

_SORTS: tuple[Sort, ...] = get_args(Sort)
_PARTS: tuple[Part, ...] = get_args(Part)
_HEADING = "heading"


@dataclass(frozen=True)
class Wordbook:
    """The words of one language.

    Attributes:
        opening: the words before what is asked ("please enter your").
        ending: the words behind it ("of the applicant").
        slots: of each part, the slots and their shapes, in order.
        sorts: shapes that tell no slot.
        said: what options and answers say, by kind: shapes or words.
        tongues: shapes of the names of languages, by their English names.
        countries: names of countries by ISO code, as lists and sentences have them.
    """

    opening: re.Pattern[str]
    ending: re.Pattern[str]
    slots: Mapping[Part, Mapping[str, re.Pattern[str]]]
    sorts: Mapping[Sort, re.Pattern[str]]
    said: Mapping[str, str]
    tongues: Mapping[str, str]
    countries: Mapping[str, frozenset[str]]

    def forms_of(self, label: str) -> tuple[str, str]:
        """Return a folded label as it is, and without the words that only ask it."""
        return label, self.ending.sub("", self.opening.sub("", label, count=1), count=1)


@cache
def wordbooks() -> tuple[Wordbook, ...]:
    """Return the words of every language that is packaged, by the name of its file."""
    folder = resources.files("agent_service.forms") / "languages"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(_wordbook(tomllib.loads(file.read_text("utf-8"))) for file in files)


def _wordbook(table: Mapping[str, Any]) -> Wordbook:
    return Wordbook(
        opening=re.compile(rf"^((?:{'|'.join(table['opening'])})\s)+"),
        ending=re.compile(rf"(\s(?:{'|'.join(table['ending'])}))+$"),
        slots={p: {k: _shape(v) for k, v in table.get(p, {}).items()} for p in _PARTS},
        sorts={sort: _shape(table[sort]) for sort in _SORTS},
        said=_joined(table["said"]),
        tongues=_joined(table["tongues"]),
        countries={code: frozenset(names) for code, names in table["countries"].items()},
    )


def _joined(kinds: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """Return lists of shapes as one shape each; texts are words in an order, and stay."""
    return {k: told if isinstance(told, str) else "|".join(told) for k, told in kinds.items()}


def _shape(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})" if patterns else "(?!)")


@lru_cache(4096)
def slot_in(part: Part, label: str, section: str = "") -> str:
    """Return the slot that a folded label asks for in some language; empty for none.

    Args:
        part: which table is looked into.
        label: the folded label.
        section: the folded heading; one of jobs or studies has labels of its own.
    """
    for book in wordbooks():
        slots = book.slots[part]
        heading = slots.get(_HEADING)
        if heading and not heading.search(section):
            continue
        texts = book.forms_of(label)
        for slot, shape in slots.items():
            if slot != _HEADING and any(map(shape.search, texts)):
                return slot
    return ""


@lru_cache(4096)
def is_sort(sort: Sort, label: str) -> bool:
    """Return whether a folded label is of a sort in one of the languages."""
    return any(
        book.sorts[sort].search(text) for book in wordbooks() for text in book.forms_of(label)
    )


def said(*kinds: str) -> str:
    """Return the shape of what options say, of any of these kinds, in all languages."""
    found = (book.said[kind] for book in wordbooks() for kind in kinds)
    return rf"\b(?:{'|'.join(found)})\b"


def counted(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a kind that their place tells: of each language the first, and so on."""
    rows = [book.said[kind].split() for book in wordbooks()]
    return tuple(tuple(words) for words in zip(*rows, strict=True))


def listed(kind: str) -> frozenset[str]:
    """Return all words of a kind, of every language."""
    return frozenset(word for book in wordbooks() for word in book.said[kind].split())


def tongue(name: str) -> str:
    """Return what is to be added to the shape of a language's name; empty for nothing."""
    return "".join(rf"|\b(?:{book.tongues[name]})" for book in wordbooks() if name in book.tongues)


@cache
def names_of_country(code: str) -> frozenset[str]:
    """Return the folded names of a country by ISO code, with their endings after "in"."""
    return frozenset().union(*(book.countries.get(code, ()) for book in wordbooks()))
