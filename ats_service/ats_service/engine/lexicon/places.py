"""Places: cities, states and countries, and the shapes in which an address names them.

A text goes in; a place comes out only where all of it is one: a known city, or a capitalised name
before a known state or country, or beside a postcode. A lone unknown word is no place.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ats_service.engine.cleaning import plain
from ats_service.engine.lexicon import read_lines
from ats_service.engine.lexicon.words import word_set

_LETTERED = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"  # Britain, Canada
_POSTCODE = re.compile(rf"^(?:[A-Z]{{1,2}}-)?\d{{4,6}}(?:-\d{{4}})?$|^(?:{_LETTERED})$")
_LEADING_POSTCODE = re.compile(
    r"^(?:(?:[A-Z]{1,2}-)?\d{4,6}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} ?[A-Z]{2})\s+(?=[^\W\d])"
)
_TRAILING_POSTCODE = re.compile(rf"\s+(?:\d{{5}}(?:-\d{{4}})?|\d{{6}}|{_LETTERED})$")
_DISTRICT = re.compile(r"\s+\d{1,2}(?:er|e|ème|\.)?$")
_PARTS = re.compile(r"\s*[,;/|·•()]\s*|\s+[–—-]\s+|\s*→\s*")
_NAME = re.compile(r"^[^\W\d_][\w.'’ -]{1,34}$")
#: English words of schools that names of towns begin with.
_TOWNS_BEGIN = ("college", "university", "school", "academy", "institute")
_AUSTRALIAN = frozenset({"NSW", "VIC", "QLD", "TAS"})
_MAX_PARTS, _MAX_WORDS = 4, 9


class Place(NamedTuple):
    """A place as printed: ``city`` may be empty; offsets are within the text."""

    city: str
    region: str
    country: str
    start: int
    end: int


@cache
def _names(kind: str) -> frozenset[str]:
    for line in read_lines("places.txt"):
        head, _, names = line.partition(":")
        if head == kind:
            return frozenset(plain(name.strip()) for name in names.split(";"))
    return frozenset()


def is_remote(text: str) -> bool:
    """Return whether a text says that the place is anywhere."""
    return plain(text.strip()) in _names("remote")


def is_city(text: str) -> bool:
    """Return whether a text is the name of a known city."""
    return plain(_LEADING_POSTCODE.sub("", text.strip())) in _names("city")


def is_state(code: str) -> bool:
    """Return whether a code names a state; "CA" behind a city is California before Canada."""
    return plain(code) in _names("state-code")


def is_area(text: str) -> bool:
    """Return whether a text is a country or state, or the capital code of one."""
    text = text.strip(" .")
    if plain(text) in _names("country") or plain(text) in _names("state"):
        return True
    code = plain(text)
    return text.isupper() and (code in _names("state-code") or code in _names("country-code"))


@lru_cache(maxsize=2048)  # several steps look at each line of a document
def find_place(text: str) -> Place | None:
    """Return the place a whole text names: "City", "City, ST", "12345 City, Country", "Remote".

    A single unknown word is no place; a capitalised word before a known area, or beside a
    postcode behind a street, is a city.
    """
    text = text.strip()
    if not text or len(text.split()) > _MAX_WORDS:
        return None
    if is_remote(text) or is_city(text):
        return Place(_LEADING_POSTCODE.sub("", text), "", "", 0, len(text))
    parts = [part for part in _PARTS.split(text) if part.strip() and not _POSTCODE.match(part)]
    if not 1 <= len(parts) <= _MAX_PARTS:
        return None
    if len(parts) > 1 and _is_street(parts[0]):
        return _behind_street(parts[1:], text)
    if len(parts) == 1:
        return _alone(parts[0], text)
    return _compose(parts, text)


def _alone(part: str, text: str) -> Place | None:
    """Return the place of one name without commas: a country, or "Fitzroy VIC"."""
    city, _, code = _without_postcode(part).rpartition(" ")
    if code in _AUSTRALIAN and _looks_like_city(city):
        return Place(city, "", code, 0, len(text))
    return Place("", "", part, 0, len(text)) if _is_long_area(part) else None


def find_workplace(text: str) -> Place | None:
    """Return the place that a part of a job's or school's title names, as `find_place` does.

    There an unknown name before a city is an employer ("Acme, Tacoma, WA"), no part of the city.
    """
    place = find_place(text)
    parts = [part for part in _PARTS.split(text.strip()) if part.strip()]
    if place is None or len(parts) < 2 or is_city(parts[0]) or is_area(parts[0]):
        return place
    if is_remote(parts[0]) or _is_street(parts[0]):
        return place
    return None if _is_employment(parts[0], parts[1:]) else place


def _is_employment(first: str, tails: list[str]) -> bool:
    """Return whether a list of names is "Chef, Blue Door, Brighton" or "Acme, Tacoma, WA"."""
    if not any(is_area(part) for part in tails):
        return True
    return len(tails) > 1 and not is_area(tails[0])


def _is_street(part: str) -> bool:
    """Return whether a part holds the number of a house: "12 Main St", "Hauptstraße 3"."""
    return any(sign.isdigit() for sign in _without_postcode(part))


def _behind_street(parts: list[str], text: str) -> Place | None:
    if len(parts) > 1:
        return _behind_street(parts[1:], text) if _is_street(parts[0]) else _compose(parts, text)
    city = _without_postcode(parts[0])
    sure = is_city(city) or (city != parts[0] and _looks_like_city(city))
    return Place(city, "", "", 0, len(text)) if sure else None


def _without_postcode(part: str) -> str:
    """Return a part of an address without its postcode, or the district of a city: "Dublin 8"."""
    bare = _TRAILING_POSTCODE.sub("", _LEADING_POSTCODE.sub("", part))
    district = _DISTRICT.search(bare)
    return bare[: district.start()] if district and is_city(bare[: district.start()]) else bare


def _is_long_area(text: str) -> bool:
    return len(text) > 3 and is_area(text)


def _compose(parts: list[str], text: str) -> Place | None:
    city, rest = _without_postcode(parts[0]), parts[1:]
    tails = [_TRAILING_POSTCODE.sub("", part) for part in rest]
    known = sum(is_area(part) or is_city(part) or is_remote(part) for part in tails)
    if not known or known < len(tails) - 1 or not _looks_like_city(city):
        return None
    areas = [part for part in tails if is_area(part)]
    region = areas[0] if len(areas) > 1 else ""
    country = areas[-1] if areas else ""
    return Place(city, region, country, 0, len(text))


def _looks_like_city(text: str) -> bool:
    if is_city(text) or is_remote(text) or is_area(text):
        return True
    named = bool(_NAME.match(text)) and text[:1].isupper() and len(text.split()) <= 4
    return named and not _is_school(text) and not _is_firm(text)


def _is_school(text: str) -> bool:
    """Return whether a text names a school, as in "University of California, Berkeley".

    Of two words, "College Station" is a town and "Gymnasium Kreuzgasse" a school.
    """
    words = text.split()
    if len(words) < 2 or not word_set("institutions").hits(text):
        return False
    return len(words) > 2 or plain(words[0]) not in _TOWNS_BEGIN


def _is_firm(text: str) -> bool:
    """Return whether a text names a firm, as in "Globex Corporation, Austin, TX"."""
    words = text.split()
    town = len(words) == 2 and plain(words[0]) in _TOWNS_BEGIN
    return len(words) > 1 and not town and word_set("organisations").hits(text) > 0


def find_address(text: str) -> str:
    """Return the city at the end of an address without commas, or an empty string.

    "123 Main St Austin TX 78701" -> "Austin"; at least one state or country must follow it, and
    behind a street only a known city counts.
    """
    words = text.replace(",", " ").split()
    count = len(words)
    while words and (_POSTCODE.match(words[-1]) or is_area(words[-1])):
        words.pop()
    if not words or not any(
        is_area(word) for word in text.replace(",", " ").split()[len(words) :]
    ):
        return ""
    for width in range(min(3, len(words)), 0, -1):
        if is_city(" ".join(words[-width:])):
            return " ".join(words[-width:])
    lone = len(words) <= 4 and not any(sign.isdigit() for word in words for sign in word)
    return " ".join(words) if lone and count > len(words) and words[0][:1].isupper() else ""
