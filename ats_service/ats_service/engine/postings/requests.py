"""What the application itself asks for: a letter, work samples, a salary, references.

In go the lines, out comes each thing with its sentence. It counts only in a sentence that tells
the reader to send something: "references" alone may be the firm's customers.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.tables import each_named, table

#: A sentence that tells the reader what to send.
_SEND = re.compile(
    r"\b(?:send|submit|includ\w+|attach\w*|provide|upload|share|apply with|along with|enclos\w+|"
    r"together with|bewerb\w*|sende\w*|schick\w*|envoye[zr]|joindre|envía\w*|enviar|adjunt\w+|"
    r"application (?:must|should)|please (?:tell|state|add|indicate)|required documents)\b",
    re.IGNORECASE,
)
_THINGS = table(
    ("cover_letter", r"cover letter|motivation(?:al)? letter|letter of (?:motivation|interest)|"
     r"anschreiben|motivationsschreiben|lettre de motivation|"
     r"carta de (?:presentación|motivación)"),
    ("portfolio", r"portfolio|showreel|work samples?|arbeitsproben|writing samples?|code samples?|"
     r"github (?:profile|link|account)"),
    ("references", r"\breferences\b|\breferees?\b|arbeitszeugnis\w*|lettres? de recommandation|"
     r"references? letters?|recommendation letters?"),
    ("salary_expectation", r"salary (?:expectation|requirement)s?|expected salary|"
     r"gehaltsvorstellung\w*|prétentions salariales|pretensiones salariales"),
    ("transcript", r"transcripts?\b|grade sheets?|notenspiegel|relevé de notes"),
    ("certificates", r"\bcertificates\b|diplomas|zeugnisse|copies of (?:degree|diploma)|diplômes"),
    ("start_date", r"(?:earliest|possible) (?:start|starting) date|notice period|"
     r"eintrittstermin|kündigungsfrist|disponibilité"),
    ("video", r"(?:short |introduction |intro )video"),
    ("publications", r"(?:list of|selected) publications|publication list"),
)  # fmt: skip


def requests_of(lines: list[Line]) -> list[Fact]:
    """Return each thing that an application must hold, with the sentence that says so."""
    return each_named(_THINGS, (s for s in sentences_in(lines) if _SEND.search(s)))
