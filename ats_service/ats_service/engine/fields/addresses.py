"""The city of an address, told by the postcode beside it.

In goes a statement of contact, out comes the city: the name before a British, Irish or Canadian
postcode ("9 Mill Lane, Leeds LS1 4AB"), before a state and ZIP code, or behind a number of five
digits ("Calle Sol 8, 41010 Sevilla"); of four only behind a street. A name with a number or with
the word for a street in it is no city.
"""

from __future__ import annotations

import re

from ats_service.engine.chunk import Chunk
from ats_service.engine.lexicon.places import is_area, is_city, is_state

_PARTS = re.compile(r"\s*[,;()|]\s*|\s+[·•–—-]\s+")
_LETTERED = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d|[A-Z]\d[\dW] [A-Z\d]{4})$"
)
_STATE = re.compile(r"\b([A-Z]{2}) \d{5}(?:-\d{4})?$")
_NUMBER = re.compile(r"^(?:[A-Z]{1,2}[- ])?(\d{4,5})\s+(?=[^\W\d_])")
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w'’.-]*(?: (?:[A-ZÀ-Ý][\w'’.-]*|am|an der|bei|de|del|di|im|in|la|las|le|les|los"
    r"|of|ob der|sur|sous|upon|zu)){0,4}"
)
_STREET = re.compile(
    r"(?i)\b(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|way|close|court|ct|place|terrace|row"
    r"|crescent|square|gardens?|grove|house|flat|apt|unit|hill|park|walk|mews|rue|calle|avenida"
    r"|plaza|chemin|allée|boulevard|blvd)\b|(?:stra(?:ss|ß)e|weg|platz|gasse|allee)\b"
)
_WORDS = 24  # of a statement that may be an address


def city_by_postcode(statement: Chunk) -> Chunk | None:
    """Return the city that a postcode of the statement stands beside, or None."""
    if len(statement.text.split()) > _WORDS:
        return None
    parts = statement.split(_PARTS)
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else None
        city = _named(part, before)
        if city is not None and _is_city(city.text):
            return city
    return None


def _named(part: Chunk, before: Chunk | None) -> Chunk | None:
    """Return what stands before or behind the postcode of a part of an address."""
    hit = _LETTERED.search(part.text)
    state = _STATE.search(part.text)
    if state is not None and is_state(state[1]):
        hit = state
    if hit is not None:
        return part.cut(0, hit.start()).trim() or before
    number = _NUMBER.match(part.text)
    if number is None:
        return None
    name = part.cut(number.end(), len(part.text))
    street = before is not None and any(sign.isdigit() for sign in before.text)
    return name if len(number[1]) > 4 or street or is_city(name.text) else None


def _is_city(text: str) -> bool:
    return is_city(text) or bool(
        _NAME.fullmatch(text) and not _STREET.search(text) and not is_area(text)
    )
