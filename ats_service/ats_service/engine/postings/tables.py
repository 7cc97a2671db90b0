"""Tables of names and the words that give them away, and the two questions asked of them.

A table and a text or sentences go in; out comes the first name, or each name with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ats_service.engine.postings.facts import Fact

Table = tuple[tuple[str, re.Pattern[str]], ...]


def table(*rows: tuple[str, str]) -> Table:
    """Return rows of a name and an expression, which letter case does not matter to."""
    return tuple((name, re.compile(words, re.IGNORECASE)) for name, words in rows)


def named(rows: Table, text: str) -> str:
    """Return the first name in the table whose words stand in ``text``; "" for none."""
    return next((name for name, words in rows if words.search(text)), "")


def each_named(rows: Table, sentences: Iterable[str]) -> list[Fact]:
    """Return each name that some sentences give, once, with the first sentence that does."""
    found: dict[str, Fact] = {}
    for sentence in sentences:
        for name, words in rows:
            if name not in found and words.search(sentence):
                found[name] = Fact(name, sentence)
    return list(found.values())


def holds(text: str, stems: tuple[str, ...]) -> bool:
    """Return whether any stem, in lower case, stands in ``text``: a quick look before a table."""
    low = text.lower()
    return any(stem in low for stem in stems)
