"""A word printed again and again: it wins no match, and people who read it put it aside.

In go the printed words, out comes a finding for a word or pair that follows itself four times or
more with nothing but separators between: no sentence does that, whatever it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ats_service.engine.document import Box
from ats_service.engine.finding import Finding, Subject, place

_WORD = re.compile(r"[^\W\d_][\w+#.-]*")
#: The same word this often in a row, with nothing but separators between, is no sentence.
_RUN = 4
_SHOWN = 6  # repeats


class _Word(NamedTuple):
    text: str  # as printed
    folded: str
    page: int
    box: Box  # of the cell it stands in


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per word, or pair of words, repeated in a row over any line breaks."""
    told: set[str] = set()
    for run, times in _runs(list(_words(subject))):
        folded = " ".join(word.folded for word in run)
        if times >= _RUN and folded not in told:
            told.add(folded)
            yield _finding(run, times, subject.document.paged)


def _words(subject: Subject) -> Iterator[_Word]:
    for line in subject.layout.lines:
        for cell in line.cells:
            for text in _WORD.findall(cell.text):
                yield _Word(text, text.casefold().strip(".-"), line.page, cell.box)


def _runs(words: list[_Word]) -> Iterator[tuple[list[_Word], int]]:
    """Yield words and pairs of two different words, and how often each stands in a row."""
    for size in (1, 2):
        repeated = 0
        for at in range(size, len(words) + 1):
            if at < len(words) and words[at].folded == words[at - size].folded:
                repeated += 1
                continue
            unit = words[at - size : at]
            if repeated and len({word.folded for word in unit}) == size:
                yield unit, repeated // size + 1
            repeated = 0


def _finding(run: list[_Word], times: int, paged: bool) -> Finding:
    printed = " ".join(word.text for word in run)
    return Finding(
        rule="keywords-stuffed",
        severity="warning",
        message=f"“{printed}” stands there {times} times in a row.",
        seen=" ".join([printed] * min(times, _SHOWN)),
        advice="Name it once, and tell in a job what you did with it.",
        page=run[0].page if paged else None,
        box=place(run[0].box) if paged else None,
    )


CHECK = check
