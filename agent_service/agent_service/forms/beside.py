"""Tells what a control asks for where only its neighbours do: one answer in boxes side by side."""

from __future__ import annotations

import re

from agent_service.forms.reader import Control
from agent_service.forms.words import fold

_STREET = re.compile(
    r"(street|strasse|straat|rue|calle|via)( name)?|straatnaam|nom de (la )?(rue|voie)"
)
_HOUSE = re.compile(
    r"(haus|house|huis) ?(number|nummer|no|nr)|nr|numero( de (la )?(calle|voie|rue))?"
)
_TITLE = re.compile(r"(your )?(job|position) title")
_EMPLOYER = re.compile(r"(company|employer|organi[sz]ation)( name)?")

#: What a label asks for when another one stands beside it: own shape, the other's, slot.
_PAIRS = (
    (_STREET, _HOUSE, "street_name"),
    (_HOUSE, _STREET, "house_number"),
    (_TITLE, _EMPLOYER, "current_title"),
    (_EMPLOYER, _TITLE, "current_employer"),
)


def half_of(control: Control, label: str) -> str:
    """Return the slot of a control that is one half of a pair; empty when it is none."""
    near = [fold(other.label) for other in control.beside]
    found = (
        slot
        for own, other, slot in _PAIRS
        if own.fullmatch(label) and any(map(other.fullmatch, near))
    )
    return next(found, "")
