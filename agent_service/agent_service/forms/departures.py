"""Compares what a page is about to send with what was approved, where its wording shows it.

A page may write into its form at the very click. A body in a form's own encoding names its fields
as the manifest does; there a changed answer or a tick nobody gave is seen, and held. JSON names
them as it likes: there an answer departs where a field's name says another one, and the approved
one stands nowhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from agent_service.forms.manifest import Manifest, ManifestField

_WHOLE = frozenset({"email", "textarea"})  # a form sends these as they are
#: What forms send for a box that is not ticked.
_UNTICKED = frozenset({"", "0", "false", "off", "no", "n", "none", "null", "unchecked"})
#: How JSON says which question an object answers, and what the answer is.
_KEYS = ("name", "key", "id", "path", "field", "fieldId", "field_id", "questionId", "question_id")
_ANSWERS = ("value", "values", "answer", "answers")
_DIGITS = 7  # of a phone number that tell it apart however it is written


def departure(approved: Manifest, url: str, body: bytes, content_type: str) -> str:
    """Return in which way a request departs from ``approved``; empty when nothing shows it."""
    sent = _pairs(url, body, content_type)
    if found := _first_departure(approved, sent):
        return found
    texts = [value for _, value in sent] or [body.decode("utf-8", "replace")]
    leaves = [leaf for text in texts for leaf in _leaves(_json(text))]
    return _first_departure_in_json(approved, leaves)


def _first_departure(approved: Manifest, sent: Sequence[tuple[str, str]]) -> str:
    times = Counter(field.name for field in approved.fields)
    for field in approved.fields:
        if not field.name or times[field.name] > 1:
            continue
        for value in (v for name, v in sent if name == field.name):
            if not _agrees(field, value):
                return _complaint(field)
    return ""


def _complaint(field: ManifestField) -> str:
    return f"“{field.label or field.name}” is not as it was approved"


def _first_departure_in_json(approved: Manifest, leaves: Sequence[tuple[str, str]]) -> str:
    named = [(_bare(field.name or field.id), field) for field in approved.fields]
    times = Counter(name for name, _ in named)
    everything = {_bare(value) for _, value in leaves}
    for name, field in named:
        values = [value for key, value in leaves if name and _bare(key) == name]
        agreeing = [_agrees(field, value) for value in values]
        if times[name] > 1 or all(agreeing):
            continue
        if field.kind == "checkbox":
            return _complaint(field)
        held = _bare(field.read_back) if isinstance(field.read_back, str) else ""
        elsewhere = held and held in everything | {_bare("".join(values))}
        if not any(agreeing) and not elsewhere:
            return _complaint(field)
    return ""


def _json(text: str) -> Any:
    """Return what a text says in JSON; None where it is none."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and text of every single value; an answer has the name of its question."""
    if isinstance(value, dict):
        answers = any(key in value for key in _ANSWERS)
        asked = [key for key in _KEYS if answers and isinstance(value.get(key), str)]
        for key, inner in value.items():
            of_question = key in _ANSWERS and asked
            yield from _leaves(
                inner, value[asked[0]] if of_question else "" if key in asked else key
            )
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name)
    elif value is not None:
        yield name, str(value).casefold() if isinstance(value, bool) else str(value)


def _agrees(field: ManifestField, sent: str) -> bool:
    held = field.read_back if isinstance(field.read_back, str) else ""
    if field.kind == "checkbox":
        return bool(field.read_back) or sent.strip().casefold() in _UNTICKED
    if not sent.strip():
        return True
    if field.kind == "tel":
        return _digits(held)[-_DIGITS:] == _digits(sent)[-_DIGITS:]
    if field.kind in _WHOLE:
        return _bare(held) == _bare(sent)
    return field.kind != "text" or _may_mean(held, sent)


def _may_mean(held: str, sent: str) -> bool:
    """Return whether ``sent`` can be another way to write ``held``: a date, a number, an id.

    Words alone are sent as words: those of a name have to be there.
    """
    said, now = (set(re.findall(r"\w+", text.casefold())) for text in (held, sent))
    coded = any(ch.isdigit() for ch in held + sent)
    return coded or not said or bool(said & now)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _pairs(url: str, body: bytes, content_type: str) -> Sequence[tuple[str, str]]:
    """Return names and values of a form's own encodings; files are left out."""
    if content_type.startswith("application/x-www-form-urlencoded"):
        return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    if content_type.startswith("multipart/form-data"):
        return _parts(body)
    return [] if body else parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _parts(body: bytes) -> list[tuple[str, str]]:
    boundary = body.split(b"\r\n", 1)[0]
    found = []
    for part in body.split(boundary)[1:] if boundary.startswith(b"--") else ():
        head, _, value = part.partition(b"\r\n\r\n")
        name = re.search(rb'[; ]name="([^"]*)"', head)
        if name and b"filename=" not in head:
            text = value.removesuffix(b"\r\n").decode("utf-8", "replace")
            found.append((name[1].decode("utf-8", "replace"), text))
    return found
