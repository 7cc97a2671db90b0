"""Start and deadline: a date beside the words that say what happens on it.

A date with a named month or in ISO form is given as ISO; one of digits with dots is day before
month; with slashes only where no doubt is left. Else the value is the date as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in

_MONTHS = (
    r"jan|ene", r"feb|fév|fev", r"mar|mär|mrz", r"apr|avr|abr", r"may|mai|mayo", r"jun|juin",
    r"jul|juil", r"aug|aoû|aou|ago", r"sep", r"oct|okt", r"nov", r"dec|dez|déc|dic",
)  # fmt: skip
_NAMED = "|".join(_MONTHS)
_DATE = re.compile(
    rf"(?P<iso>20\d\d-\d\d(?:-\d\d)?)|(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:of |de )?"
    rf"(?P<month>(?:{_NAMED})[a-zûéä]*\.?)\s*,?\s*(?:de )?(?P<year>20\d\d)|"
    rf"(?P<month2>(?:{_NAMED})[a-zûéä]*\.?)\s+(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?"
    rf"(?P<year2>20\d\d)|(?P<d>\d{{1,2}})(?P<sign>[./])(?P<m>\d{{1,2}})(?P=sign)(?P<y>20\d\d)",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"appl(?:y|ications?)[^.]{0,60}\b(?:by|before|until|no later than|clos\w+|due|accepted)\b|"
    r"(?:application )?deadline|closing date|"
    r"bewerb\w*[^.]{0,120}\bbis\b|bewerbungsfrist|bewerbungsschluss|last date|closing dates|"
    r"date limite|fecha límite|(?:candidat|envoy|adress|postul)\w+ [^.]{0,120}(?:avant le|"
    r"jusqu['’]au|"
    r"au plus tard)|plazo[^.]{0,60}hasta|"
    r"(?:inscripci|candidatur|solicitud|cv\b|currículum)\w*[^.]{0,80}(?:hasta|antes) (?:el|del)\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"start(?:ing|s)? (?:date|in|on|from)|\bstarting (?=\w+ 20\d\d)|\bstart\b[^.]{0,20}:|"
    r"date de début|eintritt\w*|"
    r"(?<!bis )\bzum (?=\d)|\bab (?=\d)|beginn\b|fecha de (?:inicio|incorporación)|"
    r"à partir d|à compter du|\bdès (?:le )?(?=\d)|prise de (?:poste|fonction)|available from|"
    r"\b(?:von|du) (?=\d{1,2}[./]\d)|\binicio\s*:|\bper (?=\d{1,2}\. ?\w+ 20)|"
    r"(?:leave|contract|cover|post|position|employment) from (?=\d)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:start|starting|available|eintritt\w*|beginn|incorporación)[^.]{0,30}"
    r"(?:immediate(?:ly)?|as soon as possible|asap|sofort|inmediata)|\bab sofort\b|"
    r"nächstmöglich\w*|dès que possible|incorporación inmediata|immediate start|"
    r"(?:démarrage|début|poste) immédiat|prise de poste immédiate",
    re.IGNORECASE,
)

#: Between two dates: applications are taken from the one to the other.
_UNTIL = re.compile(r"\s*(?:to|through|until|bis|au|al|-|–)\s*", re.IGNORECASE)


def deadline_of(lines: list[Line]) -> Fact | None:
    """Return until when one may apply."""
    return next(_beside(lines, _DEADLINE), None)


def start_of(lines: list[Line]) -> Fact | None:
    """Return when the work starts: a date, or ``immediately``."""
    dated = next(_beside(lines, _START), None)
    if dated is not None:
        return dated
    now = (sentence for sentence in sentences_in(lines) if _NOW.search(sentence))
    return next((Fact("immediately", sentence) for sentence in now), None)


def _beside(lines: list[Line], words: re.Pattern[str]) -> Iterator[Fact]:
    for sentence in sentences_in(lines):
        said = words.search(sentence) if "20" in sentence else None  # as every year has it
        date = _DATE.search(sentence, said.start()) if said else None
        if date is not None:
            until = _UNTIL.match(sentence, date.end()) if words is _DEADLINE else None
            end = _DATE.match(sentence, until.end()) if until else None
            yield Fact(_iso(end or date), sentence)


def _iso(hit: re.Match[str]) -> str:
    if hit["iso"]:
        return hit["iso"]
    month = hit["month"] or hit["month2"]
    if month:
        number = next(at for at, names in enumerate(_MONTHS, 1) if re.match(names, month, re.I))
        day, year = hit["day"] or hit["day2"], hit["year"] or hit["year2"]
        return f"{year}-{number:02d}-{int(day):02d}" if day else f"{year}-{number:02d}"
    return _of_digits(hit)


def _of_digits(hit: re.Match[str]) -> str:
    day, month = int(hit["d"]), int(hit["m"])
    if hit["sign"] == "/" and day <= 12 and month <= 12:
        return hit.group()
    if hit["sign"] == "/" and month > 12:
        day, month = month, day
    valid = 1 <= month <= 12 and 1 <= day <= 31
    return f"{hit['y']}-{month:02d}-{day:02d}" if valid else hit.group()
