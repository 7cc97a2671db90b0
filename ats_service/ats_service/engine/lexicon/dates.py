"""Dates and periods as people write them in English, German, French and Spanish.

A text goes in, periods come out as "2020-02" or "2020" with their place in the text. Months are
told by name, number or ISO form, an open end by words such as "present" and "heute" or a dash at
the end; lengths ("2 years 3 months") are no dates. Accents are folded without changing offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ats_service.engine.cleaning import plain, words

_MONTHS = (
    "jan january januar janner janvier janv enero ene",
    "feb febr february februar feber fevrier fevr fev febrero",
    "mar march marz mrz mars marzo maer",
    "apr april avril avr abril abr",
    "may mai mayo",
    "jun june juni juin junio",
    "jul july juli juillet juill juil julio",
    "aug august aout aou agosto ago",
    "sep sept september septembre septiembre set",
    "oct october oktober okt octobre octubre",
    "nov november novembre noviembre",
    "dec december dezember dez decembre diciembre dic",
)
_NUMBER = {name: number for number, row in enumerate(_MONTHS, 1) for name in row.split()}
#: Seasons and quarters are recognised, but only their year is kept: they name no month.
_SEASON = words(
    "spring summer fall autumn winter fruhling sommer herbst printemps ete automne hiver "
    "primavera verano otono invierno q1 q2 q3 q4"
)
_NOW = (
    r"present|current|currently|now|today|ongoing|to date|till date|date|heute|aktuell|derzeit"
    r"|gegenwärtig|jetzt|laufend|aujourd['’]?hui|actuel(?:lement)?|présent|à ce jour|en cours"
    r"|actualidad|actual(?:mente)?|presente|hoy|la fecha"
)
_WORDS = "|".join(sorted({*_NUMBER, *_SEASON}, key=len, reverse=True))
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_SHORT_YEAR = r"['’]\d{2}"
#: Written over the accentless text, which has the same length (see `_fold`).
_POINT = (
    rf"(?:(?P<iso>{_YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?)(?!\d)"
    rf"|(?P<dmy>(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-]{_YEAR})(?!\d)"
    rf"|(?P<my>(?:0?[1-9]|1[0-2])\s?[./-]\s?{_YEAR})(?!\d)"
    rf"|(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?)?"
    rf"(?P<name>{_WORDS})\.?,?\s*(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?\s+)?"
    rf"(?:de\s+|del\s+|of\s+)?(?P<nyear>{_YEAR}|{_SHORT_YEAR})(?!\d)"
    rf"|(?P<brief>(?:0[1-9]|1[0-2])/\d{{2}}|{_SHORT_YEAR})(?![\d/.])"
    rf"|(?P<year>{_YEAR})(?:(?=-{_YEAR}(?![\d-]))|(?![\d-]*\d{{3}})))"
)


def _named(prefix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<{prefix}\1>", _POINT)


_DASH = (
    r"(?:\s*(?:-|–|—|−|\u2010|→|➔|⟶|➜|~|⇒)+>?\s*"
    r"|\s+(?:to|until|till|through|bis|au|a|hasta|al)\s+)"
)
_NOW_FOLDED = plain(_NOW)
_SINCE = r"(?P<since>(?:since|seit|depuis(?: le)?|desde|ab|from|von|du|de)\s+)?"
_PERIOD = re.compile(
    rf"(?<![\w/.-]){_SINCE}(?:(?P<first>{_WORDS})\.?\s*(?:-|–|—)\s*)?{_named('a')}"
    rf"(?:{_DASH}(?:{_named('b')}|(?P<now>{_NOW_FOLDED})\b|(?P<short>\d{{2}})(?!\d)))?"
    rf"(?P<open>\s*(?:-|–|—)(?=\s*(?:$|[)|,;])))?"
)
_ONLY_NOW = re.compile(rf"\W*(?:{_NOW_FOLDED})(?:{_DASH}(?:{_NOW_FOLDED}))?\W*")
_DURATION = re.compile(
    r"\(?\s*(?:(?:~|ca\.?|about|over)\s*)?\d{1,2}(?:[.,]\d)?\+?\s*"
    r"(?:years?|yrs?|y|months?|mos?|jahre?n?|monate?n?|ans?|annees?|mois|anos?|meses|mes)\b\.?"
    r"(?:\s*(?:,|and|und|et|y)?\s*\d{1,2}\s*(?:months?|mos?|monate?n?|mois|meses|mes)\b\.?)?\s*\)?"
)


_DIGIT = re.compile(r"\d")


class Period(NamedTuple):
    """A span of time as printed; ``end`` is empty for single dates and open periods."""

    start: str  # "2020-02" or "2020"
    end: str
    current: bool
    single: bool
    begin: int  # offsets in the text
    finish: int


def _fold(text: str) -> str:
    """Return the text in lower case without accents, character by character, same length."""
    return text.lower() if text.isascii() else "".join(map(_fold_sign, text))


@lru_cache(maxsize=1024)
def _fold_sign(sign: str) -> str:
    return (plain(sign) or " ")[0]


def find_periods(text: str) -> list[Period]:
    """Return the dates and periods in ``text``, in order."""
    return list(_periods(text)) if _DIGIT.search(text) else []


@lru_cache(maxsize=2048)  # several steps look at each line of a document
def _periods(text: str) -> tuple[Period, ...]:
    return tuple(period for hit in _PERIOD.finditer(_fold(text)) if (period := _period(hit)))


def find_durations(text: str) -> list[tuple[int, int]]:
    """Return where ``text`` says how long something took, such as "(2 years 8 months)"."""
    if not _DIGIT.search(text):
        return []
    return [hit.span() for hit in _DURATION.finditer(_fold(text)) if hit[0].strip()]


def is_now(text: str) -> bool:
    """Return whether ``text`` only says that something goes on: "Present", without a date."""
    return bool(_ONLY_NOW.fullmatch(_fold(text)))


def without_dates(text: str) -> str:
    """Return ``text`` without its dates, periods and durations."""
    cuts = [(period.begin, period.finish) for period in find_periods(text)]
    for start, end in sorted(cuts + find_durations(text), reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def _period(hit: re.Match[str]) -> Period | None:
    first, second = _point(hit, "a"), _point(hit, "b")
    if not first:
        return None
    begin = hit.start() if hit["since"] else hit.start("first") if hit["first"] else hit.start()
    if hit["first"]:  # "Jan - Mar 2020": the year stands once
        number = _NUMBER.get(hit["first"])
        start = f"{first[:4]}-{number:02d}" if number else first[:4]
        return Period(start, first, False, False, begin, hit.end())
    if hit["short"]:
        second = first[:2] + hit["short"]
    if hit["abrief"] and not (hit["now"] or second >= first):
        return None  # "’12" or "10/17" alone may be anything
    current = bool(hit["now"] or hit["open"] or (hit["since"] and _opens(hit) and not second))
    if second and second[:4] < first[:4]:
        second = ""
    return Period(first, second, current, not (second or current), begin, hit.end())


def _opens(hit: re.Match[str]) -> bool:
    return hit["since"].strip() in ("since", "seit", "depuis", "depuis le", "desde", "ab")


def _point(hit: re.Match[str], prefix: str) -> str:
    kinds = ("iso", "dmy", "my", "name", "nyear", "brief", "year")
    group = {name: hit[prefix + name] for name in kinds}
    if group["iso"]:
        return re.sub(r"[/.]", "-", group["iso"])[:7]
    if group["dmy"] or group["my"]:
        *_, month, year = re.split(r"[\s./-]+", group["dmy"] or group["my"])
        return f"{year}-{int(month):02d}"
    if group["name"]:
        year = group["nyear"]
        year = year if year.isdigit() else _century(int(year[1:]))
        number = _NUMBER.get(group["name"])
        return f"{year}-{number:02d}" if number else year
    if group["brief"]:
        month = group["brief"][:-3]
        year = _century(int(group["brief"][-2:]))
        return f"{year}-{month}" if month else year
    return group["year"] or ""


def _century(short: int) -> str:
    return str(2000 + short if short < 50 else 1900 + short)


def iterate_points(text: str) -> Iterator[str]:
    """Yield every date in ``text`` as "2020-02" or "2020"."""
    for period in find_periods(text):
        yield period.start
        if period.end:
            yield period.end
