"""Licences, clearances and the right to work: the hard gates a posting names.

In go the lines, out come licences by name and the hardest thing said about the right to work,
each with its sentence. The cue are fixed phrases; a licence that is a wish is no gate.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import NICE, Line, sentences_in
from ats_service.engine.postings.tables import each_named, table

#: Licences by name, in a posting and on a résumé.
LICENCES = table(
    (
        "truck licence",
        r"\bcdl\b|\bhgv\b|class [1a-c] (?:driver['’]?s? )?licen[cs]e|"
        r"führerschein klasse ce?\b|"
        r"permis c\b",
    ),
    (
        "driving licence",
        r"driv(?:er['’]?s?|ing) licen[cs]e|führerschein|"
        r"permis (?:de conduire|b)\b|(?:permiso|carnet) (?:de conducir|b\b)",
    ),
    (
        "nursing licence",
        r"nursing licen[cs]e|\bRN licen[cs]e|licensed (?:practical )?nurse|"
        r"registered nurse|nurse registration|\bnmc (?:pin|regist\w+)\b|"
        r"diplôme d['’]état d['’]infirmi\w+|examinierte pflege\w+",
    ),
    ("medical licence", r"medical licen[cs]e|licensed physician|approbation"),
    (
        "electrician's licence",
        r"(?:licensed|journeyman|master) electrician|"
        r"electrical licen[cs]e",
    ),
    (
        "teaching licence",
        r"teaching (?:certificate|certification|credential|licen[cs]e)|"
        r"registered with the teaching council|\bqts\b|qualified teacher status",
    ),
    ("bar admission", r"bar admission|admitted to the bar|licensed attorney|state bar"),
    (
        "forklift licence",
        r"forklift (?:licen[cs]e|certificat\w+)|staplerschein|\bcaces\b|"
        r"carnet de carretillero",
    ),
    ("security licence", r"\bsia licen[cs]e|security guard licen[cs]e|guard card"),
    ("pilot's licence", r"pilot['’]?s?(?: \w+)? licen[cs]e|\batpl\b"),
    ("real estate licence", r"real estate licen[cs]e"),
)
_CLEARANCE = re.compile(
    r"security clearance|ts/sci|secret clearance|clearance (?:is )?required|public trust|"
    r"sicherheitsüberprüfung|\b(?:sc|dv|nv[12]|bpss|secret|nato)[- ](?:level )?clear(?:ed|ance)",
    re.IGNORECASE,
)
_CITIZEN = re.compile(
    r"citizen(?:ship)?(?: is)? required|(?:citizens|nationals) only\b|must be (?:a |"
    r"an )?[\w. ]{0,20}citizens?\b|"
    r"(?:hold|possess|have)(?:ing)? (?:\w+ )?citizenship|only [\w., ]{0,30}(?:citizens|"
    r"nationals|(?-i:PRs)|permanent residents)\b|"
    r"citizenship (?:in|of) one of|^\W*[A-Z]\w+ citizenship (?:or|and)\b|"
    r"(?:tener|poseer) la nacionalidad|nationalité \w+ (?:requise|exigée)|"
    r"staatsbürgerschaft (?:erforderlich|voraus)",
    re.IGNORECASE,
)
_NO_SPONSOR = re.compile(
    r"(?:not|unable to|cannot|can['’]t|no)\b[^.]{0,40}\bsponsor|"
    r"n['’]t\b[^.]{0,60}\bsponsor|"
    r"without\b[^.]{0,60}sponsorship|keine visum|"
    r"pas de (?:prise en charge|parrainage)[^.]{0,30}(?:titre de séjour|visa)|"
    r"no (?:ofrecemos|patrocinamos|tramitamos)[^.]{0,30}(?:visa|permiso de trabajo)|"
    r"(?:relocation|visas?|sponsorship)[^.]{0,40}(?:not|n['’]t) (?:be )?"
    r"(?:available|provided|offered)",
    re.IGNORECASE,
)
_SPONSOR = re.compile(
    r"(?:offer|provide|will|can|we|\bable to) [^.]{0,30}sponsor|recogni[sz]ed sponsor|"
    r"take care of (?:your|the|any) (?:visas?|work permits?)|"
    r"help (?:you )?with (?:a|an|your|the|any)? ?(?:work permit|visa)|ayuda con (?:el |tu )?visa|"
    r"visa (?:support|assistance)|visum(?:s)?unterstützung|unterstütz\w+ beim visum|"
    r"sponsorship[^.]{0,60}(?:is |are |\b)(?:welcome|available|offered|(?:will be )?considered|"
    r"possible)",
    re.IGNORECASE,
)
_AUTHORISED = re.compile(
    r"(?:authori[sz]ed|eligible|right|permit) to work|work permit|arbeitserlaubnis", re.I
)


def licences_asked(lines: list[Line]) -> list[Fact]:
    """Return each licence that is demanded, by its name, once."""
    asking = sentences_in(lines, only=("required", "intro", "duties"))
    return each_named(LICENCES, (sentence for sentence in asking if not NICE.search(sentence)))


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
        for sentence in sentences_in(lines):
            if pattern.search(sentence) and not (
                value == "offers_sponsorship" and _NO_SPONSOR.search(sentence)
            ):
                return Fact(value, sentence)
    return None
