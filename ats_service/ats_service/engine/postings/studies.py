"""Fields of study: what a degree is asked in, which is nothing to know by itself.

"Degree in physics, or experience with Python" asks for Python, not for physics. In goes a
sentence, out come the stretches of it that name what was studied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DEGREE = (
    r"bachelor(?:['’]?s)?|(?<!scrum )master(?:['’]?s)?|degrees?|diplomas?|diplôme|ph\.?d\.?|"
    r"doctorate|qualifications?|"
    r"(?-i:[BM]\.?\s?(?:Sc|Eng|Tech|Ed|Com|A|S|E)\b\.?|MBA|BTS|DUT|HBO|FH|HES|Uni)|studium|"
    r"hochschulstudium|hochschulabschluss|studienabschluss|abschluss|licence|licenciatura|grado|"
    r"máster|maestría|diplomatura|titulación|título|carrera|ingenier[ií]a|formation|bachelier|"
    r"graduates?|graduat"
)
#: What stands between a degree and its field, beside other degrees.
_BETWEEN = (
    r"or|and|oder|ou|und|o|y|an?|une?|un|higher|above|level|advanced|relevant|technical|related|"
    r"university|college|universitaire|universitari[oa]|working|thinking|preferably|ideally|"
    r"preferred|required|for|example|instance|such|as|e\.g\.|z\. ?b\.|educated|to"
)
_OPENS = re.compile(
    rf"\b(?:{_DEGREE})(?:[\s/,()]{{1,3}}(?:{_DEGREE}|{_BETWEEN})(?![\w'’])){{0,9}}\)?,?\s"
    r"(?:in|of|der|des|im|en|de|d['’]|du)(?:\s|(?<=['’]))(?!(?:your|our|its?|this|all|one)\b)",
    re.IGNORECASE,
)
#: Where the field ends and another demand or a way round it begins.
_ENDS = re.compile(
    r"[;.](?=\s|$)|\b(?:with|mit|avec|con|plus|equivalent\w*|comparable|vergleichbar\w*|"
    r"gleichwertig\w*|équivalent\w*|equivalente\w*|experience\w*|\w*erfahrung|expérience|"
    r"experiencia|knowledge|\w*kenntnisse|proficien\w+|\d+\+?\s(?:years|yrs|jahre|ans|años))\b",
    re.IGNORECASE,
)


#: The last of a row of fields stands behind one of these; without any the first is the only one.
_LAST = re.compile(
    r"\b(?:or|oder|ou|o|u|bzw|similar\w*|related|ähnlich\w*|verwandt\w*|af[ií]n\w*|"
    r"assimilé)\b[^,]*",
    re.IGNORECASE,
)


_REACH = 300  # characters


def fields_of_study(sentence: str) -> Iterator[range]:
    """Yield where a sentence names a degree and the fields that it is asked in."""
    for opens in _OPENS.finditer(sentence):
        start, most = opens.end(), opens.end() + _REACH
        ends = _ENDS.search(sentence, start, most)
        yield range(opens.start(), _row_end(sentence, start, ends.start() if ends else most))


def _row_end(sentence: str, start: int, end: int) -> int:
    """Return where a row of fields ends that cannot reach beyond ``end``."""
    comma = sentence.find(",", start, end)
    if comma < 0:
        return end
    return max((last.end() for last in _LAST.finditer(sentence, comma, end)), default=comma)
