"""Where the person lives: city, region and country among the lines of contact.

In go lines, out come the parts of the first place in the usual form ("City, ST"), else the name
beside a postcode, else the end of an address, else a lone name beside telephone and e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.addresses import city_by_postcode
from ats_service.engine.fields.found import Found, found
from ats_service.engine.fields.patterns import EMAIL, PARTS, PHONE, is_label
from ats_service.engine.lexicon.places import Place, find_address, find_place, is_state
from ats_service.engine.lines import Line

_LABEL = re.compile(
    r"(?i)^(?:e-?mail|phone|tel(?:efon|ephone|éfono)?|mobile?|mobil|address|adresse|anschrift"
    r"|location|ort|wohnort|standort|home|residence|residencia|domicilio|domicile|dirección"
    r"|ubicación|lieu|ville|ciudad|city|website|web|url|linkedin|github)\s*[.:]\s*"
    r"|^(?:lives?|living|based|located|wohnhaft|residing|residente)\s+(?:in|en)\s*:?\s*"
    r"|^domicilié[e]? à\s+"
)
_FIELD_NAME = re.compile(
    r"(?i)^(?:e-?mail|phone|tele\w*|tel|mobile?|mobil|address|adresse|location|ort|website|web"
    r"|url|linkedin|github|xing|twitter|contact|kontakt|profiles?|name|present|remote|orcid|skype"
    r"|scopus|whatsapp|telegram|fax)$"
)
_CITY = re.compile(r"^[A-ZÀ-Ý][\w'’-]+(?: [\w'’-]+){0,3}$")
#: City and region, both unknown, beside the other means of contact: "Lund, Skåne".
_CITY_REGION = re.compile(r"^([A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)?), [A-ZÀ-Ý][\w'’ -]{1,24}$")
_OTHERS = re.compile(rf"{EMAIL.pattern}|{PHONE.pattern}|\S+[./@]\S+|{PARTS.pattern}")
#: Lines and words an address in a narrow column may have.
_MAX_LINES, _MAX_WORDS = 3, 7


def find_location(lines: Sequence[Line]) -> dict[str, Found]:
    """Return city, region and country as far as they are printed.

    First a place in the usual form ("City, ST"), then the name beside a postcode, then the end of
    an address ("City ST 12345", perhaps over several lines), last a lone name beside
    telephone and e-mail.
    """
    for line in lines:
        for cell in line.cells:
            for part in _parts(cell):
                place = find_place(part.text)
                if place and (place.city or place.country):
                    return _place_fields(part, place)
    return _postcode_fields(lines) or _address_fields(lines) or _lone_city(lines)


def _postcode_fields(lines: Sequence[Line]) -> dict[str, Found]:
    for line in lines:
        for cell in line.cells:
            for part in _parts(cell):
                city = city_by_postcode(part)
                if city:
                    return {"city": found(city, 0.75)}
    return {}


def _parts(cell: Chunk) -> Iterator[Chunk]:
    for part in cell.split(PARTS):
        part = part.trim()
        label = _LABEL.match(part.text)
        yield part.cut(label.end(), len(part.text)) if label else part


def _place_fields(part: Chunk, place: Place) -> dict[str, Found]:
    fields: dict[str, Found] = {}
    key = "countryCode" if len(place.country) == 2 and not is_state(place.country) else "region"
    for name, value in (("city", place.city), ("region", place.region), (key, place.country)):
        start = part.text.rfind(value) if name != "city" else part.text.find(value)
        if value and start >= 0:
            fields[name] = found(part.cut(start, start + len(value)), 0.85)
    return fields


def _address_fields(lines: Sequence[Line]) -> dict[str, Found]:
    for start in range(len(lines)):
        for count in range(1, _MAX_LINES + 1):
            chunk = _address(lines[start : start + count])
            city = find_address(chunk.text) if chunk else ""
            if chunk and city:
                at = chunk.text.find(city)
                return {"city": found(chunk.cut(at, at + len(city)), 0.65)}
    return {}


def _address(lines: Sequence[Line]) -> Chunk | None:
    """Return lines as one address, or None where one of them is something else."""
    text = " ".join(line.text for line in lines)
    if not lines or EMAIL.search(text) or "@" in text or len(text.split()) > 2 * _MAX_WORDS:
        return None
    for line in lines:
        short = len(line.cells) == 1 and len(line.text.split()) <= _MAX_WORDS
        if not short or line.chunk.links or is_label(line.text) or _FIELD_NAME.match(line.text):
            return None
    return Chunk.join([line.chunk for line in lines])


def _lone_city(lines: Sequence[Line]) -> dict[str, Found]:
    """Return the city that stands alone among the means of contact: "mail  telephone  Lund"."""
    for line in lines:
        if EMAIL.search(line.text) or PHONE.search(line.text):
            for cell in line.cells:
                for named in cell.split(_OTHERS):
                    part = named.trim()
                    if named.text.endswith(":") or not _may_be_city(part):
                        continue
                    if _CITY.match(part.text):
                        return {"city": found(part, 0.5)}
                    if pair := _CITY_REGION.match(part.text):
                        return {"city": found(part.cut(0, pair.end(1)), 0.5)}
    return {}


def _may_be_city(part: Chunk) -> bool:
    return not (part.links or is_label(part.text) or _FIELD_NAME.match(part.text))
