"""Tells what a control asks for in the languages of the packaged wordbooks."""

from __future__ import annotations

from collections.abc import Iterator

from agent_service.forms.date_shapes import without_date_shape
from agent_service.forms.labels import CHOICES, PROSE, unhinted
from agent_service.forms.question_rules import DENIALS, MONEY, QUESTIONS, SHORT
from agent_service.forms.reader import Control
from agent_service.forms.wordbook import Part, is_sort, slot_in
from agent_service.forms.words import fold

_QUESTIONS = frozenset(rule.slot for rule in (*DENIALS, *MONEY, *QUESTIONS))


def asked_of_block(label: str, section: str) -> str:
    """Return what a bare word asks of a job or a course of study in whose block it stands."""
    return slot_in("jobs", label, section) or slot_in("studies", label, section)


def asked_first(control: Control) -> str:
    """Return the slot of a label that the words of another language would tell wrong."""
    if control.kind in PROSE or control.kind in ("file", "checkbox"):
        return ""
    return _slot("first", control, fold(control.label))


def asked(control: Control, label: str, section: str) -> str:
    """Return the slot that a control asks for; empty where no wordbook knows the label."""
    if control.kind == "file":
        return _slot("files", control, label) or slot_in("files", section)
    if control.kind == "checkbox":
        question = _slot("asked", control, label)
        return _slot("ticks", control, label) or (question if question in _QUESTIONS else "")
    if control.kind in PROSE:
        fact = _slot("asked", control, label)
        return fact if fact in SHORT else _slot("prose", control, label)
    return _slot("asked", control, label) or _consent(control, label)


def denies(control: Control, label: str) -> bool:
    """Return whether a choice asks for the opposite of what is known, so yes would mean no."""
    plain = fold(unhinted(control.label)) or label
    return control.kind in (*CHOICES, "checkbox", "combobox") and is_sort("denied", plain)


def _consent(control: Control, label: str) -> str:
    """Return the consent that a choice asks for in a question."""
    start = " ".join(label.split()[:4])
    if control.kind not in CHOICES or not is_sort("consents", start):
        return ""
    slot = _slot("ticks", control, label)
    return slot if slot.startswith("consent_") else ""


def _slot(part: Part, control: Control, label: str) -> str:
    return next(filter(None, (slot_in(part, text) for text in _texts(control, label))), "")


def _texts(control: Control, label: str) -> Iterator[str]:
    """Yield a label as it is, and without the hints in it."""
    yield label
    yield fold(unhinted(without_date_shape(control.label)))
