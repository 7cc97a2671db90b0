"""Degrees that a text names, as far as they are printed: the level, the word, the subject.

"Bachelor's or Master's degree in Computer Science" is one thing to have, not three, so what is
known of it as a skill ("computer science") is taken into it. A level alone counts only where it
can mean nothing else: "PhD" does, "master" needs its apostrophe, the word degree or a subject.
Those who study for one ("PhD fellows", "a PhD position") have not been asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ats_service.engine.skills import Hit

_OWNER = r"(?:['’\xb4\x92]?s)?"
_LEVEL = (
    rf"(?:bachelor{_OWNER}|master{_OWNER}|doctoral|doctorate|ph\.?d|university|college|"
    r"technical|academic|(?:post[- ]?)?graduate|engineering|advanced|"
    r"(?-i:[BM]\.?Sc|[BM]\.?Eng|MBA|B\.?A|M\.?A|LL\.?[BM])|"
    r"(?:fach)?hochschulabschluss|diplom|licence|máster|grado)"
)
_WORD_FOR_IT = r"(?:degrees?|diplomas?|studium|abschluss)"
_DEGREE = re.compile(
    rf"\b(?:{_LEVEL}(?:\s*(?:/|,|\bor\b|\band\b|\boder\b|\bou\b)\s*(?:an?\s+)?{_LEVEL})*"
    rf"(?:\.?\s+{_WORD_FOR_IT})?|{_WORD_FOR_IT}(?=\s+(?:in|of)\s))(?![\w'’])",
    re.IGNORECASE,
)
#: Words that make a level one, if no word for a degree does.
_SURE = re.compile(
    rf"{_WORD_FOR_IT}\b|ph\.?d|doctorate|['’\xb4\x92]s\b|(?-i:[BM]\.?Sc|[BM]\.?Eng|MBA|LL\.?[BM])|"
    r"hochschulabschluss",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"{_WORD_FOR_IT}\b|['’\xb4\x92]s\b|hochschulabschluss", re.IGNORECASE)
#: A level alone is asked for in a text that speaks of having one.
_HOLDS = re.compile(
    r"\b(?:must|requir\w*|qualif\w*|holds?|have|having|diplomas?|education|obtained|completed)\b",
    re.IGNORECASE,
)
_REACH = 120  # characters
_STUDYING = re.compile(
    r"\s*(?:students?|fellows?\w*|candidates?|program\w*|stipends?|positions?|projects?|"
    r"scholar\w*|thesis|theses|supervis\w*|stud(?:y|ies)\b|guide|certificates?|of (?!science|arts|"
    r"law|engineering|education|business|laws))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\s+(?:in|of)\s+(?:the field of\s+)?", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:/|,|\band\b|\bor\b|&|\s)\s*")


def degrees_in(text: str, known: Sequence[Hit]) -> Iterator[Hit]:
    """Yield each degree in ``text`` with its subjects, which are ``known`` mentions in order."""
    starts = {hit.start: hit.end for hit in known}
    for found in _DEGREE.finditer(text):
        end = found.end()
        if not _SURE.search(found.group()) or _STUDYING.match(text, end):
            continue
        subject = _SUBJECT.match(text, end)
        if subject and subject.end() in starts:
            end = _subjects(text, starts[subject.end()], starts)
        elif not (_NAMED.search(found.group()) or _held(text, *found.span())):
            continue
        yield Hit(text[found.start() : end], found.start(), end)


def _held(text: str, start: int, end: int) -> bool:
    return bool(_HOLDS.search(text, max(0, start - _REACH), end + _REACH))


def _subjects(text: str, end: int, starts: dict[int, int]) -> int:
    """Return where a row of subjects ends, of which the first ends at ``end``."""
    gap = _NEXT.match(text, end)
    while gap and gap.end() in starts:
        end = starts[gap.end()]
        gap = _NEXT.match(text, end)
    return end
