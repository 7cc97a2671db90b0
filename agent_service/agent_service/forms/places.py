"""Countries and states by every name a form may use."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import phonenumbers

from agent_service.forms.wordbook import names_of_country
from agent_service.forms.words import fold

_ALIASES = {
    "US": (
        "usa",
        "us",
        "u s",
        "u s a",
        "united states",
        "united states of america",
        "america",
        "vereinigte staaten",
        "vereinigte staaten von amerika",
        "verenigde staten",
        "verenigde staten van amerika",
        "ee uu",
        "eeuu",
        "etats unis d amerique",
        "estados unidos de america",
    ),
    "GB": (
        "uk",
        "u k",
        "united kingdom",
        "great britain",
        "england",
        "scotland",
        "wales",
        "grossbritannien",
        "grande bretagne",
        "gran bretana",
    ),
    "CZ": (
        "czech republic",
        "czechia",
        "cesko",
        "ceska republika",
        "tschechien",
        "republique tcheque",
        "republica checa",
        "chequia",
    ),
    "NL": ("netherlands", "the netherlands", "holland", "niederlande", "pays bas", "paises bajos"),
    "KR": ("south korea", "korea republic of", "republic of korea"),
    "AE": ("uae", "united arab emirates"),
}
_STATES = {
    "US": "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,"
    "DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,"
    "IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,"
    "MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,"
    "NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,"
    "RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,"
    "VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming",
    "CA": "AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,"
    "NL Newfoundland and Labrador,NS Nova Scotia,ON Ontario,PE Prince Edward Island,QC Quebec,"
    "SK Saskatchewan,NT Northwest Territories,NU Nunavut,YT Yukon",
}


#: Permissions to work that only one country gives, by its ISO code.
_PERMITS = {
    "GB": r" (skilled worker visa|tier 2|indefinite leave|pre settled|settled status) ",
    "US": r" (h ?1 ?b|green card|stem opt) ",
    "CA": r" (lmia|express entry) ",
    "IE": r" (stamp [14]|critical skills) ",
    "AU": r" subclass \d{3} ",
}

#: Codes of states that lists of offices use for countries as often: Germany, India, Israel.
_AS_COUNTRIES = frozenset({"de", "in", "il"})


def _read_names() -> dict[str, dict[str, str]]:
    """Return the table of countries by code and language.

    Its package loads the places of all phone numbers, which takes seconds and 120 MB; the table
    itself is one file.
    """
    file = Path(phonenumbers.__file__).parent / "geodata" / "locale.py"
    spec = spec_from_file_location("phonenumbers.geodata.locale", file)
    assert spec is not None
    assert spec.loader is not None
    table = module_from_spec(spec)
    spec.loader.exec_module(table)
    found: dict[str, dict[str, str]] = table.LOCALE_DATA
    return found


LOCALE_DATA = _read_names()


def _name(code: str, language: str) -> str:
    """Return a country's name in one language; the table says "*de" for "as in German"."""
    names = LOCALE_DATA.get(code, {})
    found = str(names.get(language, ""))
    return str(names.get(found[1:], "")) if found.startswith("*") else found


@cache
def country_names(code: str) -> frozenset[str]:
    """Return the folded names of the country with this ISO code, in every language known."""
    names = {fold(n) for n in LOCALE_DATA.get(code, {}).values() if not n.startswith("*")}
    return frozenset(names | set(_ALIASES.get(code, ())) | names_of_country(code))


def named_in(country: str, language: str) -> str:
    """Return a country's name in the language that a page says it is in; empty if not known."""
    return _name(country_code(country), language[:2].casefold())


def country_name(code: str) -> str:
    """Return the English name; the code itself for an unknown one."""
    return _name(code.upper(), "en") or code


@cache
def country_code(text: str) -> str:
    """Return the ISO code of a country's name or code; empty for anything else."""
    if len(text) == 2 and text.upper() in LOCALE_DATA:
        return text.upper()
    plain = fold(text)
    return next((c for c in LOCALE_DATA if plain and plain in country_names(c)), "")


def mentioned_country(text: str) -> str:
    """Return the ISO code of the one country a sentence names; empty for none or several."""
    plain = f" {fold(text)} "
    found = {c for c in _sentence_names() if any(f" {n} " in plain for n in _sentence_names()[c])}
    if re.search(r"\b(U\.?S\.?A?\.?)(?=\W|$)", text):
        found.add("US")
    found |= {code for code, permits in _PERMITS.items() if re.search(permits, plain)}
    return found.pop() if len(found) == 1 else ""


@cache
def _sentence_names() -> dict[str, frozenset[str]]:
    """Return the names that mean a country inside a sentence: no short or everyday words."""
    languages = ("en", "de", "fr", "es", "cs", "nl", "it", "pt")
    names = {
        code: {fold(_name(code, lang)) for lang in languages}
        | {a for a in _ALIASES.get(code, ()) if a not in ("us", "u s", "america")}
        for code in LOCALE_DATA
    }
    return {
        code: frozenset(n for n in all_ if len(n) > 3 or n == "uk") | names_of_country(code)
        for code, all_ in names.items()
    }


def region_names(text: str, country: str) -> frozenset[str]:
    """Return the folded names of a state or province: its full name and its code."""
    plain = fold(text)
    for pair in _STATES.get(country, "").split(","):
        code, _, name = pair.partition(" ")
        if plain and plain in (fold(code), fold(name)):
            return frozenset({fold(code), fold(name)})
    return frozenset({plain})


def region_code(text: str, country: str) -> str:
    """Return the code of a state or province ("TX"), or ``text`` where none is known."""
    short = [name for name in region_names(text, country) if len(name) == 2]
    return short[0].upper() if len(short) == 1 else text


def phone_country(number: str, fallback: str) -> str:
    """Return the ISO code of the country a phone number belongs to."""
    try:
        return (
            phonenumbers.region_code_for_number(phonenumbers.parse(number, fallback)) or fallback
        )
    except phonenumbers.NumberParseException:
        return fallback


def dialling_code(country: str) -> str:
    """Return "+1" for US and so on; "+0" for an unknown country."""
    return f"+{phonenumbers.country_code_for_region(country)}"


def phone_formats(number: str, fallback: str) -> tuple[str, str]:
    """Return a number with its country code (+1512…) and in national style ((512) …).

    A number that cannot be read comes back as it is.
    """
    try:
        parsed = phonenumbers.parse(number, fallback or None)
    except phonenumbers.NumberParseException:
        return number, number
    style = phonenumbers.PhoneNumberFormat
    return (
        phonenumbers.format_number(parsed, style.E164),
        phonenumbers.format_number(parsed, style.NATIONAL),
    )


def country_of_region(text: str) -> str:
    """Return the ISO code of the country whose state a place names as in "Austin, TX"."""
    found = re.search(r"[A-Z][\w.' -]+,\s*(?P<code>[A-Z]{2}|[A-Z][a-z]+( [A-Z][a-z]+)?)\b", text)
    named = fold(found["code"]) if found else ""
    if named in _AS_COUNTRIES:
        return ""
    for country, pairs in _STATES.items():
        if named and any(named in map(fold, pair.split(" ", 1)) for pair in pairs.split(",")):
            return country
    return ""
