"""Fields that a form names: "Employer: Acme", "Fechas: 2018 - 2020", as Europass and forms print.

In goes a line of a section of entries, out comes the line without the name of the field, so that
what is left is read as any other title, name or date. Only names that such forms use count; a
list item keeps its words.
"""

from __future__ import annotations

import re
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
    r"ort|lieu|ciudad"
)
_FIELD = re.compile(rf"(?:{_NAMES})\s*:\s*", re.IGNORECASE)

#: Fields that hold running text, not a title or name.
_TOLD = re.compile(
    r"(?i)(?:main activities and responsibilities|responsibilities|tasks|duties|"
    r"principales actividades y responsabilidades|funciones|"
    r"(?:principales )?activités(?: et responsabilités)?(?: principales)?|missions|"
    r"wichtigste tätigkeiten und zuständigkeiten|aufgaben)\s*:"
)


def is_told(text: str) -> bool:
    """Return whether a text begins with the name of a field that tells what was done."""
    return bool(_TOLD.match(text))


def without_label(line: Line) -> Line:
    """Return a line without the name of the field that its first cell begins with."""
    hit = None if line.bullet else _FIELD.match(line.cells[0].text)
    if hit is None:
        return line
    rest = line.cells[0].cut(hit.end(), len(line.cells[0].text))
    cells = (rest, *line.cells[1:]) if rest else line.cells[1:]
    return replace(line, cells=cells) if cells else line
