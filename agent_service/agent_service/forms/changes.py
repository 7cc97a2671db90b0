"""Tells what a page does by itself while its form is filled, and lets it do that."""

from __future__ import annotations

from contextlib import suppress

from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import Reading
from agent_service.forms.scripts import source

_BOXES = "() => document.getElementsByTagName('input').length"
_LEAVE = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  at?.blur?.();
}"""


def mark(page: PageLike) -> str:
    """Return what differs once the page changed or wrote into a box; empty where none can tell."""
    try:
        marks = [str(frame.evaluate(source("mark"))) for frame in page.frames()]
    except PageError:
        return ""
    return "\n".join(marks) if all(marks) else ""


def boxes(frame: FrameLike | None) -> int:
    """Return how many boxes a document has, hidden ones too; 0 where it is gone."""
    try:
        return int(frame.evaluate(_BOXES)) if frame else 0
    except PageError:
        return 0


def leave(reading: Reading) -> None:
    """Go on from the box that was filled last, as a person does who looks at the whole."""
    for frame in {c.frame: c.host for c in reading.controls}.values():
        with suppress(PageError):
            if frame:
                frame.evaluate(_LEAVE)
