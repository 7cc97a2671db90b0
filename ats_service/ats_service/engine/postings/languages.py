"""Spoken languages that are demanded: a name beside a word of speaking, in a clause of its own.

"Fluent in English; German is a plus" demands English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line
from ats_service.engine.postings.wishes import NICE
from ats_service.engine.skills.spoken import english_name

_SPEAKS = re.compile(
    r"fluen|native|proficien|speak|spoken|written|verbal|language|level|[abc][12]\b|kenntnisse|"
    r"verhandlungssicher|fließend|muttersprach|courant|bilingual|bilingüe|nivel|niveau|dominio|"
    r"maîtrise|\blu\b|écrit|is (?:a must|essential|mandatory)|\bwrite\b|imprescindible|nativ|"
    r"\bso gut\b|sicher auf|ist gut\b|\bparle|professionnel|"
    r"\bschreib|\bsprich|\bsprech|\breich(?:t|en)\b|good enough|sufficient|ausreichend|fehlerfrei|"
    r"\bidiomas?\b|\blangues?\b|sprachen\b|avanzado|avancé|intermedio|fluid|conversacional|"
    r"\balto\b|in wort|"
    r"nécessaire|suficiente|\bhabla",
    re.IGNORECASE,
)

_LABEL = re.compile(r"(?i)languages?|sprach\w*|langues?|idiomas?")
_ASKING = ("required", "nice", "duties", "intro")


def languages_asked(lines: list[Line]) -> Iterator[Fact]:
    """Yield each spoken language that is demanded, once, by its English name."""
    seen: set[str] = set()
    for before, line in zip([None, *lines], lines, strict=False):
        listed = before is not None and len(before.text) < 30 and bool(_LABEL.search(before.text))
        for sentence in line.sentences if line.kind in _ASKING else ():
            for name in _demanded(sentence, line, listed=listed):
                if name not in seen:
                    seen.add(name)
                    yield Fact(name, sentence)


def _demanded(sentence: str, line: Line, *, listed: bool) -> Iterator[str]:
    """Yield the languages of a sentence; a wish holds for its own clause and those before it."""
    if not (listed or _SPEAKS.search(sentence) or _ALONE.match(sentence)):
        if line.kind == "nice":
            return
        yield from filter(None, (english_name(hit["name"]) for hit in _BESIDE.finditer(sentence)))
        return
    sentence = _NEEDLESS.sub("", sentence)
    for part in re.split(
        r";|\.|\bwhile\b|\b(?:and|und|et|y) (?=(?:ideally|preferably|idealerweise|idéalement|"
        r"valorable|"
        r"deseable)\b)|,(?= (?:[\w'’]+ ){0,4}(?:is|are|would|ist|wäre|est|serait|es|sería|"
        r"welcome|helpful|preferred)\b)",
        sentence,
    ):
        wish = NICE.search(part) or (line.kind == "nice" and not re.search("required|must", part))
        if not wish:
            yield from filter(None, map(english_name, re.findall(r"\w+", part)))


#: A language that nobody needs to know.
_NEEDLESS = re.compile(
    r"\b[A-Z]\w+ (?:is not|isn['’]t) (?:needed|required|necessary)|(?:no (?:necesitas|"
    r"hace falta)|no need for|(?:don['’]t|do not) need) (?:\w+ )?\w+",
    re.I,
)
#: The name of a language beside a word for how well or how surely it must be known.
_BESIDE = re.compile(
    r"\b(?i:good|gutes?|basic|clear|strong|excellent|sound|business|technical|conversational)\s+"
    r"(?:(?:standard|knowledge|command) of\s+)?(?P<name>[A-Z]\w+)\b(?! (?:law|market|custom|"
    r"team|co))"
)
#: A line that is nothing but a language and how it is wanted: "English (required)".
_ALONE = re.compile(r"^\w+ ?\((?:required|mandatory|must|native|fluent|[abc][12])[^)]*\)", re.I)
