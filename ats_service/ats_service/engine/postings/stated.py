"""What a board states beside a posting's text: title, place, workplace, type and pay.

A row goes in, its words come out under our own names; boards call the same thing by many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: The names under which public boards give each value.
_KEYS = {
    "workplace": ("workplaceType", "workplace_type", "workplace", "remote_policy"),
    "employment_type": ("employmentType", "employment_type", "commitment", "job_type", "type"),
    "salary": ("comp", "compensation", "salary", "salaryRange", "pay"),
}


@dataclass(frozen=True, slots=True)
class Stated:
    """Words as the board gives them; "" where it says nothing."""

    title: str = ""
    location: str = ""
    employer: str = ""
    workplace: str = ""
    employment_type: str = ""
    salary: str = ""


def stated_in(row: Mapping[str, Any]) -> Stated:
    """Return what a row ``{"title", "location", "company", "structured": {…}}`` states."""
    structured = row.get("structured")
    given = structured if isinstance(structured, Mapping) else {}
    values = {name: _first(given, keys) for name, keys in _KEYS.items()}
    if not values["workplace"] and given.get("isRemote") is True:
        values["workplace"] = "remote"
    return Stated(
        title=_words(row.get("title")),
        location=_words(row.get("location")),
        employer=_words(row.get("company")),
        **values,
    )


def _first(given: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((words for key in keys if (words := _words(given.get(key)))), "")


def _words(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
