"""Licences, clearances and the right to work: the hard gates a posting names.

In go the lines, out come licences by name and the hardest thing said about the right to work,
each with its sentence. The cue are fixed phrases; a licence that is a wish is no gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.tables import each_named, table
from ats_service.engine.postings.wishes import NICE

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
    r"\bnv ?[12]\b|habilitation (?:secret|confidentiel|défense)|nato secret|"
    r"sicherheitsüberprüfung|\b(?:sc|dv|nv[12]|bpss|secret|nato)[- ](?:level )?clear(?:ed|ance)",
    re.IGNORECASE,
)
_CITIZEN = re.compile(
    r"citizen(?:ship)?(?: is)? (?:required|essential|mandatory|a must|a requirement)|"
    r"(?:green card|permanent residen\w+)(?: holders?)? (?:or|and|"
    r"/) (?:u\.?s\.? )?citizens? only\b|(?:citizens|nationals) only\b|"
    r"\b(?:citizens?|nationals|(?-i:USC))\b(?: ?(?:,|/|or|and|"
    r"&) ?(?:u\.?s\.? )?(?:green card holders?|"
    r"permanent residents?|(?-i:GC)\b)(?: holders)?){1,2} only\b|must be (?:a |"
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
    r"without\b[^.]{0,60}sponsorship|kein\w* (?:visum|visa)|(?:visum|visa)[^.]{0,30} nicht|"
    r"ne (?:pouvons|parrainons|prenons)[^.]{0,40}(?:visa|titres? de séjour)|\bno h-?1b\b|"
    r"sponsor\w*\b[^.]{0,40}\b(?:cannot|not|unable|never)\b|"
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
    r"(?:visa|blue card|work permit|residence permit|relocation paperwork)s?\b[^.]{0,20}(?:\? |"
    r"[-–:,] ?)"
    r"(?:yes|we|our) [^.]{0,20}(?:handle|help|sort|arrange|organi[sz]e|cover|support|take care|"
    r"sponsor)|"
    r"we (?:handle|sort out|arrange|organi[sz]e|cover|support|"
    r"assist with) (?:you with )?(?:\w+ ){0,3}"
    r"(?:visas?|blue card|work permits?|permits)\b|(?:blue card|work permit)[- ](?:support|"
    r"sponsor)|"
    r"(?:unterstütz\w+|hilfe|helfen)[^.]{0,40}(?:visum|visa|aufenthaltstitel|blue card)|"
    r"(?:aide|accompagn\w+|prenons en charge)[^.]{0,40}(?:visa|titre de séjour|permis de travail)|"
    r"(?:tramitamos|gestionamos|apoyo con|te ayudamos con)[^.]{0,30}(?:visa|permiso de)|"
    r"(?:have|has) sponsored (?:\w+ )?(?:visas|permits)|"
    r"(?:can|able to|happy to) (?:issue|provide) (?:a |your )?certificates? of sponsorship|"
    r"eligible for (?:\w+ )?(?:visa )?sponsorship|(?:work|employment) permits? (?:is |"
    r"are )?(?:support\w*|"
    r"available|provided)|visa (?:support|assistance)|visum(?:s)?unterstützung|"
    r"unterstütz\w+ beim visum|"
    r"sponsorship[^.]{0,60}(?:is |are |\b)(?:welcome|available|offered|(?:will be )?considered|"
    r"possible)",
    re.IGNORECASE,
)
#: Beside citizens, whoever may work there by another right.
_OR_VISA = re.compile(
    r"\bor\b[^.]{0,60}\b(?:visas?|work permit|right to work|work rights|work authori[sz]ation)\b|"
    r"\boder\b[^.]{0,60}(?:arbeitserlaubnis|aufenthaltstitel|arbeitsmarkt)|"
    r"\bou\b[^.]{0,60}(?:titre de séjour|permis de travail)|"
    r"\bo\b[^.]{0,60}permiso de (?:trabajo|residencia)",
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
        but = _BUT.get(value)
        for sentence in _said(lines, value):
            if pattern.search(sentence) and not (but and but.search(sentence)):
                return Fact(value, sentence)
    return None


def _said(lines: list[Line], value: str) -> Iterator[str]:
    """Yield what is said; a question and its answer ("Visa? We help.") are one."""
    yield from sentences_in(lines)
    if value == "offers_sponsorship":
        yield from (line.text for line in lines if "?" in line.text)


#: What turns a sentence with the words for a demand into another one.
_BUT = {"offers_sponsorship": _NO_SPONSOR, "citizenship_required": _OR_VISA}
