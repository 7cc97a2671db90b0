"""JSON Resume -> a checked dict: the schema's types, real dates, nothing a database refuses.

It is walked without recursion and counted; the error names the place of the first wrong value.
Nothing is changed or filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ats_service.engine import limits
from ats_service.engine.cleaning import words
from ats_service.engine.errors import Empty, InvalidResume, TooComplex

_DATE = re.compile(r"^(?:(19|20)\d{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")
_DATE_KEYS = frozenset({"startDate", "endDate", "date", "releaseDate"})
_PRESENT = frozenset({"", "present", "current", "now"})
_LISTS = words(
    "work volunteer education awards certificates publications skills languages interests "
    "references projects"
)
_REFUSED = re.compile("[\x00\ud800-\udfff]")


def read_json_resume(data: bytes) -> dict[str, Any]:
    """Return the résumé in ``data``.

    Raises:
        InvalidResume: it is no JSON, or not of the schema's types; the message names the place.
        TooComplex: it nests too deeply or holds too many keys or too long strings.
    """
    resume = _load(data)
    _Checker().check(resume)
    _check_shape(resume)
    return dict(resume)


def _load(data: bytes) -> Mapping[str, Any]:
    if not data.strip():
        raise Empty()
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise TooComplex("The JSON nests too deeply.") from error
    except ValueError as error:
        raise InvalidResume("This is not valid JSON in UTF-8. Export the résumé anew.") from error
    if not isinstance(value, dict):
        raise InvalidResume("A JSON Resume is an object with keys such as basics and work.")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


class _Checker:
    """Walks a JSON value without recursion and refuses what cannot be stored."""

    def __init__(self) -> None:
        self.nodes = 0

    def check(self, root: Any) -> None:
        stack: list[tuple[Any, str, int]] = [(root, "", 0)]
        while stack:
            value, path, depth = stack.pop()
            self._count(depth)
            if isinstance(value, dict):
                stack += [(item, f"{path}/{key}", depth + 1) for key, item in value.items()]
                for key, item in value.items():
                    _check_text(key, path)
                    _check_date(key, item, f"{path}/{key}")
            elif isinstance(value, list):
                stack += [(item, f"{path}/{n}", depth + 1) for n, item in enumerate(value)]
            else:
                _check_scalar(value, path)

    def _count(self, depth: int) -> None:
        self.nodes += 1
        if self.nodes > limits.MAX_JSON_NODES or depth > limits.MAX_JSON_DEPTH:
            raise TooComplex("The JSON holds far more than a résumé. Send the résumé alone.")


def _check_scalar(value: Any, path: str) -> None:
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise InvalidResume(f"The number at {path} is too large.")


def _check_text(value: str, path: str) -> None:
    if len(value) > limits.MAX_JSON_STRING:
        raise TooComplex(f"The text at {path or '/'} is too long for a résumé.")
    if _REFUSED.search(value):
        raise InvalidResume(f"The text at {path or '/'} holds characters that are not allowed.")


def _check_date(key: str, value: Any, path: str) -> None:
    if key not in _DATE_KEYS or value is None:
        return
    if not isinstance(value, str) or not (
        value.lower() in _PRESENT or _DATE.match(value[:10]) or _DATE.match(value[:7])
    ):
        raise InvalidResume(f"The date at {path} is not of the form 2024-05-31, 2024-05 or 2024.")


def _check_shape(resume: Mapping[str, Any]) -> None:
    if not isinstance(resume.get("basics", {}), dict):
        raise InvalidResume("The value of basics must be an object.")
    for name in _LISTS:
        entries = resume.get(name) or []
        if not isinstance(entries, list) or not all(isinstance(item, dict) for item in entries):
            raise InvalidResume(f"The value of {name} must be a list of objects.")
        for entry in entries:
            _check_entry(name, entry)
    _check_entry("basics", resume.get("basics", {}))
    if not ({"basics", *_LISTS} & resume.keys()):
        raise InvalidResume("None of the keys of a JSON Resume was found.")


def _check_entry(name: str, entry: Mapping[str, Any]) -> None:
    for key in ("name", "label", "email", "phone", "url", "summary", "position", "institution"):
        if not isinstance(entry.get(key) or "", str):
            raise InvalidResume(f"The value of {key} in {name} must be text.")
    for key in ("highlights", "keywords", "courses", "profiles", "roles"):
        if not isinstance(entry.get(key) or [], list):
            raise InvalidResume(f"The value of {key} in {name} must be a list.")
