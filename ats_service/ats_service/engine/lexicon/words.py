"""Sets of words and stems, and how much of a text they make up.

A name of a data file goes in, a set comes out; texts are compared in lower case, without accents
and endings of gender; a stem with a star matches the start of a word or a part of a compound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ats_service.engine.cleaning import plain
from ats_service.engine.lexicon import read_lines

#: The sets by which a statement of an entry tells what it names.
NAMING = ("titles", "organisations", "institutions", "degrees")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_GENDER = re.compile(r"(?:[*:_/·]|\()-?(?:innen|in|r|e|euse|trice|rice|ne|se|a|o)\)?(?=\W|$)")


@dataclass(frozen=True, eq=False)
class WordSet:
    """Words in lower case without accents; stems match the start or, in compounds, the end."""

    words: frozenset[str]
    stems: tuple[str, ...]  # of up to four letters: they only match the start
    inner: re.Pattern[str] | None  # longer stems

    def has(self, word: str) -> bool:
        """Return whether one word, compared as `plain` does, belongs to the set."""
        bare = word.replace(".", "")
        if bare in self.words or bare.removesuffix("s") in self.words:
            return True
        return bare.startswith(self.stems) or bool(self.inner and self.inner.search(bare))

    def hits(self, text: str) -> int:
        """Return how many words of ``text`` belong to the set."""
        return _hits(self, text)


@lru_cache(maxsize=4096)
def _hits(known: WordSet, text: str) -> int:
    words = _WORD.findall(plain(_GENDER.sub("", text)))
    return sum(known.has(part) for word in words for part in {word, *word.split("-")})


def is_naming(text: str) -> bool:
    """Return whether a text holds a word of titles, employers, schools or degrees."""
    return any(word_set(kind).hits(text) for kind in NAMING)


@cache
def word_set(name: str) -> WordSet:
    """Return the set in the data file ``name``, such as ``titles``."""
    entries = [part.strip() for line in read_lines(f"{name}.txt") for part in line.split(";")]
    stems = tuple(plain(entry[:-1]) for entry in entries if entry.endswith("*"))
    words = frozenset(plain(entry).replace(".", "") for entry in entries if entry[-1:] != "*")
    inner = "|".join(re.escape(stem) for stem in stems if len(stem) > 4)
    short = tuple(stem for stem in stems if len(stem) <= 4)
    return WordSet(words, short, re.compile(inner) if inner else None)
