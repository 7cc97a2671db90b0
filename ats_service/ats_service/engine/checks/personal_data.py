"""Photo and private facts: usual in some countries, a reason to be put aside in others.

In go the printed lines, the photograph and the country of the posting, out comes a finding for
each fact. Facts are told by their labels (born, married, nationality), a photograph by its place
and shape; `customs` says how the country takes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine import customs
from ats_service.engine.chunk import Chunk
from ats_service.engine.finding import Finding, Subject, place

_DATE = r"\d{1,4}[./ -]|\d{1,2}\.?\s+\w+|\w+\s+\d{1,2},"
#: What a line says when it tells a private fact: its label, and its value where words are common.
_FACTS = (
    ("date of birth", rf"(?:date of birth|birth ?date|d\.?o\.?b\.?|geburtsdatum|date de naissance"
     rf"|fecha de nacimiento)\b|(?:born|geboren|geb\.|née?|nacid[oa])(?: on| am| le| el|:)*\s+"
     rf"(?:{_DATE})"),
    ("age", r"(?:age|alter|âge|edad)\s*:?\s*\d\d\b|\d\d\s(?:years old|jahre alt|ans$|años$)"),
    ("marital status", r"(?:marital status|civil status|familienstand|situation (?:familiale|"
     r"matrimoniale)|état civil|estado civil)\b|(?:verheiratet|ledig|geschieden|célibataire|"
     r"mariée?|casad[oa]|solter[oa])(?:,|$)"),
    ("nationality", r"(?:nationality|citizenship)\s*(?::|-\s|$)|(?:staatsangehörigkeit"
     r"|staatsbürgerschaft|nationalität|nationalité|nacionalidad)\s*(?::|-\s|$|\w+$)"),
    ("gender", r"(?:gender|sex|geschlecht|sexe|sexo)\s*:"),
    ("faith", r"(?:religion|faith|konfession|religión)\s*:"),
    ("identity number", r"(?:ssn|social security (?:number|no\.?)|passport (?:number|no\.?)"
     r"|personalausweis\w*|steuer-?id|sozialversicherungsnummer|n° de sécurité sociale)"
     r"\s*[:.#]?\s*[A-Z]{0,2}\d[\d -]{4,}|dni\W{0,2}\d{7,8}-?[A-Z]?\b|nie\W{0,2}[XYZ]-?\d{7}"
     r"|(?:cpr|personnummer)\W{0,2}\d{6,8}-?\d{4}\b"),
)  # fmt: skip
_PATTERNS = tuple(
    (what, re.compile(rf"(?i)(?:^|[|•·;,(]\s*)(?:{pattern})")) for what, pattern in _FACTS
)
#: Letters of a cell that tells such facts; running text is not looked at.
_LONGEST = 300
#: A photograph stands in the upper part of the first page.
_UPPER = 0.5


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per private fact and for a photo, judged by the country's custom.

    The country is the one the asker names, else the one of the résumé's address, else that of
    the number it gives.
    """
    country = subject.country or customs.country_of_resume(subject.resume.get("basics", {}))
    yield from _photo(subject, country)
    told: set[str] = set()
    for line in subject.layout.lines:
        for cell in (cell for cell in line.cells if len(cell.text) <= _LONGEST):
            for what, pattern in _PATTERNS:
                if what not in told and pattern.search(cell.text):
                    told.add(what)
                    yield _fact(what, cell, country, subject.document.paged)


def _photo(subject: Subject, country: str) -> Iterator[Finding]:
    """Yield a finding for the first picture that has the size and kind of a photograph."""
    page = subject.document.pages[0]
    boxes = [b for b in page.regions.get("portraits", ()) if b.top < _UPPER * page.height]
    if boxes or subject.document.noted("portrait"):
        yield Finding(
            rule=customs.RULE,
            severity=customs.severity("photo", country),
            message="Photo: a picture of the size of a photograph is in the document.",
            seen="a picture",
            advice=customs.advice("photo", country),
            page=1 if boxes else None,
            box=place(boxes[0]) if boxes else None,
        )


def _fact(what: str, cell: Chunk, country: str, paged: bool) -> Finding:
    return Finding(
        rule=customs.RULE,
        severity=customs.severity(what, country),
        message=f"{what.capitalize()}: the document tells it.",
        seen=cell.text[:120],
        advice=customs.advice(what, country),
        page=cell.page if paged else None,
        box=place(cell.box) if paged else None,
    )


CHECK = check
