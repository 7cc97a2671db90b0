"""A word printed again and again: it wins no match, and people who read it put it aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_WORD = re.compile(r"[^\W\d_][\w+#.-]*")
#: The same word this often in a row, with nothing but separators between, is no sentence.
_RUN = 4


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per word that is repeated in a row, wherever lines break."""
    words = [
        word
        for line in subject.layout.lines
        for cell in line.cells
        for word in _WORD.findall(cell.text)
    ]
    told: set[str] = set()
    for word, length in _runs(words):
        if length >= _RUN and word not in told:
            told.add(word)
            yield _finding(word, length)


def _runs(words: list[str]) -> Iterator[tuple[str, int]]:
    """Yield words or pairs of words, and how often each stands in a row."""
    folded = [word.casefold().strip(".-") for word in words]
    for size in (1, 2):
        repeated = 0
        for at in range(size, len(folded) + 1):
            if at < len(folded) and folded[at] == folded[at - size]:
                repeated += 1
            elif repeated:
                yield " ".join(folded[at - size : at]), repeated // size + 1
                repeated = 0


def _finding(word: str, length: int) -> Finding:
    return Finding(
        rule="keywords-stuffed",
        severity="warning",
        message=f"“{word}” stands there {length} times in a row.",
        seen=" ".join([word] * min(length, 6)),
        advice="Name it once, and tell in a job what you did with it.",
    )


CHECK = check
