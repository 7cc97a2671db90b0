"""Names of tools, registers and rules that no vocabulary knows, told by how they are written.

A demand such as "experience with AVCare or XQP" names what it asks for in capitals, which plain
words do not have. It counts beside a word for knowing or having, or where a short item of a list
is little more than the name; general abbreviations (degrees, countries, money) never do.

>>> [hit.name for hit in signs_in("Experience with AVCare or XQP 300", [], item=True)]
['AVCare', 'XQP 300']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ats_service.engine.skills import Hit, overlaps

_SIGN = re.compile(
    r"(?<![\w@/.-])(?![IVX]+\b)(?:[A-Z]{2,8}-[A-Z]{2,8}\b|[A-Z]{3,8}\d{0,5}|(?!FY|"
    r"CO2)[A-Z]{2}\d{1,4}|[A-Z]{0,3}[a-z]{1,15}[A-Z]\w{0,20}|"
    r"[A-Z]{2,6}[a-z]{1,15})"
    r"(?:[- ]\d[\d.]{0,6})?(?![\w@])"
)
_KNOWING = re.compile(
    r"\b(?:experienced?|knowledge|understanding|familiar\w*|proficien\w+|exposure|working with|"
    r"use of|using|training|such as|e\.g\.|certif\w+|licen[cs]\w+|member\w*|registration|"
    r"kenntnisse?\w*|erfahrung\w*|umgang mit|connaissance\w*|maîtrise\w*|conocimiento\w*|manejo|"
    r"dispos\w+|habilitation\w*|logiciels?|outils?|titulaire|utilis\w+|software(?=:)|programas?|"
    r"herramientas?)\b(?: ?:)?[^.;:]{0,60}$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\s*-?(?:certif|licen[cs]e|card|member|registration|qualif|experience|knowledge|software|"
    r"or similar|\(|training|accredit|zertifi|kenntnis)",
    re.IGNORECASE,
)
#: A word in capitals beside another one is part of a heading or a shout.
_SHOUT_BEFORE, _SHOUT_AFTER = re.compile(r"[A-Z]{3,} $"), re.compile(r" [A-Z]{3,}\b")
#: What is written so and no skill: degrees, countries, money, hours, people, ways to apply.
_GENERAL = frozenset((
    "AND", "APAC", "API", "ASAP", "BAME", "BCom", "BEng", "BEP", "BSc", "BTS", "CDD",
    "CDI", "CEO", "CFO", "CHF", "COO", "COVID", "CTC", "CTO", "CVs", "DACH", "DBS", "DEI",
    "DNI", "DOB", "DOE", "EDV", "EEO", "EMEA", "EOE", "ESO", "EUR", "FAQ", "FLSA", "FTC", "FTE",
    "GBP", "GCSE", "GED", "GmbH", "GPA", "HNC", "HND", "HQs", "IDs", "ISO", "LGBTQ",
    "LinkedIn", "LKW", "LLC", "LLM", "MBA", "MCom", "MEng", "MSc", "NATO", "NHS", "NIE", "NOT",
    "OTE", "PCs", "PDF", "PharmD", "PhD", "PKW", "PLZ", "PTO", "RTT", "SaaS", "SME", "SMEs",
    "TAFE", "TBC", "TBD", "TVöD", "UAE", "UND", "USA", "USD", "USP", "VIP", "VIPs", "WhatsApp",
    "YOU", "YouTube",
))  # fmt: skip
_ITEM_WORDS = 5


def signs_in(text: str, known: Sequence[Hit], *, item: bool) -> Iterator[Hit]:
    """Yield the names in a demand that overlap no ``known`` mention.

    Args:
        text: a sentence; the time is linear in its length.
        known: the mentions of the vocabulary's skills in it.
        item: it stands alone in a list of demands.
    """
    short = item and len(text.split()) <= _ITEM_WORDS
    for sign in _SIGN.finditer(text):
        start, end = sign.span()
        if overlaps(known, start, end) or _is_general(text, sign):
            continue
        if short or _KNOWING.search(text, max(0, start - 100), start) or _KNOWN.match(text, end):
            yield Hit(sign.group(), start, end)


def _is_general(text: str, sign: re.Match[str]) -> bool:
    words, (start, end) = sign.group(), sign.span()
    shout = words.isupper() and (
        _SHOUT_BEFORE.search(text, max(0, start - 12), start) or _SHOUT_AFTER.match(text, end)
    )
    return words in _GENERAL or words.endswith(("Innen", "In")) or bool(shout)
