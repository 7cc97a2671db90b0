"""Reads one fact out of a JSON Resume: the value and the path it stands at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from agent_service.forms import places
from agent_service.forms.candidate import Candidate
from agent_service.forms.words import first_number, fold, number_in_words


class Fact(NamedTuple):
    """A value and where in the profile it stands."""

    value: str
    path: str


#: Words that belong to the family name that follows them.
_PARTICLES = frozenset(
    {"van", "von", "de", "del", "della", "der", "den", "di", "da", "dos", "das", "du", "la", "le"}
    | {"ten", "ter", "zu", "bin", "ibn", "al", "el", "mac", "mc", "st"}
)


def fact(slot: str, candidate: Candidate, number: int = 0) -> Fact | None:
    """Return what the profile says for a slot, or None when it says nothing.

    Args:
        slot: name of a slot with policy ``exact`` or ``derived``.
        candidate: the person.
        number: which work or education entry, counted from 0.
    """
    found = _READERS[slot](candidate.profile, number) if slot in _READERS else None
    return found if found and found.value else None


def _basics(*path: str) -> Callable[[Mapping[str, Any], int], Fact]:
    def read(profile: Mapping[str, Any], _number: int) -> Fact:
        value: Any = profile.get("basics") or {}
        for step in path:
            value = (value or {}).get(step)
        return Fact(str(value or "").strip(), ".".join(("basics", *path)))

    return read


def _entry(kind: str, key: str, number: int | None = None) -> Callable[..., Fact | None]:
    def read(profile: Mapping[str, Any], wanted: int) -> Fact | None:
        at = wanted if number is None else number
        entries = profile.get(kind) or []
        if at >= len(entries):
            return None
        return Fact(str(entries[at].get(key) or "").strip(), f"{kind}[{at}].{key}")

    return read


def _current(key: str) -> Callable[[Mapping[str, Any], int], Fact | None]:
    """Return the field of the job that has no end; a finished one is not current."""

    def read(profile: Mapping[str, Any], _number: int) -> Fact | None:
        for at, entry in enumerate(profile.get("work") or []):
            if not entry.get("endDate"):
                return Fact(str(entry.get(key) or "").strip(), f"work[{at}].{key}")
        return None

    return read


def _link(*hosts: str, network: str) -> Callable[[Mapping[str, Any], int], Fact | None]:
    def read(profile: Mapping[str, Any], _number: int) -> Fact | None:
        entries = (profile.get("basics") or {}).get("profiles") or []
        for at, entry in enumerate(entries):
            url = str(entry.get("url") or "")
            if fold(str(entry.get("network") or "")) == network or any(h in url for h in hosts):
                return Fact(url, f"basics.profiles[{at}].url")
        return None

    return read


def split_name(full: str) -> tuple[str, str]:
    """Return given name and family name: particles go with the family name."""
    words = full.split()
    if len(words) < 2:
        return full, ""
    at = len(words) - 1
    while at > 1 and fold(words[at - 1]) in _PARTICLES:
        at -= 1
    return words[0], " ".join(words[at:])


def _given(profile: Mapping[str, Any], _number: int) -> Fact:
    basics = profile.get("basics") or {}
    if said := basics.get("givenName"):
        return Fact(str(said), "basics.givenName")
    return Fact(split_name(str(basics.get("name") or ""))[0], "basics.name")


def _family(profile: Mapping[str, Any], _number: int) -> Fact:
    basics = profile.get("basics") or {}
    if said := basics.get("familyName"):
        return Fact(str(said), "basics.familyName")
    return Fact(split_name(str(basics.get("name") or ""))[1], "basics.name")


def _preferred(profile: Mapping[str, Any], number: int) -> Fact:
    said = (profile.get("basics") or {}).get("preferredName")
    return Fact(str(said), "basics.preferredName") if said else _given(profile, number)


def _country(profile: Mapping[str, Any], _number: int) -> Fact:
    code = str(((profile.get("basics") or {}).get("location") or {}).get("countryCode") or "")
    return Fact(places.country_name(code) if code else "", "basics.location.countryCode")


def _phone_country(profile: Mapping[str, Any], number: int) -> Fact:
    basics = profile.get("basics") or {}
    home = str((basics.get("location") or {}).get("countryCode") or "")
    code = places.phone_country(str(basics.get("phone") or ""), home)
    return Fact(places.country_name(code) if code else "", "basics.phone")


def _phone_part(start: int, end: int | None) -> Callable[[Mapping[str, Any], int], Fact | None]:
    """Return digits of a number of three parts, as the United States and Canada write it."""

    def read(profile: Mapping[str, Any], number: int) -> Fact | None:
        given = _basics("phone")(profile, number)
        digits = re.sub(r"\D", "", places.phone_formats(given.value, "US")[1])
        return Fact(digits[start:end], given.path) if len(digits) == 10 else None

    return read


def _location(profile: Mapping[str, Any], number: int) -> Fact:
    """Return city, region and country in one line, as location boxes show them."""
    where = (profile.get("basics") or {}).get("location") or {}
    parts = (where.get("city"), where.get("region"), _country(profile, number).value)
    return Fact(", ".join(str(p) for p in parts if p), "basics.location")


def _city_line(profile: Mapping[str, Any], _number: int) -> Fact | None:
    """Return city, region and postal code in one line, as envelopes show them."""
    where = (profile.get("basics") or {}).get("location") or {}
    city, region, postal = (where.get(key) for key in ("city", "region", "postalCode"))
    if not (city and region and postal):
        return None
    return Fact(f"{city}, {region} {postal}", "basics.location")


def _street(profile: Mapping[str, Any], _number: int) -> Fact:
    """Return the first line of the address; JSON Resume keeps all of them in one text."""
    found = _basics("location", "address")(profile, _number)
    return Fact(found.value.partition("\n")[0].strip(), found.path)


def _street_more(profile: Mapping[str, Any], _number: int) -> Fact:
    found = _basics("location", "address")(profile, _number)
    return Fact(", ".join(found.value.split("\n")[1:]).strip(), found.path)


_HOUSE = r"\d+\s?[a-zA-Z]?([-/]\d+)?"
_NUMBER_FIRST = re.compile(rf"(?P<house>{_HOUSE}),?\s+(?P<name>\D.+)")
_NUMBER_LAST = re.compile(rf"(?P<name>\D.+?),?\s+(?P<house>{_HOUSE})")


def _halved(line: str) -> tuple[str, str]:
    """Return the street's name and the number of "12a Elm Road" or "Elmweg 12a"."""
    found = _NUMBER_FIRST.fullmatch(line) or _NUMBER_LAST.fullmatch(line)
    return (found["name"], found["house"]) if found else (line, "")


def _street_name(profile: Mapping[str, Any], number: int) -> Fact:
    """Return the first line of the address without its number; all of it where it has none."""
    found = _street(profile, number)
    return Fact(_halved(found.value)[0], found.path)


def _postal_city(profile: Mapping[str, Any], _number: int) -> Fact | None:
    """Return postal code and city in one line, where both are known."""
    where = (profile.get("basics") or {}).get("location") or {}
    parts = [str(where.get(key) or "") for key in ("postalCode", "city")]
    return Fact(" ".join(parts), "basics.location") if all(parts) else None


def _house_number(profile: Mapping[str, Any], number: int) -> Fact:
    found = _street(profile, number)
    return Fact(_halved(found.value)[1], found.path)


def _qualification(profile: Mapping[str, Any], number: int) -> Fact | None:
    """Return the degree with its subject."""
    degree, field = (_entry("education", key)(profile, number) for key in ("studyType", "area"))
    if degree is None or field is None or not (degree.value and field.value):
        return None
    return Fact(f"{degree.value}, {field.value}", f"education[{number}]")


def _full_address(profile: Mapping[str, Any], number: int) -> Fact | None:
    """Return street, city, region with postal code, and country, a line each."""
    where = (profile.get("basics") or {}).get("location") or {}
    if not where.get("address"):
        return None
    area = " ".join(str(p) for p in (where.get("region"), where.get("postalCode")) if p)
    lines = (where.get("address"), where.get("city"), area, _country(profile, number).value)
    return Fact("\n".join(str(p) for p in lines if p), "basics.location")


def _website(profile: Mapping[str, Any], number: int) -> Fact | None:
    own = _link(network="portfolio")(profile, number)
    return own or _basics("url")(profile, number)


def _graduation(profile: Mapping[str, Any], number: int) -> Fact | None:
    found = _entry("education", "endDate")(profile, number)
    return Fact(found.value[:7], found.path) if found and re.match(r"\d{4}", found.value) else None


def own_trade(profile: Mapping[str, Any], years: str) -> frozenset[str]:
    """Return the words of the trade that all ``years`` of experience were in.

    They stand in the title of every job, or in a sentence of the summary that says the years.
    """
    titles = [set(fold(str(w.get("position") or "")).split()) for w in profile.get("work") or []]
    common = set.intersection(*titles) if titles else set()
    for sentence in re.split(r"[.!?]\s", str((profile.get("basics") or {}).get("summary") or "")):
        said = number_in_words(sentence)
        if said is not None and said == first_number(years):
            common |= set(fold(sentence).split())
    return frozenset(common)


_READERS: dict[str, Callable[[Mapping[str, Any], int], Fact | None]] = {
    "full_name": _basics("name"),
    "given_name": _given,
    "family_name": _family,
    "preferred_name": _preferred,
    "email": _basics("email"),
    "phone": _basics("phone"),
    "phone_country": _phone_country,
    "phone_area": _phone_part(0, 3),
    "phone_exchange": _phone_part(3, 6),
    "phone_line": _phone_part(6, None),
    "street": _street,
    "street_more": _street_more,
    "street_name": _street_name,
    "house_number": _house_number,
    "city": _basics("location", "city"),
    "region": _basics("location", "region"),
    "postal_city": _postal_city,
    "postal_code": _basics("location", "postalCode"),
    "country": _country,
    "residence_country": _country,
    "location": _location,
    "city_line": _city_line,
    "full_address": _full_address,
    "linkedin": _link("linkedin.com", network="linkedin"),
    "github": _link("github.com", network="github"),
    "twitter": _link("twitter.com", "//x.com", network="twitter"),
    "portfolio": _website,
    "headline": _basics("label"),
    "summary": _basics("summary"),
    "current_employer": _current("name"),
    "current_title": _current("position"),
    "current_start": _current("startDate"),
    "work_employer": _entry("work", "name"),
    "work_title": _entry("work", "position"),
    "work_location": _entry("work", "location"),
    "work_start": _entry("work", "startDate"),
    "work_end": _entry("work", "endDate"),
    "study_start": _entry("education", "startDate"),
    "study_end": _entry("education", "endDate"),
    "school": _entry("education", "institution"),
    "degree": _entry("education", "studyType"),
    "qualification": _qualification,
    "study_field": _entry("education", "area"),
    "grade": _entry("education", "score"),
    "graduation": _graduation,
}
