"""Years of experience: the largest stand-alone demand, at its lower end.

"3-5 years" asks for three; "1 to 3 years" for one; where several lines ask, the largest decides
for the role as a whole. Years of other things (age, history of the firm, a certificate) and
wishes ("ideally 8 years") do not count, and "no experience required" is a demand of zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.wishes import NICE, clauses

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "ein": 1, "zwei": 2, "drei": 3, "vier": 4,
    "fünf": 5, "sechs": 6, "acht": 8, "zehn": 10, "un": 1, "deux": 2, "trois": 3, "quatre": 4,
    "cinq": 5, "dix": 10,
    "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "diez": 10,
}  # fmt: skip
_NUMBER = r"(?:\d{1,2}(?:[.,]5)?|" + "|".join(_WORDS) + r")"
_YEARS = re.compile(
    rf"(?<![\w.,-])(?P<low>{_NUMBER})\s*(?:\(\d+\)\s*)?(?:\+|plus|or more)?\s*"
    rf"(?:(?:-|–|—|to|or|and|bis|à|a|y|und|et)\s*(?P<high>{_NUMBER})\s*\+?)?\s*"
    r"(?:\+\s*)?(?:or more\s+|full\s+)?(?:years?|yoe\b|yrs?\.?|jahren?|jahre?|ans?|années?|"
    r"años?)\b",
    re.IGNORECASE,
)
_OTHER_YEARS = re.compile(
    r"years? (?:of age|old\b|or (?:over|older)|and (?:over|above)|in business|ago|contract|"
    r"period)|"
    r"year (?:certificate|degree|contract|plan|diploma|program|course|apprentice)|founded|"
    r"(?:past|last|within|every|first|next) (?:the )?(?:past |last )?$|"
    r"held for (?:at least )?$|behind us|"
    r"years? of (?:\w+ )?(?:history|tradition|heritage|excellence|success)|covering $|vesting|"
    r"behaviou?ral data|resided|"
    r"consecutive",
    re.IGNORECASE,
)
#: A firm's own years, unless the sentence asks for them.
_FIRM = re.compile(
    r"\b(?:our|unser\w*|notre|nos|nuestr[oa]s?|company|firm|business|agency|unternehmen|betrieb|"
    r"entreprise|société|empresa|llevamos|somos|tenemos|nous|founders?|founded)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:you\w*|du|sie|ihr\w*|vous|votre|tú|tienes|must|requir\w*|need\w*|seek\w*|look\w*|"
    r"want\w*|"
    r"expect\w*|candidate\w*|ideal\w*|minimum|mínim[oa]|at least|mindestens|mind|erwart\w*|"
    r"such\w*|"
    r"brauch\w*|cherch\w*|recherch\w*|busca\w*|solicita\w*|necesita\w*|hir\w+|someone|who)\b",
    re.IGNORECASE,
)
#: "For ten years we …" is the history of a firm, "you have … for three years" a demand.
_SINCE = re.compile(
    r"\b(?:for|seit|depuis|desde hace|hace|since) (?:the |over |more than |mehr als |über |"
    r"plus de |"
    r"más de )?$",
    re.IGNORECASE,
)
_YOU = re.compile(r"\byou\b", re.IGNORECASE)
_EXPERIENCE = re.compile(
    r"experience|erfahrung|expérience|experiencia|working|track record|background|"
    r"(?:years?|yrs)['’]?(?: or more)? (?:in|of|with|as)\b|berufs|\byou(?:['’]ve| have| need|"
    r" must)\b|"
    r"(?:years?|yrs) \w+ing\b|years? on the tools|(?:años|ans|jahre) (?:en|dans|comme|como|als|"
    r"im|in)\b|"
    r"años (?:\w+(?:ando|iendo)\b|de (?:práctica|trayectoria))|ans de (?:métier|pratique)|"
    r"(?:sur|dans) un poste|poste similaire|puesto similar|"
    r"post[- ]qualif|"
    r"(?:minimum|at least|mindestens|mind\.|au moins|al menos|mínimo) (?:of )?[\w+]{1,8} "
    r"(?:years|jahre|ans|años)|:\s*\d+\+? years?\b|\bxp\b|\byoe\b|"
    r"\bpqe\b|\bpraxis\b|practice\b|\bexp(?:\b|:)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:don['’]t|do not) need (?:\w+ ){0,6}experience|need no (?:\w+ ){0,4}experience|"
    r"experience\s*:\s*(?:none|no[nt]?\b)|erfahrung\s*:\s*(?:keine|nicht)|"
    r"expérience\s*:\s*(?:aucune|"
    r"non\b)|experiencia\s*:\s*(?:ninguna|no\b|sin\b)|"
    r"no (?:previous |prior )?(?:[\w-]+ ){0,3}experience (?:is |was )?"
    r"(?:required|needed|necessary)|experience (?:is )?not (?:required|needed|necessary|"
    r"essential)|"
    r"keine (?:berufserfahrung|(?:vor)?erfahrung|vorkenntnisse) (?:nötig|erforderlich|notwendig)|"
    r"(?:vorkenntnisse|erfahrung)(?! (?:in|im|mit)\b)[^.]{0,20} (?:nicht|keine) (?:nötig|"
    r"erforderlich|notwendig|"
    r"beding)|"
    r"vorkenntnisse brauch\w+ (?:du|sie) (?:nicht|keine)|"
    r"sans expérience|aucune expérience|débutants? acceptée?s?|expérience non (?:requise|exigée)|"
    r"sin experiencia|no (?:hace falta|se requiere|es necesaria) (?:tener )?experiencia|"
    r"experiencia no (?:necesaria|requerida)",
    re.IGNORECASE,
)
#: Months that are years; fewer are no demand of years.
_MONTHS = re.compile(
    r"\b(?P<months>12|18|24|30|36|48|60)\s*(?:months?|monaten?|mois|meses)['’]?\s"
    r"(?:(?:of |de |d['’])?(?:[\w-]+ ){0,4}?)(?:d['’])?(?:experience|\w*erfahrung|expérience|"
    r"experiencia)",
    re.IGNORECASE,
)
#: "Zweijährige Berufserfahrung", "3-jährige Praxis".
_GLUED = re.compile(
    rf"\b(?P<low>{_NUMBER})-?jährige\w? (?:[\w-]+ ){{0,2}}(?:\w*erfahrung|praxis|tätigkeit)", re.I
)
#: More years than so many of something that is no experience: of history, say.
_OVER, _THEN = re.compile(r"\bover (?:the )?$", re.I), re.compile(r"[^.;]{0,40}experience", re.I)
_A_YEAR = re.compile(r"\ba (?:full )?year(?:['’]s| of) (?:\w+ )?experience", re.IGNORECASE)
#: The same number once more, in figures: "three (3) years".
_AGAIN = re.compile(r"(?<=\w)\s*\(\d{1,2}\)")
#: Another way to qualify than the one before: the easier decides.
_OR_YEARS = re.compile(
    r"\b(?:years?|yrs)\b[^.]{0,40} or (?:[\w.'’]+ ){0,4}\d+\+? (?:years?|yrs)", re.IGNORECASE
)
_INSTEAD = re.compile(r"\W*(?:or|oder|ou|o)\b\s", re.IGNORECASE)
#: Years in place of something else, or of a wish, are no demand of the role.
_NOT_FOR_ALL = re.compile(
    r"in lieu|will (?:also )?be considered|\b(?:years?|jahre|ans|años)\b[^;()]{0,60}"
    r"\((?:preferred|desirable|desired|a plus|ideally|von vorteil|wünschenswert|souhaité|"
    r"deseable)",
    re.IGNORECASE,
)
_ASKING = ("required", "intro", "duties")
_MOST = 25


def years_asked(lines: list[Line]) -> Fact | None:
    """Return the years of experience the whole role asks for, or None where it does not say."""
    asking = ((line, said) for line in lines if line.kind in _ASKING for said in line.sentences)
    found: list[tuple[float, str]] = []
    for line, said in asking:
        own = [(low, said) for low in _demands(said, line)]
        if own and found and _INSTEAD.match(said):
            own = [min(*own, found.pop(), key=_low)]
        found += own
    if found:
        return Fact(*max(found, key=_low))
    none = (sentence for sentence in sentences_in(lines) if _NONE.search(sentence))
    return next((Fact(0, sentence) for sentence in none), None)


def needs_none(sentence: str) -> bool:
    """Return whether a sentence says that no experience is needed."""
    return bool(_NONE.search(sentence))


def _low(pair: tuple[float, str]) -> float:
    return pair[0]


def first_years(sentence: str) -> float | None:
    """Return the first number of years in a sentence about a skill."""
    return next(_numbers(sentence), None)


def _demands(sentence: str, line: Line) -> Iterator[float]:
    """Yield the years that a sentence asks for; an item of a list of demands needs no cue."""
    item = line.kind == "required" and line.bullet
    if not _INSTEAD.match(sentence):
        sentence = ";".join(one for one in sentence.split(";") if not _NOT_FOR_ALL.search(one))
    if not (item or _EXPERIENCE.search(sentence)) or _is_of_firm(sentence, item=item):
        return
    sentence = _AGAIN.sub("", sentence)
    yield from (int(hit["months"]) / 12 for hit in _MONTHS.finditer(sentence))
    yield from (1.0 for _ in _A_YEAR.finditer(sentence))
    yield from (_amount(hit["low"]) for hit in _GLUED.finditer(sentence))
    found: list[float] = []
    for clause in clauses(sentence):
        if not NICE.search(clause):
            own = [low for low in _numbers(clause, item=item) if low <= _MOST]
            own = [min(own)] if own and _OR_YEARS.search(clause) else own
            if own and found and _INSTEAD.match(clause):
                own.append(found.pop())
                own = [min(own)]
            found += own
    yield from found


def _is_of_firm(sentence: str, *, item: bool) -> bool:
    """Return whether a sentence tells of a firm's own years: "our 20 years' experience"."""
    return not item and bool(_FIRM.search(sentence)) and not _ASKED.search(sentence)


def _numbers(text: str, *, item: bool = False) -> Iterator[float]:
    for hit in _YEARS.finditer(text):
        around = text[max(0, hit.start() - 24) : hit.end() + 24]
        before = text[max(0, hit.start() - 24) : hit.start()]
        since = _SINCE.search(before) and not (item or _YOU.search(text))
        over = _OVER.search(before) and not _THEN.match(text, hit.end())
        if not (since or over or _OTHER_YEARS.search(around) or _OTHER_YEARS.search(before)):
            yield _amount(hit["low"])


def _amount(words: str) -> float:
    low = words.lower().replace(",", ".")
    return float(_WORDS.get(low, 0) or low)
