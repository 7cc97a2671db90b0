"""What a page says about itself: thanks, errors, challenges, that it is busy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.scripts import script


@dataclass(frozen=True)
class Signs:
    """The signs of all documents of a page together."""

    thanks: str = ""  # the words that confirm an application
    again: str = ""  # the words that say one was made before
    alerts: tuple[str, ...] = ()  # messages of trouble
    invalid: tuple[str, ...] = ()  # labels of fields that the page marks as wrong
    challenge: str = ""
    text: str = ""
    fields: int = 0  # visible controls
    password: int = 0
    code: int = 0
    busy: bool = False


def read_signs(page: PageLike) -> Signs:
    """Return what the page shows now; a document that is just changing says nothing."""
    return joined([said(frame) for frame in page.frames()])


def said(frame: FrameLike) -> Mapping[str, Any] | None:
    """Return the signs of one document by name; None while it is changing."""
    try:
        found = frame.evaluate(script("sight", "names", "controls", "signs", call="spoken()"))
    except PageError:
        return None
    return found if isinstance(found, dict) else None


def joined(looks: Iterable[Mapping[str, Any] | None]) -> Signs:
    """Return the signs of several documents as those of one page."""
    told = [look for look in looks if look]
    if not told:
        return Signs()
    return Signs(**{f.name: _together([look[f.name] for look in told]) for f in fields(Signs)})


def _together(values: list[Any]) -> Any:
    """Join what several documents say: words of the first that speaks, counts added up."""
    first = values[0]
    if isinstance(first, list):
        return tuple(dict.fromkeys(v for value in values for v in value))
    if isinstance(first, str):
        return next((v for v in values if v), "")
    if isinstance(first, bool):
        return any(values)
    return sum(values)
