"""Mentions in passing: names of skills in a posting that ask for nothing.

A posting calls people and departments by what they do ("Java developers", "our research team"),
uses many names of skills as plain words ("reporting to", "acting as") and says what the firm does
itself. The first are told by the word beside them, the second by a list of such words, the third
by how the sentence begins; none counts but beside a word for knowing: "experience in research"
asks for it, "leading research" does not. On a résumé all are evidence: this is for postings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources

from ats_service.engine.skills import Hit, find

_PEOPLE = re.compile(
    r"\s*[-–/]?\s*(?:\w+ )?(?:developers?|engineers?|consultants?|architects?|managers?|"
    r"specialists?|analysts?|scientists?|leads?|teams?|departments?|positions?|roles?|experts?|administrators?|"
    r"designers?|programmers?|entwickler\w*|compan(?:y|ies)|groups?|centers?|institutes?|"
    r"communit(?:y|ies)|jobs?|professionals?|colleagues?)\b",
    re.IGNORECASE,
)
_KNOWING = re.compile(
    r"\b(?:experienced?|knowledge|skill(?:s|ed)?|proficien\w+|expertise|background|familiar\w*|"
    r"understanding|competen\w+|certif\w+|degree|trained|versed|fluen\w+|native|speak\w*|spoken|"
    r"written|languages?|command|qualification\w*|stud(?:y|ies)|kenntnis\w*|erfahrung\w*|"
    r"connaissance\w*|expérience\w*|conocimiento\w*|experiencia\w*)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\W{0,2}(?:\([^)]*\) ?)?(?:and \w+ |or \w+ |/ ?\w+ )?(?:languages?|skills?|proficiency|"
    r"fluency|knowledge|experience|expertise|certificat\w+|background|required|mandatory|"
    r"is (?:required|essential|a must|mandatory|a plus))\b",
    re.IGNORECASE,
)
#: A firm that speaks of itself, and words that turn such a sentence to the reader.
_ITSELF = re.compile(r"\W*(?:We|Our|Us|They|Their|At [A-Z]\w+,|Join|With our)\b")
_READER = re.compile(
    r"\b(?:you\w*|experienced?|knowledge|skill\w*|require\w*|must|need|looking for|expect|"
    r"candidate|stack|proficien\w+|ideal\w*|seeking|hiring)\b",
    re.IGNORECASE,
)
_PLACE_OF_WORK = re.compile(
    r"\b(?:departments?|institutes?|faculty|school|centers?|centres?|division|section) "
    r"(?:of|for)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


@cache
def plain_words() -> frozenset[str]:
    """Return names of skills that are plain words too, from ``plain.txt``."""
    text = resources.files(__package__).joinpath("plain.txt").read_text(encoding="utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if line.strip())


class Sentences:
    """Where the sentences of a text lie, looked up by a mention."""

    def __init__(self, text: str) -> None:
        """Find the ends of all sentences once."""
        self.length = len(text)
        self._ends = [end.span() for end in _SENTENCE_END.finditer(text)]

    def around(self, hit: Hit) -> tuple[int, int]:
        """Return where the sentence around a mention starts and ends."""
        before = bisect_right(self._ends, hit.start, key=lambda end: end[1])
        after = bisect_left(self._ends, hit.end, key=lambda end: end[0])
        start = self._ends[before - 1][1] if before else 0
        return start, self._ends[after][0] if after < len(self._ends) else self.length


def asked_in(text: str) -> list[Hit]:
    """Return the mentions of skills in a posting that are not made in passing."""
    sentences = Sentences(text)
    return [
        hit
        for hit in find(text)
        if known_beside(text, hit) or not made_in_passing(text, hit, sentences)
    ]


def known_beside(text: str, hit: Hit) -> bool:
    """Return whether a word for knowing stands beside the mention."""
    return bool(
        _KNOWING.search(text, max(0, hit.start - 100), hit.start) or _KNOWN.match(text, hit.end)
    )


def made_in_passing(text: str, hit: Hit, sentences: Sentences) -> bool:
    """Return whether a mention names people, a place of work, a plain word or the firm's own."""
    words = text[hit.start : hit.end].casefold()
    if words in plain_words() or _PEOPLE.match(text, hit.end):
        return True
    start, stop = sentences.around(hit)
    sentence = text[start:stop].strip()
    own = _ITSELF.match(sentence) and not _READER.search(sentence)
    return bool(own or _PLACE_OF_WORK.search(text, max(0, hit.start - 80), hit.start))
