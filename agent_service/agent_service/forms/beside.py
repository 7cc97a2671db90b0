"""Tells what a control asks for where only its neighbours do: one answer in boxes side by side."""

from __future__ import annotations

import re

from agent_service.forms.identity_rules import ADDRESS_WORDS
from agent_service.forms.reader import Control
from agent_service.forms.wordbook import said
from agent_service.forms.words import fold

_STREET = re.compile(
    r"(street|strasse|straat|rue|calle|via)( name)?|straatnaam|nom de (la )?(rue|voie)"
    rf"|{said('street')}"
)
_HOUSE = re.compile(
    r"(haus|house|huis) ?(number|nummer|no|nr)|nr|numero( de (la )?(calle|voie|rue))?"
    rf"|{said('house')}"
)
_ADDRESS = re.compile(rf"(your )?({ADDRESS_WORDS})|{said('address')}")
#: Another box for a part of the address: the line before it takes the street alone.
_OTHER_PART = re.compile(
    r"\b(city|town|suburb|state|province|county|region|zip|post|postal|postcode|country|line|apt|unit"
    r"|address (2|two)|(wohn)?ort|stadt|plz|postleitzahl|land|bundesland|ville|commune|code|pays"
    r"|ciudad|poblacion|localidad|municipio|provincia|cp|pais|plaats|woonplaats)\b"
    rf"|{said('address_part')}"
)
_TITLE = re.compile(r"(your )?(job|position) title")
_GIVEN = re.compile(
    r"(vorname|prenom|voornaam|nombre|given name|first ?name|forename)( s)?"
    rf"|{said('given')}"
)
_NAME = re.compile(r"(your )?name|nom|naam|apellidos?|n[oa]vn|namn")
_EMPLOYER = re.compile(r"(company|employer|organi[sz]ation)( name)?")
#: "Kraj" is a region in Czech and a country in Polish.
_KRAJ = re.compile(r"kraj")
_POLISH = re.compile(
    r"imi(e|ona)|nazwisko|imie i nazwisko|miasto|miejscowosc|kod pocztowy|wojewodztwo"
    r"|numer telefonu"
)

#: What a label asks for when another one stands beside it: own shape, the other's, slot.
_PAIRS = (
    (_STREET, _HOUSE, "street_name"),
    (_HOUSE, _STREET, "house_number"),
    (_TITLE, _EMPLOYER, "current_title"),
    (_EMPLOYER, _TITLE, "current_employer"),
    (_NAME, _GIVEN, "family_name"),
    (_KRAJ, _POLISH, "country"),
)


def half_of(control: Control, label: str) -> str:
    """Return the slot of a control that its neighbours tell, or their absence; empty for none."""
    near = [fold(other.label) for other in control.beside]
    found = (
        slot
        for own, other, slot in _PAIRS
        if own.fullmatch(label) and any(map(other.fullmatch, near))
    )
    if control.kind == "text" and _ADDRESS.fullmatch(label) and not any(map(_of_address, near)):
        return "full_address"
    return next(found, "")


def _of_address(label: str) -> bool:
    return len(label.split()) < 5 and _OTHER_PART.search(label) is not None
