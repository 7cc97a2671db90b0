"""Tells whose answer a control wants: one that nobody else may give, or somebody else's."""

from __future__ import annotations

import re

from agent_service.forms import slot_rules
from agent_service.forms.labels import CHOICES
from agent_service.forms.question_rules import QUESTIONS
from agent_service.forms.reader import Control
from agent_service.forms.wordbook import is_sort, slot_in
from agent_service.forms.words import fold

_AND = re.compile(r"\b(?:and|und|et|y|en)\b")
#: The same in the languages of the wordbooks, where an "a" is no article.
_AND_ABROAD = re.compile(r"\b(?:and|und|et|y|en|i|e|a|och|og)\b")


def for_the_person_alone(control: Control, label: str) -> bool:
    """Return whether nobody but the person may fill this in, whatever is known."""
    whole = _whole(control, label)
    return (
        control.kind == "password"
        or _signed(control, label)
        or re.search(slot_rules.PERSON_ONLY, whole) is not None
        or is_sort("person_only", whole)
    )


def _whole(control: Control, label: str) -> str:
    return max(fold(control.label), label, key=len)


def _signed(control: Control, label: str) -> bool:
    """Return whether a name or initials typed here sign what was said."""
    if control.kind != "text" or not re.search(r"\bname\b|initials", label):
        return False
    around = f"{fold(control.label)} {fold(control.section)} {fold(control.description)}"
    return re.search(slot_rules.SIGNED, around) is not None


def of_somebody_else(control: Control, label: str) -> bool:
    """Return whether it asks about another person, or about a thing."""
    asked = "" if _asks_whether_known(control, label) else _whole(control, label)
    section = fold(control.section)
    return _names_another(asked, section) or _names_another_abroad(control, asked, section)


def _asks_whether_known(control: Control, label: str) -> bool:
    """Return whether it asks for a yes or no about people whom the person knows there."""
    known = [r for r in QUESTIONS if r.slot == "knows_employee"]
    asked = any(re.search(r.words, label) and not re.search(r.unless, label) for r in known)
    return control.kind in CHOICES and (asked or slot_in("asked", label) == "knows_employee")


def _names_another(label: str, section: str) -> bool:
    if re.search(r"how did you|where did you|heard|referral source|source of referral", label):
        return False
    others = re.compile(slot_rules.OTHER_PERSON)
    of_section = [others.search(part) for part in _AND.split(section)]
    return others.search(label) is not None or all(of_section)  # "Résumé and references" is not


def _names_another_abroad(control: Control, label: str, section: str) -> bool:
    """Return whether another language's words are about others; a consent may name them, too."""
    if control.kind in ("checkbox", "file") or slot_in("asked", label) == "source":
        return False
    of_section = [is_sort("other_person", part) for part in _AND_ABROAD.split(section)]
    return is_sort("other_person", label) or all(of_section)
