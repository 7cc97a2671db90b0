"""Words as forms write them: folding, yes and no, declining, level of a degree."""

from __future__ import annotations

import re
import unicodedata

_YES = r"yes|y|true|oui|ja|si|ano|sim|tak|on"
_NO = r"no|n0|n|false|non|nein|nee|ne|nao|nie|off"
_DECLINE = re.compile(
    r"\bdecline|prefer not|rather not|choose not|not to (answer|say|disclose|identify|specify)"
    r"|(don t|do not) (wish|want)|not (declared|disclosed)|keine angabe|je prefere ne pas"
    r"|ne souhaite pas|prefiero no|neuvad|no comment"
)
_DEGREES = (
    ("doctor", r"\b(ph\.? ?d|doctor(ate|al)?|dphil|doktor)"),
    ("master", r"\b(master|m\.? ?sc|m\.? ?a|m\.? ?eng|mba|msc|magister|diplom)\b"),
    ("bachelor", r"\b(bachelor|b\.? ?sc|b\.? ?a|b\.? ?eng|bsc|licence|licenciatura)"),
    ("associate", r"\bassociate"),
    ("school", r"high school|secondary|ged\b|abitur|baccalaureat|maturit"),
)


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and punctuation, single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l"))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w+#%€$£]+", " ", kept.casefold()).split())


def says_yes(text: str) -> bool:
    """Return whether an answer or option means yes: it is yes, or starts with it."""
    return re.match(rf"({_YES})(\b|$)", fold(text)) is not None


def says_no(text: str) -> bool:
    """Return whether an answer or option means no: it is no, or starts with it."""
    return re.match(rf"({_NO})(\b|$)", fold(text)) is not None


def declines(text: str) -> bool:
    """Return whether an option is the one for people who rather not say."""
    return _DECLINE.search(fold(text)) is not None


def degree_level(text: str) -> str:
    """Return doctor, master, bachelor, associate or school; empty when none is named."""
    plain = text.casefold()
    return next((level for level, words in _DEGREES if re.search(words, plain)), "")


def first_number(text: str) -> float | None:
    """Return the first number in ``text``, thousands separators understood."""
    found = re.search(r"\d[\d,.  ]*", text)
    if not found:
        return None
    digits = re.sub(r"[,  ](?=\d{3}\b)", "", found.group()).strip(" ,.")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None
