"""Fields that a form names: "Employer: Acme", "Fechas: 2018 - 2020", as Europass and forms print.

In goes a line of a section of entries, out comes the line without the name of the field, so that
what is left is read as any other title, name or date. Only names that such forms use count; a
list item keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ats_service.engine.lines import Line

_NAMES = (
    r"company(?: name)?|employer|organi[sz]ation|client|firma|arbeitgeber|unternehmen|"
    r"entreprise|employeur|société|empresa|empleador|"
    r"name and address of (?:the )?employer|nombre y dirección de la empresa|"
    r"nom et adresse de l['’]employeur|name und adresse des arbeitgebers|"
    r"position|title|job title|role|designation|occupation or position held|poste(?: occupé)?|"
    r"fonction(?: ou poste occupé)?|stelle|tätigkeit|funktion|beruf oder funktion|puesto|cargo|"
    r"profesión o cargo desempeñado|dates?|duration|period|tenure|zeitraum|dauer|période|durée|"
    r"datum|daten|fechas?|período|degree|qualification|title of qualification awarded|"
    r"título de la cualificación obtenida|intitulé du certificat ou diplôme délivré|abschluss|"
    r"bezeichnung der erworbenen qualifikation|school|university|institution|institute|college|"
    r"name and type of organi[sz]ation|nombre y tipo de la organización|"
    r"nom et type de l['’]établissement|name und art der bildungseinrichtung|location|place|city|"
    r"ort|lieu|ciudad|course(?: of study)?|programme|program|field of study|studiengang|sector|"
    r"type of business or sector|branche|town|village|localidad|ville|localité|établissement|"
    r"intitulé du diplôme(?: délivré)?|diplôme(?: obtenu| délivré)?|"
    r"employer(?:['’]?s)? name|name of employer|arbeitgeber und ort|schule|hochschule|"
    r"einrichtung|centro(?: de estudios)?|título(?: obtenido)?|titulación"
)
#: What else the columns of a table of jobs or schools are called.
_MORE = (
    r"(?:main )?(?:duties|responsibilities)|description|details|activities|from|to|years?|when|"
    r"where|subjects?|grades?|results?|level|reason for leaving|awarding body|exam board|"
    r"von|bis|jahre?|aufgaben|noten?|années?|du|au|missions|tâches|mention|años?|desde|hasta|"
    r"funciones|tareas|nota"
)
_AND = r"\s*(?:/|,|&|\b(?:and|und|et|y|or|oder)\b)\s*"
_HEAD = re.compile(rf"(?i)(?:{_NAMES}|{_MORE})(?:{_AND}(?:{_NAMES}|{_MORE}))*")
_ALONE = re.compile(rf"(?i)(?:{_NAMES})\s*:?")
#: Different names of fields from which a first column holds nothing but them.
_SEVERAL = 2
#: Names of fields in a column of their own, where no other table has such a head.
_COLUMN = re.compile(
    r"(?i)dates?(?: \(from [–-] to\))?|fechas|daten|occupation or position held"
    r"|name and address of (?:the )?employer|type of business or sector"
    r"|title of qualification awarded|name and type of organi[sz]ation(?: providing .*)?"
    r"|profesión o cargo desempeñado|nombre y (?:dirección de la empresa|tipo de la .*)"
    r"|fonction ou poste occupé|nom et (?:adresse de l['’]employeur|type de l['’]établissement.*)"
    r"|beruf oder funktion|name und (?:adresse des arbeitgebers|art der .*)"
    r"|título de la cualificación obtenida|intitulé du certificat ou diplôme délivré"
    r"|bezeichnung der erworbenen qualifikation"
)
#: Of those, what Europass prints below the duties.
_LATE = re.compile(
    r"(?i)name and (?:address|type) of|type of business or sector|nombre y (?:dirección|tipo) de"
    r"|nom et (?:adresse|type) de|name und (?:adresse|art) de"
)
_FIELD = re.compile(rf"(?:{_NAMES})\s*:\s*", re.IGNORECASE)

#: Fields that hold running text, not a title or name.
_TOLD = re.compile(
    r"(?i)(?:main activities and responsibilities|responsibilities|tasks|duties|"
    r"hours per week|hours worked|supervisor|salary|pay grade|reason for leaving|reporting to|"
    r"team size|principal subjects(?: .*)?|"
    r"principales actividades y responsabilidades|funciones|"
    r"(?:principales )?activités(?: et responsabilités)?(?: principales)?|missions|"
    r"wichtigste tätigkeiten und zuständigkeiten|aufgaben)\s*(?::|$)"
)


def is_told(text: str) -> bool:
    """Return whether a text begins with the name of a field that tells what was done."""
    return bool(_TOLD.match(text))


def without_labels(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the names of their fields; what was done comes behind the others.

    Europass prints the employer below the duties: it belongs to the head of the entry.
    """
    lines = [line for line in lines if not _is_head(line)]
    names = {line.cells[0].text.casefold() for line in lines if _is_named(line)}
    bare: list[Line] = []
    told = 0  # lines at the end that tell what was done
    for line in lines:
        column = len(names) >= _SEVERAL and _is_named(line)
        rest = replace(line, cells=line.cells[1:]) if column else without_label(line)
        if told and _LATE.match(line.text):
            bare.insert(len(bare) - told, rest)
            continue
        opens = not line.bullet and is_told(line.cells[0].text)
        told = told + 1 if opens or (told and rest is line) else 0
        bare.append(rest)
    return bare


def _is_head(line: Line) -> bool:
    """Return whether a line names the columns of a table: "Dates", "Employer and job title"."""
    several = len(line.cells) >= _SEVERAL
    return several and all(_HEAD.fullmatch(cell.text.strip()) for cell in line.cells)


def _is_named(line: Line) -> bool:
    """Return whether the first of two cells holds the name of a field and no more."""
    named = len(line.cells) == _SEVERAL and not line.bullet
    return named and bool(_ALONE.fullmatch(line.cells[0].text)) and not _LATE.match(line.text)


def without_label(line: Line) -> Line:
    """Return a line without the name of the field that its first cell begins with."""
    if not line.bullet and len(line.cells) > 1:
        if is_told(line.cells[0].text) and ":" not in line.cells[0].text:
            return replace(line, cells=line.cells[1:], bullet=True)
        if _COLUMN.fullmatch(line.cells[0].text):
            return replace(line, cells=line.cells[1:])
    hit = None if line.bullet else _FIELD.match(line.cells[0].text)
    if hit is None:
        return line
    rest = line.cells[0].cut(hit.end(), len(line.cells[0].text))
    cells = (rest, *line.cells[1:]) if rest else line.cells[1:]
    return replace(line, cells=cells) if cells else line
