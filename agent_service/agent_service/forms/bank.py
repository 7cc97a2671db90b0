"""Finds the person's answer to a question among those they gave: the same question, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent_service.forms.candidate import StandingAnswer
from agent_service.forms.wordbook import listed
from agent_service.forms.words import fold, neutral, number_in_words

#: Words that every question has; what is left is what it is about.
_EMPTY = frozenset(
    fold(
        "a about am an and any are as at be been can could describe detail details did do does"
        " briefly example experience explain for from give had has have how i in is it its many"
        " me most my of on or our piece please provide share tell that the this to us was we were"
        " what when where which who will with would you your years year yes no one time least"
        " minimum more than over re ve"
        " der die das den dem des ein eine einen auf von mit zu zum zur bist sind sie du dich dir"
        " ihr ihre wir uns welche welches haben hast ist beschreibe beschreiben erzahl erzahle"
        " erzahlen nenne bitte le la les un une du de d l dont vous etes est votre vos nous parlez"
        " decrivez racontez quel quelle sur ou el los las una unos del que te tu tus estas este"
        " annees anos jahre jahren jaar jaren experiencia erfahrung ervaring cuantos combien wie"
        " viele wieviele hoeveel tienes tiene avez haben heb hebt con met avec en dans"
        " cuentanos describe het een waar je jij op bent u beschrijf vertel over ons"
    ).split()
) | listed("empty")
_SAME = {
    word: words[0]
    for words in (
        ("project", "system", "achievement", "accomplishment", "work", "thing", "something"),
        ("project", "anything", "projekt", "projet", "proyecto"),
        ("proud", "stolz", "fier", "fiere", "orgulloso", "orgullosa", "trots"),
        ("built", "build", "designed", "design", "developed", "made", "created", "shipped"),
        ("job", "role", "position", "vacancy"),
        ("company", "employer", "organisation", "organization", "team"),
    )
    for word in words
} | {word: kind for kind in ("project", "proud") for word in listed(kind)}
#: Words beside the name of a trade that do not narrow it.
_TRADELESS = frozenset(
    fold(
        "professional industry relevant total overall full part time paid development developer"
        " engineering engineer engineers working worked field role roles hands related"
        " commercial commercially professionally"
    ).split()
)
#: Turns of phrase that do not narrow it either.
_MANNER = re.compile(
    r"\b(in production|for a living|how long|been (building|writing|making)|used|using)\b"
)
_ALIKE = 0.6  # share of common words from which two questions count as one
_NOT = re.compile(r"\b(not|never|without|no longer|n t)\b")


def exact_question(label: str, answers: Sequence[StandingAnswer]) -> StandingAnswer | None:
    """Return the answer to this question, word for word."""
    return next((a for a in answers if a.question and fold(a.question) == fold(label)), None)


def same_question(label: str, answers: Sequence[StandingAnswer]) -> StandingAnswer | None:
    """Return the answer to this very question: word for word, else in other words.

    Two questions are one when most of what they are about is the same and both or neither deny
    it. The first of two that are equally close is not taken: then it is not clear.
    """
    if exact := exact_question(label, answers):
        return exact
    asked = about(label)
    scored = sorted(
        ((_alike(asked, about(a.question)), a) for a in answers if _comparable(a, label)),
        key=lambda pair: -pair[0],
    )
    if not scored or scored[0][0] < _ALIKE:
        return None
    return scored[0][1] if len(scored) < 2 or scored[1][0] < scored[0][0] else None


def skill_answer(label: str, answers: Sequence[StandingAnswer]) -> StandingAnswer | None:
    """Return the answer that says for how many years the person did the one thing asked about."""
    plain = f" {fold(label)} "
    named = [a for a in answers if a.kind == "skill_years" and a.question]
    found = next((a for a in named if f" {fold(a.question)} " in plain), None)
    asked = trade(label)
    told = (a for a in answers if a.question and asked and trade(a.question) == asked)
    return found or next((a for a in told if _years(a.value)), None)


def years_said(answer: StandingAnswer) -> str:
    """Return the number of years that an answer says in figures or words; else the answer."""
    return _years(answer.value) or answer.value


def trade(question: str) -> frozenset[str]:
    """Return the words that tell which trade is asked about; none where any experience counts."""
    return about(_MANNER.sub(" ", fold(question))) - _TRADELESS


def about(question: str) -> frozenset[str]:
    """Return the words that tell what a question is about."""
    words = (
        w for w in fold(neutral(question)).split() if w not in _EMPTY and not w[0].isdecimal()
    )
    return frozenset(_SAME.get(w, w) for w in words)


def _comparable(answer: StandingAnswer, label: str) -> bool:
    denies = bool(_NOT.search(fold(answer.question)))
    return bool(answer.question) and denies == bool(_NOT.search(fold(label)))


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _years(text: str) -> str:
    number = number_in_words(text)
    return "" if number is None else f"{number:g}"
