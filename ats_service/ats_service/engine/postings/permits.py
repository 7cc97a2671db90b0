"""Licences, clearances and the right to work: the hard gates a posting names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences

_LICENCES = re.compile(
    r"driv(?:er'?s?|ing) licen[cs]e|führerschein|permis (?:de conduire|b)\b|permiso de conducir|"
    r"\bcdl\b|nursing licen[cs]e|\bRN licen[cs]e|"
    r"licensed (?:nurse|physician|electrician|attorney)|"
    r"teaching (?:certificate|credential|licen[cs]e)|bar admission|forklift licen[cs]e",
    re.IGNORECASE,
)
_CLEARANCE = re.compile(
    r"security clearance|ts/sci|secret clearance|clearance (?:is )?required|public trust|"
    r"sicherheitsüberprüfung|\bsc cleared|dv cleared",
    re.IGNORECASE,
)
_CITIZEN = re.compile(
    r"citizen(?:ship)?(?: is)? required|must be (?:a |an )?[\w. ]{0,20}citizens?\b|"
    r"(?:hold|possess|have)(?:ing)? (?:\w+ )?citizenship|only [\w. ]{0,12}citizens|"
    r"citizenship (?:in|of) one of|staatsbürgerschaft (?:erforderlich|voraus)",
    re.IGNORECASE,
)
_NO_SPONSOR = re.compile(
    r"(?:not|unable to|cannot|can['’]t|no)\b[^.]{0,40}\bsponsor|"
    r"without\b[^.]{0,60}sponsorship|keine visum|"
    r"(?:relocation|visas?|sponsorship)[^.]{0,40}(?:not|n['’]t) (?:be )?"
    r"(?:available|provided|offered)",
    re.IGNORECASE,
)
_SPONSOR = re.compile(r"(?:offer|provide|will|can|we) [^.]{0,30}sponsor", re.I)
_AUTHORISED = re.compile(
    r"(?:authori[sz]ed|eligible|right|permit) to work|work permit|arbeitserlaubnis", re.I
)


def licences_asked(lines: list[Line]) -> Iterator[Fact]:
    """Yield each licence that is demanded."""
    for line in lines:
        if line.kind in ("required", "intro", "duties") and (hit := _LICENCES.search(line.text)):
            yield Fact(hit.group().lower(), line.text)


def authorisation(lines: list[Line]) -> Fact | None:
    """Return what is said about the right to work: the hardest demand first."""
    kinds = (
        ("clearance_required", _CLEARANCE),
        ("citizenship_required", _CITIZEN),
        ("no_sponsorship", _NO_SPONSOR),
        ("offers_sponsorship", _SPONSOR),
        ("authorised_to_work", _AUTHORISED),
    )
    for value, pattern in kinds:
        for line in lines:
            for sentence in sentences(line.text):
                if pattern.search(sentence) and not (
                    value == "offers_sponsorship" and _NO_SPONSOR.search(sentence)
                ):
                    return Fact(value, sentence)
    return None
