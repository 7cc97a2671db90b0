"""Employers that an entry names only in its own description.

Some layouts print a position and a period and leave the organisation to the text below. The text
may say it in two ways that leave little doubt: a sentence says what the organisation is ("Acme is
a maker of ..."), or it is a single one that ends with whom the work was for ("... the checkout
for Acme."). A name counts when it is capitalised, is no skill and no place, and all that the text
says agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ats_service.engine import skills
from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.found import Found, found
from ats_service.engine.lexicon.places import find_place

_NAME = r"(?-i:[A-Z][\w&.'’-]*(?: (?:of|de|&|[A-Z][\w&'’-]*)){0,4})"
_IS = re.compile(
    rf"(?:^|[.!?]\s*)({_NAME}) (?:is|was|est|était|ist|war|es|era) "
    r"(?:an?|the|une?|ein|eine|una|el|la)\b"
)
_FOR = re.compile(rf"\b(?:for|at|bei|für|chez|pour|para) ({_NAME})\.?$")
#: Words that begin sentences and name nobody.
_NOBODY = frozenset(
    {"This", "That", "It", "There", "He", "She", "My", "The", "Our", "Cela", "Dies"}
)
#: Such a name is read from prose, not from a heading.
_SURE = 0.4


def employer_in(texts: Sequence[Found], items: Sequence[Found]) -> Found | None:
    """Return the organisation that an entry's paragraphs and list items name, or None."""
    named = [name for text in texts if (name := _read(text, _IS))]
    if not named and len([*texts, *items]) == 1:
        named = [name for text in [*texts, *items] if (name := _read(text, _FOR))]
    return named[0] if len({name.value for name in named}) == 1 else None


def _read(text: Found, pattern: re.Pattern[str]) -> Found | None:
    for chunk in text.chunks:
        hit = pattern.search(chunk.text)
        if hit and _is_name(hit[1]):
            return found(_cut(chunk, hit), _SURE)
    return None


def _cut(chunk: Chunk, hit: re.Match[str]) -> Chunk:
    return chunk.cut(*hit.span(1)).trim(".")


def _is_name(text: str) -> bool:
    known = sum(hit.end - hit.start + 1 for hit in skills.find(text))
    return text not in _NOBODY and known <= len(text) / 2 + 1 and find_place(text) is None
