"""Words as forms write them: folding, yes and no, declining, level of a degree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from agent_service.forms.wordbook import counted, said

_YES = (
    r"yes|y|yep|yeah|yup|true|oui|ja|si|ano|sim|tak|on|(works|fine) (for|with|by) me|that works"
    r"|absolutely|certainly|of course|definitely|i (accept|agree|consent)|j accepte|acepto"
    r"|estoy de acuerdo"
    rf"|ich stimme zu|einverstanden|{said('yes')}"
)
_NO = (
    r"no|n0|n|nope|nah|false|non|nein|nee|ne|nao|nie|off|i (do not|don t) (accept|agree|consent)"
    rf"|je n accepte pas|ich stimme nicht zu|nicht einverstanden|{said('no')}"
)
_DECLINE = re.compile(
    r"\bdecline|prefer not|rather not|choose not|not to (answer|say|disclose|identify|specify)"
    r"|(don t|do not) (wish|want)|not (declared|disclosed)|keine angabe"
    r"|je prefere ne pas|nicht angeben|no deseo"
    r"|ne souhaite pas|ne se prononce pas|prefiero no|liever niet|neuvad|no comment"
    rf"|{said('decline')}"
)
_DEGREES = (
    (
        "doctor",
        r"\b(ph ?d|doctor(ate|al|ado)?|dphil|doktor\w*|doctorat|promotion)\b"
        rf"|{said('doctor')}",
    ),
    ("master", rf"\b(masters?|m ?sc|m ?a|m ?eng|mba|magister|diplom|maestria)\b|{said('master')}"),
    (
        "bachelor",
        r"\b(bachelor\w*|b ?sc|b ?a|b ?eng|licence|licenciatura|grado(?! (superior|medio)))\b"
        rf"|{said('bachelor')}",
    ),
    ("associate", r"\bassociate"),
    (
        "school",
        r"high school|secondary|ged\b|abitur|baccalaureat|bachillerato|maturit|^bac$"
        rf"|{said('school')}",
    ),
)

#: Levels of degrees, the highest first.
LEVELS = tuple(level for level, _ in _DEGREES)


#: Letters that are no other letter with an accent.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and punctuation, single spaces."""
    return " ".join(re.sub(r"[^\w+#%€$£]+", " ", _unaccented(text)).split())


_EVERYBODY = re.compile(
    r"(?<=[^\W\d_]{3})(?:\((?:e|ne|a|o|in|innen|euse|rice)\)|·(?:e|ne|se)\b|[:*_]in(?:nen)?\b"
    r"|/-?(?:a|o|e|in|innen|ne)\b)"
)


def neutral(text: str) -> str:
    """Return ``text`` without endings that address everybody: "prêt(e)", "orgulloso/a"."""
    return _EVERYBODY.sub("", text)


def _unaccented(text: str) -> str:
    """Return ``text`` in lower case without accents, its punctuation kept."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


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
    plain = fold(text)
    return next((level for level, words in _DEGREES if re.search(words, plain)), "")


#: How texts name currencies and spans of pay.
CURRENCIES = {
    "usd": r"\busd\b|\$|dollar",
    "eur": r"\beur\b|€|euro",
    "gbp": r"\bgbp\b|£|pound",
    "chf": r"\bchf\b|franken|francs",
    "czk": r"\bczk\b|\bkc\b",
    "pln": r"\bpln\b|\bzl\b|zlot(y|ych)",
    "brl": r"\bbrl\b|\br\$|\breais\b",
    "sek": r"\bsek\b",
    "nok": r"\bnok\b",
    "dkk": r"\bdkk\b",
}
SPANS = {
    "year": r"year|annual|annum|jahr|annuel|anual|\bp a\b|\bano\b|\bpar an\b|jaar"
    rf"|{said('year')}",
    "month": r"month|monat|mois|mensuel|mensual|\bmes\b|maand"
    rf"|{said('month')}|mensil|miesieczn|mesicn",
    "hour": r"hour|stunde|heure|hora\b|\buur"
    rf"|{said('hour')}",
}


def named(kinds: Mapping[str, str], text: str) -> set[str]:
    """Return which of ``kinds`` (shapes of folded text, by name) a text names."""
    return {name for name, shape in kinds.items() if re.search(shape, fold(text))}


_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "zero",
            "one an ein eine einen eins een un une uno una",
            "two zwei deux dos twee",
            "three drei trois tres drie",
            "four vier quatre cuatro",
            "five funf cinq cinco vijf",
            "six sechs seis zes",
            "seven sieben sept siete zeven",
            "eight acht huit ocho",
            "nine neun neuf nueve negen",
            "ten zehn dix diez tien",
            "eleven elf onze once",
            "twelve zwolf douze doce twaalf",
            "thirteen dreizehn treize trece",
            "fourteen vierzehn quatorze catorce",
            "fifteen funfzehn quinze quince",
        )
    )
    for word in words.split()
}


_MONTHS = tuple(
    re.compile(rf"^({'|'.join((known, *abroad))})")
    for known, abroad in zip(
        (
            "jan|ene",
            "feb|fev|feb",
            "mar|maer|mrz",
            "apr|avr|abr",
            "may|mai|mayo",
            "jun|juin",
            "jul|juil",
            "aug|aou|ago",
            "sep",
            "oct|okt",
            "nov",
            "dec|dez|dic",
        ),
        counted("months"),
        strict=True,
    )
)


#: The spans that are counted, by the days they have.
_UNITS = {
    1: rf"days?|tage?n?|jours?|dias?|dag(en)?|{said('day')}",
    7: rf"weeks?|wochen?|weken|semaines?|semanas?|{said('week')}",
    30: rf"months?|monate?n?|mois|maand(en)?|mes(es)?|{said('month')}",
}
_UNIT = rf"(?P<unit>{'|'.join(_UNITS.values())})\b"
_SPAN = re.compile(rf"(?P<count>\d+|[a-z]+) {_UNIT}")
#: Words that are a number right before a span of time, and something else elsewhere.
_BEFORE_UNIT = {
    word: number
    for number, forms in enumerate(counted("numbers"), 1)
    for word in "|".join(forms).split("|")
} | {"a": 1}
_COUNTED = _BEFORE_UNIT | _NUMBERS
_COUNT = re.compile(
    rf"\b(?P<count>\d+|{'|'.join(_NUMBERS)}"
    rf"|(?:{'|'.join(_BEFORE_UNIT)})(?= {_UNIT.replace('unit', 'next')}))\b(?=.*?\b{_UNIT})"
)
_ABOUT = r"less|more|over|under|weniger|mehr|uber|unter|moins|plus|menos|mas\b|[<>+]"
_ABOUT += rf"|{said('below', 'above')}"


def span_in_days(text: str) -> int:
    """Return the days of the one span of time that ``text`` names ("2 weeks"); 0 for none.

    Weeks count 7 days and months 30; more or less than a span is none.
    """
    plain = fold(text)
    found = [(m["count"], m["unit"]) for m in _SPAN.finditer(plain)]
    if len(found) != 1 or re.search(_ABOUT, plain):
        return 0
    return _days(*found[0])


def unit_in_days(text: str) -> int:
    """Return the days of the one unit of time that ``text`` names ("weeks"); 0 for none."""
    found = [n for n, shape in _UNITS.items() if re.search(rf"\b(?:{shape})\b", fold(text))]
    return found[0] if len(found) == 1 else 0


def in_days(text: str) -> str:
    """Return an option's spans of time as bare numbers of days: "1-2 weeks" is "7-14"."""
    counted = _COUNT.sub(lambda m: str(_days(m["count"], m["unit"])), _unaccented(text))
    return re.sub(_UNIT, "", counted)


def _days(count: str, unit: str) -> int:
    number = int(count) if count.isdecimal() else _COUNTED.get(count, 0)
    return number * next(days for days, shape in _UNITS.items() if re.fullmatch(shape, unit))


def spans_of_time(options: Sequence[str]) -> bool:
    """Return whether a list offers spans of time, not days of a calendar."""
    return sum(1 for o in options if _SPAN.search(fold(o))) > len(options) / 3


def month_number(text: str) -> int:
    """Return 1 to 12 for the name of a month in a language that forms are in; else 0."""
    plain = fold(text)
    return next((n for n, shape in enumerate(_MONTHS, 1) if shape.match(plain)), 0)


def number_in_words(text: str) -> float | None:
    """Return the first number in ``text``, in figures, or up to fifteen in words."""
    found = first_number(text)
    if found is not None:
        return found
    said = (_NUMBERS[w] for w in fold(text).split() if w in _NUMBERS)
    return next((float(n) for n in said), None)


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
