"""Skills, years, degree, languages and licences that a posting asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine import skills
from ats_service.engine.postings.facts import Fact, Skill
from ats_service.engine.postings.sections import NICE, Line, sentences

_ASKING = ("required", "nice", "duties", "intro")
_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "zwei": 2, "drei": 3, "fünf": 5, "deux": 2, "trois": 3, "cinq": 5,
}  # fmt: skip
_YEARS = re.compile(
    r"(?P<low>\d{1,2}(?:[.,]5)?|" + "|".join(_NUMBER_WORDS) + r")\s*(?:\(\d+\)\s*)?"
    r"(?:\+|plus|or more)?\s*(?:(?:-|–|to|bis|à|a)\s*(?P<high>\d{1,2})\s*\+?)?\s*"
    r"(?:\+\s*)?(?:or more\s+|full\s+)?(?:years?|yrs?\.?|jahren?|ans|années|años)\b",
    re.IGNORECASE,
)
_NOT_EXPERIENCE = re.compile(
    r"years? (?:of age|old|in business|ago|contract|period)|"
    r"year (?:certificate|degree|contract)|founded|(?:over|past|last|for) the (?:past|last)|"
    r"years? of history|vesting|behaviou?ral data",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"experience|erfahrung|expérience|experiencia|working|track record|background", re.I
)
_ANY_OF = re.compile(
    r"such as|e\.g\.|for example|one or more|at least one|any of|either|like\b|similar|"
    r"\bor\b|/|z\.b\.|oder|ou\b|par exemple|como",
    re.IGNORECASE,
)
_DEGREES = (
    ("secondary", r"high school|ged\b|secondary school|abitur|baccalauréat|bachillerato"),
    ("associate", r"associate'?s? degree|associate'?s\b|vocational|ausbildung|\bbts\b|\bdut\b"),
    (
        "bachelor",
        r"bachelor|\bb\.?\s?sc?\b\.?|\bb\.?a\.?\b(?= |/|,)|\bbs/|undergraduate degree|"
        r"(?:university|college|four[- ]year|4[- ]year|technical) degree|hochschulabschluss|"
        r"studium|licence\b(?= en)|grado universitario|\bdegree in\b|\bba/bs\b",
    ),
    ("master", r"master'?s?\b(?! data| plan)|\bm\.?\s?sc\b|\bmba\b|diplom\b|máster"),
    ("doctorate", r"ph\.?\s?d|doctorate|doctoral|promotion\b(?= in)|doctorat"),
)  # fmt: skip
_LANGUAGES = [
    "English",
    "German",
    "French",
    "Spanish",
    "Italian",
    "Portuguese",
    "Dutch",
    "Polish",
    "Czech",
    "Swedish",
    "Danish",
    "Norwegian",
    "Finnish",
    "Russian",
    "Ukrainian",
    "Turkish",
    "Arabic",
    "Hebrew",
    "Hindi",
    "Mandarin",
    "Chinese",
    "Japanese",
    "Korean",
    "Greek",
]
_OTHER_NAMES = {
    "Deutsch": "German", "Deutschkenntnisse": "German", "Englisch": "English",
    "Englischkenntnisse": "English", "Französisch": "French", "anglais": "English",
    "français": "French", "allemand": "German", "inglés": "English", "español": "Spanish",
}  # fmt: skip
_SPEAKS = re.compile(
    r"fluen|native|proficien|speak|spoken|written|verbal|language|level|[abc][12]\b|kenntnisse|"
    r"verhandlungssicher|fließend|muttersprach|courant|bilingual|nivel|dominio|maîtrise",
    re.IGNORECASE,
)
_LICENCES = re.compile(
    r"driv(?:er'?s?|ing) licen[cs]e|führerschein|permis (?:de conduire|b)\b|permiso de conducir|"
    r"\bcdl\b|nursing licen[cs]e|\bRN licen[cs]e|"
    r"licensed (?:nurse|physician|electrician|attorney)|"
    r"teaching (?:certificate|credential|licen[cs]e)|bar admission|forklift licen[cs]e",
    re.IGNORECASE,
)
_CLEARANCE = re.compile(r"security clearance|ts/sci|secret clearance|clearance required", re.I)
_CITIZEN = re.compile(
    r"(?:u\.?s\.? |must be a )?citizen(?:ship)?(?: is)? required|must be a u\.?s\.? citizen", re.I
)
_NO_SPONSOR = re.compile(
    r"(?:not|unable to|cannot|can't|no)\b[^.]{0,40}\bsponsor|without\b[^.]{0,40}sponsorship|"
    r"keine visum",
    re.IGNORECASE,
)
_SPONSOR = re.compile(r"(?:offer|provide|will|can|we) [^.]{0,30}sponsor", re.I)
_AUTHORISED = re.compile(
    r"(?:authori[sz]ed|eligible|right|permit) to work|work permit|arbeitserlaubnis", re.I
)


def skills_asked(lines: list[Line]) -> Iterator[Skill]:
    """Yield every skill that a requirement names, once, with its weight and group."""
    asks = any(line.kind in ("required", "nice") for line in lines)
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if line.kind not in (_ASKING[:2] if asks else _ASKING):
            continue
        for part, sentence in enumerate(sentences(line.text), 1):
            yield from _skills_in(sentence, line, f"line {number}.{part}", seen)


def _skills_in(sentence: str, line: Line, place: str, seen: set[str]) -> Iterator[Skill]:
    names = [n for n in dict.fromkeys(h.name for h in skills.find(sentence)) if n not in seen]
    nice = line.kind == "nice" or bool(NICE.search(sentence))
    group = place if len(names) > 1 and _ANY_OF.search(sentence) else ""
    years = _first_years(sentence)
    for name in names:
        seen.add(name)
        yield Skill(name, "nice" if nice else "required", group, years, sentence)


def _first_years(sentence: str) -> float | None:
    return next((low for low, _quote in _years(sentence)), None)


def _years(sentence: str) -> Iterator[tuple[float, str]]:
    """Yield each number of years of experience with its words."""
    if _NOT_EXPERIENCE.search(sentence):
        return
    for hit in _YEARS.finditer(sentence):
        low = hit["low"].lower().replace(",", ".")
        yield float(_NUMBER_WORDS.get(low, 0) or low), hit.group()


def years_asked(lines: list[Line]) -> Fact | None:
    """Return the years of experience that the whole role asks for: the largest stand-alone."""
    found = [
        (low, sentence)
        for line in lines
        if line.kind in ("required", "intro", "duties")
        for sentence in sentences(line.text)
        if _EXPERIENCE.search(sentence) and not NICE.search(sentence)
        for low, _quote in _years(sentence)
        if low <= 25
    ]
    if not found:
        return None
    value, quote = max(found, key=lambda pair: pair[0])
    return Fact(value, quote)


def degree_asked(lines: list[Line]) -> tuple[Fact | None, str]:
    """Return the lowest degree that qualifies, and how strongly it is asked for."""
    for line in lines:
        if line.kind in ("benefits", "legal", "company"):
            continue
        for sentence in sentences(line.text):
            found = [name for name, words in _DEGREES if re.search(words, sentence, re.I)]
            if found:
                return Fact(found[0], sentence), _strength(sentence, line)
    return None, ""


def _strength(sentence: str, line: Line) -> str:
    if re.search(r"not (?:required|necessary)|no degree", sentence, re.I):
        return "not_required"
    if re.search(
        r"equivalent|comparable|or (?:relevant )?(?:work )?experience|vergleichbar", sentence, re.I
    ):
        return "or_equivalent"
    return "preferred" if line.kind == "nice" or NICE.search(sentence) else "required"


def languages_asked(lines: list[Line]) -> Iterator[Fact]:
    """Yield each spoken language that is demanded."""
    seen = set()
    for line in lines:
        if line.kind not in _ASKING or line.kind == "nice":
            continue
        for sentence in sentences(line.text):
            if not _SPEAKS.search(sentence) or NICE.search(sentence):
                continue
            for word in re.findall(r"\w+", sentence):
                name = word if word in _LANGUAGES else _OTHER_NAMES.get(word, "")
                if name and name not in seen:
                    seen.add(name)
                    yield Fact(name, sentence)


def licences_asked(lines: list[Line]) -> Iterator[Fact]:
    """Yield each licence that is demanded."""
    for line in lines:
        if line.kind in ("required", "intro", "duties") and (hit := _LICENCES.search(line.text)):
            yield Fact(hit.group().lower(), line.text)


def authorisation(lines: list[Line]) -> Fact | None:
    """Return what is said about the right to work: the hardest demand first."""
    kinds = (
        ("clearance_required", _CLEARANCE),
        ("citizenship_required", _CITIZEN),
        ("no_sponsorship", _NO_SPONSOR),
        ("offers_sponsorship", _SPONSOR),
        ("authorised_to_work", _AUTHORISED),
    )
    for value, pattern in kinds:
        for line in lines:
            for sentence in sentences(line.text):
                if pattern.search(sentence) and not (
                    value == "offers_sponsorship" and _NO_SPONSOR.search(sentence)
                ):
                    return Fact(value, sentence)
    return None
