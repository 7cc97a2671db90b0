"""Title and seniority: the first line, and the rank that the title itself names.

A title with two ranks has the one that says more about the place in the firm: a "Senior Staff
Engineer" is staff, a "Senior Manager" a manager, but a "Senior Product Manager" is senior.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line
from ats_service.engine.postings.tables import named, table

_SENIORITY = table(
    ("intern", r"\bintern(?:ship)?\b|praktik|werkstudent|stagiaire|\bstage\b|becari|trainee"),
    ("vp", r"\bvp\b|vice[- ]president"),
    ("director", r"\bdirector\b|directeur|directrice|directora?\b"),
    ("principal", r"\bprincipal\b"),
    ("staff", r"(?<!chief of )\bstaff\b(?! accountant| nurse| assistant| attorney)"),
    ("lead", r"\blead\b(?! gen)|team ?lead|teamleit"),
    ("manager", r"\b(?:senior|sr\.?) manager\b"),
    ("senior", r"\bsenior\b|\bsr\b\.?|sénior"),
    (
        "manager",
        r"\bmanager\b|\bhead of\b|leiter(?:in)?\b|leitung\b|responsable|\bgerente\b|"
        r"\bchef(?:fe)?s? de (?:projet|service|produit|rayon|secteur)|\bjef[ea] de\b",
    ),
    ("mid", r"\bmid(?:[- ]level|[- ]senior)?\b|\bintermediate\b"),
    (
        "entry",
        r"\bgraduate\b|entry[- ]level|new (?:college )?grad|early career|\bfreshers?\b|"
        r"berufseinst|débutant",
    ),
    ("junior", r"\bjunior\b|\bjr\b\.?"),
    ("junior", r"(?-i:\bI\b)(?=\s*(?:$|[-–—,:|(]))"),
)


def title_of(lines: list[Line]) -> Fact | None:
    """Return the first line where it can be a title."""
    if not lines:
        return None
    words = re.split(r"(?<=[a-z])\. ", lines[0].text)[0].rstrip(".")
    return Fact(words, words) if 2 < len(words) <= 120 else None


def seniority_of(title: Fact | None, employment_type: Fact | None) -> Fact | None:
    """Return the seniority that the title names; an internship is for interns."""
    if title and (name := named(_SENIORITY, title.value)):
        return Fact(name, title.quote)
    if employment_type and employment_type.value == "internship":
        return Fact("intern", employment_type.quote)
    return None
