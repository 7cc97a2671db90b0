"""Skills that no vocabulary knows: what a sentence says it wants somebody to know.

"Experience with", "knowledge of" and their kin are followed by what is to be known, often several
things in a row. Each is a noun phrase of few words that ends before the sentence goes on. A
posting's own words are the only source; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ats_service.engine.skills import Hit

_CUE = re.compile(
    r"(?<!user )(?<!customer )(?<!['’]s )\b(?:experience[ds]?|expertise|knowledge|understanding|"
    r"familiarity|familiar|proficien\w+|background|competen\w+|skilled|skills(?= in)|versed|"
    r"command|\w*kenntnisse|\w*erfahrung(?:en)?|umgang|wissen|connaissances?|expérience|maîtrise|"
    r"pratique|utilisation|notions|conocimientos?|experiencia|manejo|dominio|nociones|soltura)\s+"
    r"(?:working\s+|\w+ing\s+)?"
    r"(?:(?:with|of|in|about|into|using|mit|in|im|von|zu|de|en|des|du|con)\s+|d['’])",
    re.IGNORECASE,
)
#: Where the phrase ends: punctuation, or a word with which the sentence goes on.
_END = re.compile(
    r"[.;:!?()\n|]|\s[-–—]\s|\b(?:is|are|was|will|would|should|must|can|to|that|which|who|whom|"
    r"for|at|from|as|you|we|they|it|plus|preferred|preferably|required|gained|by|including|such|"
    r"within|where|when|while|across|through|via|into|using|e\.g|i\.e|etc|how|what|why|but|not|"
    r"like|this|please|be|have|has|had|ideally|both|ist|sind|wird|sowie|oder|qui|que|est|para|"
    r"son)\b",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|und|et|y|&)\s+|(?<=\w)/(?=\w)")
_OPENING = re.compile(
    r"^(?:(?:the|a|an|our|your|their|both|all|any|some|various|different|several|other|related|"
    r"similar|relevant|modern|one|at least|least|more|least one|of|with|in|on|und|die|der|das|"
    r"dem|den|de|du|des|del|les|la|le|el|los|good|strong|deep|solid|new|current|latest|common|own|these|this|those)\s+)+",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?i)^(?:<.*|\w|(?:or|and) .*|.* and|\W*|\d.*|years?|"
    r".*\b(?:years?|fields?|areas?|environments?|teams?|roles?|positions?|"
    r"topics?|things|people|others|colleagues|companies|organi[sz]ations?|customers?|clients?|"
    r"projects?|problems?|challenges|ways?|levels?|similar|related|same|one|more|others?)|"
    r"(?-i:[a-z]+ing)(?: .*)?|\w+ies|have .*|ability|able|perhaps|some|following|services|"
    r"platforms|technolog\w+|frameworks?|approaches|markets|products|numbers|excellence|"
    r".* ability)$"
)
_MOST_WORDS, _REACH = 4, 160


def wanted_in(text: str, known: Sequence[Hit]) -> list[Hit]:
    """Return the phrases behind words of knowing that overlap no ``known`` mention."""
    found: list[Hit] = []
    taken = bytearray(len(text))
    for hit in known:
        taken[hit.start : hit.end] = b"x" * (hit.end - hit.start)
    for cue in _CUE.finditer(text):
        for start, end in _phrases(text, cue.end()):
            if not any(taken[start:end]):
                taken[start:end] = b"x" * (end - start)
                found.append(Hit(text[start:end], start, end))
    return found


def _phrases(text: str, start: int) -> Iterator[tuple[int, int]]:
    stop = _END.search(text, start)
    end = min(stop.start() if stop else len(text), start + _REACH)
    at = start
    for gap in (*_ROW.finditer(text, start, end), None):
        yield from _trimmed(text, at, gap.start() if gap else end)
        at = gap.end() if gap else end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    opening = _OPENING.match(words)
    start += opening.end() if opening else 0
    words = text[start:end].rstrip(" ,")
    if words and len(words.split()) <= _MOST_WORDS and not _EMPTY.match(words):
        start += len(words) - len(words.lstrip())
        yield start, start + len(words.lstrip())
