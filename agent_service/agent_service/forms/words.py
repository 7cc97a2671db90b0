"""Words as forms write them: folding, yes and no, declining, level of a degree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

_YES = (
    r"yes|y|yep|yeah|yup|true|oui|ja|si|ano|sim|tak|on|(works|fine) (for|with|by) me|that works"
    r"|absolutely|certainly|of course|definitely|i (accept|agree|consent)|j accepte|acepto"
    r"|estoy de acuerdo"
    r"|ich stimme zu|einverstanden"
)
_NO = (
    r"no|n0|n|nope|nah|false|non|nein|nee|ne|nao|nie|off|i (do not|don t) (accept|agree|consent)"
    r"|je n accepte pas|ich stimme nicht zu|nicht einverstanden"
)
_DECLINE = re.compile(
    r"\bdecline|prefer not|rather not|choose not|not to (answer|say|disclose|identify|specify)"
    r"|(don t|do not) (wish|want)|not (declared|disclosed)|keine angabe"
    r"|je prefere ne pas|nicht angeben|no deseo"
    r"|ne souhaite pas|ne se prononce pas|prefiero no|liever niet|neuvad|no comment"
)
_DEGREES = (
    ("doctor", r"\b(ph ?d|doctor(ate|al|ado)?|dphil|doktor\w*|doctorat|promotion)\b"),
    ("master", r"\b(masters?|m ?sc|m ?a|m ?eng|mba|magister|diplom|maestria)\b"),
    (
        "bachelor",
        r"\b(bachelor\w*|b ?sc|b ?a|b ?eng|licence|licenciatura|grado(?! (superior|medio)))\b",
    ),
    ("associate", r"\bassociate"),
    ("school", r"high school|secondary|ged\b|abitur|baccalaureat|bachillerato|maturit|^bac$"),
)

#: Levels of degrees, the highest first.
LEVELS = tuple(level for level, _ in _DEGREES)


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
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


_PART_OF_DATE = r"(?:d{1,2}|m{1,2}|t{2}|y{4}|j{4}|j{2}|a{4}|r{4})"
#: How a label or a hint shows the order of a date: "MM/YYYY", "JJ.MM.AAAA".
DATE_SHAPE = re.compile(
    rf"\b(?=[\w\s/.-]{{0,8}}(?:y|j|a|r){{4}}){_PART_OF_DATE}(?:\s?[/.-]\s?{_PART_OF_DATE}){{1,2}}\b",
    re.IGNORECASE,
)


_NAMED_PARTS = re.compile(
    r"\b(?P<MM>mo|month)\s?/\s?((?P<DD>day)\s?/\s?)?(yr|year)\b", re.IGNORECASE
)


def date_shape(text: str) -> str:
    """Return the order of a date that a text shows, as "MM/YYYY"; empty for none."""
    found = DATE_SHAPE.search(_spelled(text))
    return found.group() if found else ""


_EXAMPLE = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")


def date_shape_of(example: str) -> str:
    """Return the order of the date that a hint gives as an example: "31.12.2027" is DD.MM.YYYY.

    Empty for none, and where both of the first two parts may be a month.
    """
    found = _EXAMPLE.search(example)
    if not found:
        return ""
    first, sign, second = found.groups()
    if not sign:
        return "YYYY-MM-DD"
    if (int(first) > 12) == (int(second) > 12):
        return ""
    parts = ("DD", "MM") if int(first) > 12 else ("MM", "DD")
    return sign.join((*parts, "YYYY"))


def without_date_shape(text: str) -> str:
    """Return a label without the order of a date that stands in it."""
    return DATE_SHAPE.sub(" ", _spelled(text))


def _spelled(text: str) -> str:
    """Return ``text`` with "mo/yr" and the like as the letters of a date's order."""
    return _NAMED_PARTS.sub(lambda m: "MM/DD/YYYY" if m["DD"] else "MM/YYYY", text)


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
}
SPANS = {
    "year": r"year|annual|annum|jahr|annuel|anual|\bp a\b|\bano\b|\bpar an\b|jaar",
    "month": r"month|monat|mois|mensuel|mensual|\bmes\b|maand",
    "hour": r"hour|stunde|heure|hora\b|\buur",
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
    re.compile(rf"^({names})")
    for names in (
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
    )
)


_UNIT = (
    r"(?P<unit>days?|tage?n?|jours?|dias?|weeks?|wochen?"
    r"|weken|week|maand(en)?|dag(en)?|semaines?|semanas?|months?|monate?n?|mois|mes(es)?)\b"
)
_SPAN = re.compile(rf"(?P<count>\d+|[a-z]+) {_UNIT}")
_UNITS = {"d": 1, "t": 1, "j": 1, "w": 7, "s": 7, "m": 30}  # days, by the unit's first letter
_COUNT = re.compile(
    rf"\b(?P<count>\d+|{'|'.join(_NUMBERS)}|a(?= {_UNIT.replace('unit', 'next')}))\b"
    rf"(?=.*?\b{_UNIT})"
)
_ABOUT = r"less|more|over|under|weniger|mehr|uber|unter|moins|plus|menos|mas\b|[<>+]"


def span_in_days(text: str) -> int:
    """Return the days of the one span of time that ``text`` names ("2 weeks"); 0 for none.

    Weeks count 7 days and months 30; more or less than a span is none.
    """
    plain = fold(text)
    found = [(m["count"], m["unit"]) for m in _SPAN.finditer(plain)]
    if len(found) != 1 or re.search(_ABOUT, plain):
        return 0
    return _days(*found[0])


def in_days(text: str) -> str:
    """Return an option's spans of time as bare numbers of days: "1-2 weeks" is "7-14"."""
    counted = _COUNT.sub(lambda m: str(_days(m["count"], m["unit"])), _unaccented(text))
    return re.sub(_UNIT, "", counted)


def _days(count: str, unit: str) -> int:
    number = int(count) if count.isdecimal() else 1 if count == "a" else _NUMBERS.get(count, 0)
    return number * _UNITS[unit[0]]


def spans_of_time(options: Sequence[str]) -> bool:
    """Return whether a list offers spans of time, not days of a calendar."""
    return sum(1 for o in options if _SPAN.search(fold(o))) > len(options) / 3


_LANGUAGES = (
    ("english", r"engl|engels|anglais|ingles"),
    ("german", r"german|deutsch|allemand|aleman|\bduits"),
    ("french", r"french|franz|francais|frances|\bfrans\b"),
    ("spanish", r"spanish|spanisch|espagnol|espanol|castellano|spaans"),
    ("italian", r"italian|italien|italiano"),
    ("portuguese", r"portugu|portugies|portugais"),
    ("dutch", r"dutch|niederlandisch|neerlandais|nederlands|neerlandes"),
    ("swedish", r"swedish|schwedisch|suedois|sueco|svenska"),
    ("danish", r"danish|danisch|danois|danes\b|dansk"),
    ("norwegian", r"norwegian|norwegisch|norvegien|noruego|norsk"),
    ("finnish", r"finnish|finnisch|finnois|fines\b|suomi"),
    ("polish", r"polish|polnisch|polonais|polaco|polski"),
    ("czech", r"czech|tschechisch|tcheque|checo|cestin"),
    ("russian", r"russian|russisch|russe\b|ruso\b"),
    ("chinese", r"chinese|chinesisch|chinois|chino\b|mandarin"),
    ("japanese", r"japanese|japanisch|japonais|japones"),
    ("arabic", r"arabic|arabisch|arabe"),
)

#: A language by name, in any of the languages that forms are written in.
ANY_LANGUAGE = "|".join(shape for _, shape in _LANGUAGES)


def named_language(text: str) -> str:
    """Return the English name of the language where ``text`` names just one; else nothing."""
    found = [name for name, shape in _LANGUAGES if re.search(shape, fold(text))]
    return found[0] if len(found) == 1 else ""


def month_number(text: str) -> int:
    """Return 1 to 12 for the name of a month in English, German, French or Spanish; else 0."""
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
