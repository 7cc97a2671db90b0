"""Employment type: what the board states, else what the text says of this very job.

"Benefits for full-time employees" and "above internship" speak of others, so a phrase counts only
where it stands alone, beside a word for the job, or in a line that names the type.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.stated import Stated
from ats_service.engine.postings.tables import named, table

_JOB = (
    r"(?:position|role|job|employment|contract|basis|opportunity|stelle|poste|puesto|assignment)"
)
_STATED = table(
    ("internship", r"intern|praktik|stage\b|prácticas"),
    ("contract", r"contract(?!.*perm)|freelance|b2b"),
    ("fixed_term", r"fixed|befristet|\bcdd\b|temporary|temporal"),
    ("part_time", r"part[-_ ]?time|teilzeit|temps[- ]partiel|parcial"),
    ("full_time", r"full[-_ ]?time|vollzeit|temps[- ]plein|completa"),
    ("permanent", r"permanent|unbefristet|\bcdi\b|indefinido|regular"),
)
_SAID = table(
    (
        "internship",
        r"\b(?:your|this|the|our) internship\b|internship (?:program|position|role)|praktikum\b|"
        r"\bas an? [\w ]{0,30}intern\b",
    ),
    (
        "contract",
        r"independent contractor|freelance (?:project|role|position|basis|opportunity)|"
        r"\bcontract(?:or)? (?:role|position|basis|assignment)|\b1099\b|contract[- ]to[- ]hire",
    ),
    (
        "fixed_term",
        rf"fixed[- ]term|\bbefristet|\bcdd\b|temporary (?:\w+ )?{_JOB}|"
        r"limited to \d+ (?:months|years)|\d+[- ]month contract",
    ),
    (
        "part_time",
        rf"part[- ]time (?:\w+ )?{_JOB}|teilzeit|temps partiel|media jornada|jornada parcial",
    ),
    (
        "full_time",
        rf"full[- ]time,? (?:\w+ )?{_JOB}|vollzeit|temps plein|jornada completa",
    ),
    ("permanent", rf"permanent (?:\w+ )?{_JOB}|\bunbefristet|\bcdi\b|contrato indefinido"),
)
#: A whole line that is nothing but the type, as in "Employment type: Full-time".
_LINE = re.compile(
    r"^(?:(?:employment|job|contract|work|position)[ -]?(?:type|time)?|type|art|vertrag\w*|status)"
    r"\s*[:–-]\s*(?P<type>.{3,40})$",
    re.IGNORECASE,
)
_SILENT = ("benefits", "legal", "company")
_OTHERS = re.compile(r"benefits?|above internship|(?:all|other) full[- ]time|phd|student", re.I)


def employment_of(lines: list[Line], stated: Stated) -> Fact | None:
    """Return the employment type with the words that say it, or None.

    A text that calls the person a contractor wins over the board, whose field knows hours only.
    """
    if title := named(_STATED, _bracketed(stated.title)):
        return Fact(title, stated.title)
    said = _said(lines)
    given = named(_STATED, stated.employment_type)
    if said and (said.value in ("contract", "internship", "fixed_term") or not given):
        return said
    return Fact(given, stated.employment_type) if given else None


def _bracketed(title: str) -> str:
    """Return what a title holds in brackets or behind a dash: "Manager (Part-Time)"."""
    return " ".join(map("".join, re.findall(r"\(([^)]*)\)|[-–|]\s*([\w-]+)$", title)))


def _said(lines: list[Line]) -> Fact | None:
    for line in lines:
        label = _LINE.match(line.text)
        if label and (value := named(_STATED, label["type"])):
            return Fact(value, line.text)
    own = [s for s in sentences_in(lines, but=_SILENT) if not _OTHERS.search(s)]
    found = (Fact(value, s) for value, words in _SAID for s in own if words.search(s))
    return next(found, None)
