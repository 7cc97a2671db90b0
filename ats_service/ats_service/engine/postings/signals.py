"""Signals of an advert that is no honest opening, or none any more, each with its reason.

They are signs, not verdicts: each quotes the sentence that gave it, and the person decides.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.tables import each_named, table

_SIGNALS = table(
    ("asks-for-money", r"(?:pay|deposit|transfer|purchase|buy)[^.]{0,50}(?:fee|deposit|training "
     r"(?:kit|material)|starter kit|equipment)[^.]{0,40}(?:before|upfront|in advance|reimburse)|"
     r"(?:registration|processing|training|application) fee (?:of|is)|refundable deposit|"
     r"(?:startgebühr|kaution vorab)"),
    ("odd-payment", r"gift cards?|western union|moneygram|cashier'?s? che(?:ck|que)|"
     r"paid in (?:bitcoin|crypto\w*|usdt)|salary in (?:bitcoin|crypto\w*)|your bank account to "
     r"(?:receive|forward|transfer)"),
    ("contact-by-messenger", r"(?:contact|text|message|interview|reach|add|write)[^.]{0,50}"
     r"(?:telegram|whatsapp|signal app|google hangouts)"),
    ("private-mail", r"[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|aol|proton(?:mail)?|gmx|web)"
     r"\.\w{2,3}"),
    ("asks-for-identity", r"(?:copy|photo|scan|picture)[^.]{0,30}(?:passport|identity card|"
     r"driver'?s? licen[cs]e|id card)|social security number|"
     r"bank (?:details|login|account number)|credit card (?:number|details)"),
    ("too-good", r"(?:earn|make)[^.]{0,25}[$€£]\s?\d[\d,.]*\s?k?[^.]{0,15}(?:a|per|every) "
     r"(?:day|week)[^.]{0,60}(?:no experience|from home|part[- ]time)|guaranteed income|"
     r"be your own boss|unlimited earning"),
    ("posted-again", r"\bre-?post(?:ed|ing)?\b|\bre-?advertis\w+|previously advertised|"
     r"former applicants need not|erneut ausgeschrieben"),
    ("no-opening", r"(?:our|join (?:the|our)) talent (?:pool|community|pipeline)|"
     r"future (?:openings|opportunities|"
     r"vacancies)|open application|speculative application|initiativbewerbung|"
     r"candidature spontanée|no (?:current|specific) (?:opening|vacancy)|evergreen (?:role|req)"),
    ("closed", r"no longer accepting|position (?:has been|is) (?:filled|closed)|"
     r"applications (?:are|have) closed|stelle (?:ist )?(?:bereits )?besetzt|"
     r"offre (?:expirée|pourvue)"),
)  # fmt: skip


#: A firm that warns of others: "we will never ask for money".
_WARNING = re.compile(
    r"\b(?:never|beware|do not|don['’]t|not (?:ask|request)|scam)\b", re.IGNORECASE
)


def signals_of(lines: list[Line]) -> list[Fact]:
    """Return each signal once, with the first sentence that gives it."""
    return each_named(_SIGNALS, (s for s in sentences_in(lines) if not _WARNING.search(s)))
