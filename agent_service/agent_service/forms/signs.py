"""What a page says about itself: thanks, errors, challenges, that it is busy."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import script


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
    said = [s for s in (_of(frame) for frame in page.frames()) if s]
    if not said:
        return Signs()
    return Signs(**{f.name: _joined([s[f.name] for s in said]) for f in fields(Signs)})


def _of(frame: FrameLike) -> dict[str, Any] | None:
    try:
        found = frame.evaluate(script("sight", "names", "controls", "signs", call="spoken()"))
    except PageError:
        return None
    return found if isinstance(found, dict) else None


def _joined(values: list[Any]) -> Any:
    """Join what several documents say: words of the first that speaks, counts added up."""
    first = values[0]
    if isinstance(first, list):
        return tuple(dict.fromkeys(v for value in values for v in value))
    if isinstance(first, str):
        return next((v for v in values if v), "")
    if isinstance(first, bool):
        return any(values)
    return sum(values)
