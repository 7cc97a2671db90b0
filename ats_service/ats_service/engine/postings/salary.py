"""Pay: ranges and single amounts; budgets, valuations and allowances are none.

In go the lines and what the board states, out come amounts with currency and period. An amount
needs a currency; a lone one also needs a word of pay beside it. Words such as funding, budget or
stipend within a line's reach rule it out, as does a sum too small for its period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Salary
from ats_service.engine.postings.sections import Line
from ats_service.engine.postings.stated import Stated
from ats_service.engine.postings.tables import named, table

_CURRENCY = {
    "$": "USD", "€": "EUR", "£": "GBP", "us$": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "cad": "CAD", "c$": "CAD", "chf": "CHF", "aud": "AUD", "a$": "AUD", "inr": "INR", "₹": "INR",
    "pln": "PLN", "sgd": "SGD", "s$": "SGD", "sek": "SEK", "ils": "ILS", "₪": "ILS", "brl": "BRL",
}  # fmt: skip
_CODE = r"(?:US\$|C\$|A\$|S\$|[$€£₹₪]|USD|EUR|GBP|CAD|CHF|AUD|INR|PLN|SGD|SEK|ILS|BRL)"
_AMOUNT = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_RANGE = re.compile(
    rf"(?P<c1>{_CODE})?\s?(?P<low>{_AMOUNT})\s?(?P<k1>[kK])?\s?(?P<c2>{_CODE})?"
    r"(?:\s?/ ?(?:year|yr|hour|hr|month)|\s?per (?:year|hour|month|annum))?"
    rf"\s*(?:-|–|—|to|bis|and|à)\s*(?P<c3>{_CODE})?\s?(?P<high>{_AMOUNT})\s?(?P<k2>[kK])?\s?"
    rf"(?P<c4>{_CODE})?",
)
_PAY = re.compile(
    r"salar|pay\b|compensation|base|\bote\b|wage|hourly|per (?:hour|year|annum|month)|annual|"
    r"/ ?(?:hr|hour|year|yr)|gehalt|vergütung|jahr|rémunération|salaire|salario|remuneraci",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"billion|million|\bm\+|valuation|funding|raised|budget|allowance|bonus of|stipend|revenue|"
    r"customers|users|reimburse|per[- ]diem|401|assets|deposit|discount|"
    r"up to \S+ (?:for|in) (?:learning|training)",
    re.IGNORECASE,
)
_PERIODS = table(
    ("hour", r"hour|/ ?hr|stunde|heure|hora"),
    ("month", r"month|monat|mois|mes\b"),
    ("day", r"per day|daily|tag\b"),
    ("week", r"per week|weekly"),
)

_SINGLE = re.compile(
    rf"(?P<c1>{_CODE})\s?(?P<low>{_AMOUNT})\s?(?P<k1>[kK]\b)?|"
    rf"(?P<low2>{_AMOUNT})\s?(?P<k2>[kK])?\s?(?P<c2>{_CODE})"
)
#: Words right before or after a lone amount that make it the pay of this job.
_IS_PAY = re.compile(
    r"(?:base|annual|starting|hourly)?\s*(?:salary|pay|wage|rate|earnings|gehalt|vergütung|salaire)"
    r"[^.$€£\d]{0,40}$|gross[^.\d]{0,12}$",
    re.IGNORECASE,
)
_PER = re.compile(
    r"^\s*(?:/|per|an|a|pro)\s?(?:hr|hour|year|yr|annum|month|week|day|stunde|monat|jahr)\b", re.I
)


def salary_of(lines: list[Line], stated: Stated) -> list[Salary]:
    """Return each pay range of the text, else each single amount, else what the board states."""
    found = [pay for line in lines for pay in _in_line(line.text, _RANGE)]
    found = found or [pay for line in lines for pay in _in_line(line.text, _SINGLE)]
    return found or [pay for way in (_RANGE, _SINGLE) for pay in _stated(stated.salary, way)][:1]


def _in_line(text: str, pattern: re.Pattern[str]) -> Iterator[Salary]:
    for hit in pattern.finditer(text):
        around = text[max(0, hit.start() - 90) : hit.end() + 60]
        if _NOT_PAY.search(around):
            continue
        if pattern is _SINGLE and not _is_pay(text, hit):
            continue
        if (found := _salary(hit, text, around)) is not None:
            yield found


def _stated(text: str, pattern: re.Pattern[str]) -> Iterator[Salary]:
    for hit in pattern.finditer(text):
        if (found := _salary(hit, text, f"salary {text}")) is not None:
            yield found


def _is_pay(text: str, hit: re.Match[str]) -> bool:
    before = text[max(0, hit.start() - 60) : hit.start()]
    return bool(_IS_PAY.search(before) or _PER.match(text[hit.end() :])) and "up to" not in before


def _salary(hit: re.Match[str], text: str, around: str) -> Salary | None:
    given = hit.groupdict()
    sign = next((given[c] for c in ("c1", "c3", "c2", "c4") if given.get(c)), "")
    if not sign:
        return None
    low, high = _bounds(given)
    beside = text[hit.start() : hit.end() + 40]
    period = named(_PERIODS, beside) or named(_PERIODS, around) or "year"
    too_little = high < _LEAST.get(period, 0)
    if low > high or too_little or (low < _LEAST["year"] and not _PAY.search(around)):
        return None
    return Salary(low, high, _CURRENCY[sign.lower()], period, text)


#: Less than this is no pay for the period.
_LEAST = {"year": 8000, "month": 300, "week": 50}


def _bounds(given: dict[str, str | None]) -> tuple[float, float]:
    """Return both ends of a range, "50-60k" read as thousands; of a lone amount, it twice."""
    if "high" not in given:
        amount = _amount(given["low"] or given["low2"] or "0")
        amount *= 1000 if given["k1"] or given["k2"] else 1
        return amount, amount
    low, high = _amount(given["low"] or "0"), _amount(given["high"] or "0")
    if given["k2"] or given["k1"]:
        high *= 1000 if given["k2"] or high < 1000 else 1
        low *= 1000 if given["k1"] or low < 1000 else 1
    return low, high


def _amount(text: str) -> float:
    """Return a number written in either of both conventions."""
    bare = re.sub(r"[ ']", "", text)
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare)
    return float(bare.replace(",", "."))
