"""Ranks facts by how much they have to do with a posting. It orders; it never asserts."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from agent_service.openings.language import COMMON_WORDS, listed
from agent_service.writing.facts import Fact

_STOP = frozenset().union(*COMMON_WORDS.values()) | frozenset(
    listed(
        "from that it its at was were has had be or an not all can who what new our their more "
        "than work team experience role job years strong ability skills including across within "
        "using"
    )
)
#: How much more a word counts that the match found to be a requirement.
REQUIRED = 3.0
#: Keys under which a match row may name its requirement, and the evidence it found.
_NAMES = ("canonical", "requirement", "name", "label", "skill", "text")


class Relevance:
    """The words of one posting and what they weigh."""

    def __init__(self, text: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take the posting's text and the match's rows; rows only add weight."""
        self.text = text
        self._weights: dict[str, float] = {}
        for word in _words(text):
            self._weights.setdefault(word, 1.0)
        for row in rows:
            for named in _named(row):
                self._weights |= dict.fromkeys(_words(named[:200]), REQUIRED)

    def of(self, *texts: str) -> float:
        """Return how relevant ``texts`` are together, 0 for nothing in common."""
        words = {word for text in texts for word in _words(text)}
        shared = sum(self._weights.get(word, 0.0) for word in words)
        return shared / math.sqrt(6 + len(words))

    def names(self, text: str) -> bool:
        """Say whether the posting names ``text`` as whole words."""
        core = r"\s+".join(re.escape(part) for part in text.split())
        return bool(core) and bool(
            re.search(rf"(?<![^\W_]){core}(?![^\W_]|[+#])", self.text, re.IGNORECASE)
        )

    def ranked(self, facts: Iterable[Fact]) -> list[Fact]:
        """Return ``facts`` from most to least relevant, equals in their own order."""
        return sorted(facts, key=lambda fact: -self.of(fact.text))


def _named(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a match row says is required, in the row or in its requirement."""
    for value in (row.get(name) for name in _NAMES):
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _named(value)


def _words(text: str) -> list[str]:
    """Return the words that carry meaning, plural endings dropped."""
    words = re.findall(r"[^\W_]+[+#]*", text.casefold())
    kept = (word for word in words if word not in _STOP and (len(word) > 2 or not word.isalpha()))
    return [word[:-1] if len(word) > 4 and word.endswith("s") else word for word in kept]
