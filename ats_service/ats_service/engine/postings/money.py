"""Sums of money in a text: single amounts and ranges, with their currency as far as it is printed.

A text goes in, each sum comes out once, ranges whole. Both conventions of writing numbers are
read ("65.000", "1,200.50", "CHF 4'600", "12,00,000"), and the units k, lakh and LPA; a sum in
millions is the money of a firm and comes out with ``millions`` set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What stands beside an amount -> ISO 4217; "$" alone is the dollar of the place.
CURRENCIES = {
    "$": "$", "€": "EUR", "£": "GBP", "us$": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP",
    "cad": "CAD", "c$": "CAD", "ca$": "CAD", "chf": "CHF", "sfr.": "CHF", "fr.": "CHF",
    "aud": "AUD", "a$": "AUD", "au$": "AUD", "inr": "INR", "₹": "INR", "rs.": "INR", "rs": "INR",
    "pln": "PLN", "zł": "PLN", "sgd": "SGD", "s$": "SGD", "sek": "SEK", "nok": "NOK",
    "dkk": "DKK", "ils": "ILS", "₪": "ILS", "brl": "BRL", "r$": "BRL", "nzd": "NZD",
    "nz$": "NZD", "hkd": "HKD", "hk$": "HKD", "mxn": "MXN", "mx$": "MXN", "zar": "ZAR",
    "aed": "AED", "jpy": "JPY", "¥": "JPY", "czk": "CZK", "euro": "EUR", "euros": "EUR",
    "dollars": "$", "pounds": "GBP", "r": "ZAR", "php": "PHP", "₱": "PHP", "₦": "NGN",
    "ngn": "NGN", "kes": "KES", "ghs": "GHS", "pkr": "PKR", "lkr": "LKR", "bdt": "BDT",
    "thb": "THB", "myr": "MYR", "idr": "IDR", "huf": "HUF", "clp": "CLP", "uah": "UAH",
}  # fmt: skip
#: A letter beside a code or sign makes it another one, or a word.
_CODES = "|".join(
    re.escape(code)
    for code in sorted(CURRENCIES, key=len, reverse=True)
    if code not in ("r", "php")
)
#: The rand's letter and the peso's name, a language too, count before thousands only.
_RAND = r"(?-i:R|PHP)(?=\s?\d{1,3}[ ,\u00a0\u202f]\d{3})"
_CODE = rf"(?<![A-Za-z])(?:(?:{_CODES})(?![A-Za-z])|{_RAND})"
_AFTER = rf"(?:\$ ?)?(?:{_CODES})(?![A-Za-z$])"
_AMOUNT = (
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[., '’\u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2})?"
    r"|\d+(?:[.,]\d{1,2})?)(?:,-+|\.-+)?"
)
_UNIT = (
    r"(?:\s?(?P<{}>k|lpa|lakhs?|lacs?|l|crores?|cr|mi(?:ll(?:i\w+)?|o)\.?|mrd\.?|md[sd]?|m|bn|b|"
    r"billion\w*|milliard\w*)(?![A-Za-z]))?"
)
_PER = (
    r"(?:\s?/ ?\w{1,6}\b\.?|\s?per (?:year|hour|month|week|day|annum)|"
    r"\s?in (?:the first year|year (?:one|1)),)?"
)
_MONEY = re.compile(
    rf"(?P<c1>{_CODE})?\s?(?<![\d.,])(?P<low>{_AMOUNT}){_UNIT.format('k1')}\s?(?P<c2>{_AFTER})?"
    rf"(?:{_PER}\s*(?:-|–|—|−|to|bis|and|und|y|et|à|a|,? ?rising to|/(?=\d{{2,3}} ?k)|up to|hasta|"
    rf"jusqu['’]à)\s*(?P<c3>{_CODE})?\s?"
    rf"(?P<high>{_AMOUNT}){_UNIT.format('k2')}\s?(?P<c4>{_AFTER})?)?",
    re.IGNORECASE,
)

_DOLLARS = {"CA": "CAD", "AU": "AUD", "SG": "SGD", "NZ": "NZD", "MX": "MXN", "HK": "HKD"}
#: What bare thousands ("24-28K gross a year") are counted in.
_LOCAL = {
    **dict.fromkeys(("DE", "FR", "ES", "IE", "NL", "AT", "PT", "IT"), "EUR"),
    **_DOLLARS, "US": "USD", "GB": "GBP", "CH": "CHF", "PL": "PLN", "SE": "SEK",
}  # fmt: skip

#: What no sum goes without, quick to look for: a digit beside a sign, a code or a unit.
_ANY = re.compile(
    rf"(?:[$€£₹₪¥₦₱]|{_CODE}|{_CODE}\.)\s?\d|\d\S{{0,3}}\s?(?:[$€£₹₪¥kl]|{_CODES}|mi)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """One amount (then both ends are the same) or a range, and where it stands in the text."""

    low: float
    high: float
    currency: str  # ISO 4217; "$" where the text does not say which dollar, "" for thousands bare
    start: int
    end: int
    millions: bool = False

    @property
    def is_range(self) -> bool:
        """Return whether two ends were printed."""
        return self.low != self.high


def money_in(text: str) -> Iterator[Money]:
    """Yield each sum of money in order; a number without a currency counts in thousands only."""
    if not _ANY.search(text):
        return
    for hit in _MONEY.finditer(text):
        given = {name: value or "" for name, value in hit.groupdict().items()}
        units = (given["k1"].lower(), given["k2"].lower())
        currency = _currency(given, units)
        if currency or "k" in units:
            low, high = _bounds(given, units)
            large = any(unit[:1] in ("m", "b") or unit[:2] == "cr" for unit in units)
            yield Money(low, high, currency, hit.start(), hit.end(), large)


def currency_of(money: Money, country: str) -> str:
    """Return the currency of a sum in a country (ISO code, or ""); "" where none is sure."""
    if money.currency == "$":
        return _DOLLARS.get(country, "USD")
    return money.currency or _LOCAL.get(country, "")


def _currency(given: dict[str, str], units: tuple[str, str]) -> str:
    """Return the currency; a code says more than the sign beside it ("$19,000 MXN")."""
    printed = (given[c].lower() for c in ("c1", "c3", "c2", "c4") if given[c])
    named = [CURRENCIES.get(sign) or CURRENCIES[sign.lstrip("$ ")] for sign in printed]
    if not named:
        return "INR" if any(unit.startswith(("lpa", "la")) for unit in units) else ""
    return next((name for name in named if name != "$"), "$")


def _bounds(given: dict[str, str], units: tuple[str, str]) -> tuple[float, float]:
    """Return both ends, "50-60k" and "50-60.000" in thousands; of a lone amount, it twice."""
    low = amount_of(given["low"])
    high = amount_of(given["high"]) if given["high"] else low
    last = _times(units[1] or units[0])
    first = _times(units[0]) if units[0] else last if low < 1000 else 1
    if last == first == 1 and high >= 10_000 and low * 1000 <= high and low >= 10:
        first = 1e3
    return low * first, high * (last if high < 1000 else 1)


def _times(unit: str) -> float:
    return 1e5 if unit.startswith("l") else 1e3 if unit == "k" else 1


def amount_of(text: str) -> float:
    """Return a number written in either of both conventions."""
    bare = re.sub(r"[ '’\u00a0\u2009\u202f]|[.,]-+$", "", text)
    bare = re.sub(r"[.,](?=\d{2,3}(?:,\d{3})|\d{3}(?:\D|$))", "", bare)
    return float(bare.replace(",", "."))
