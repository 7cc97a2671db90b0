"""Walks a form over its pages: fills each, goes on, and keeps what stood on all of them.

A page that goes on by sending what was typed does not go on while all is held back: then the
walk is stuck, and the form needs the person's consent to be prepared on its site.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from agent_service.forms import filler
from agent_service.forms.filler import Decide, Filled
from agent_service.forms.page import ElementLike, FrameLike, PageError, PageLike
from agent_service.forms.reader import Reading, read_form
from agent_service.forms.scripts import script
from agent_service.forms.signs import read_signs

LONGEST = 40  # pages: protects from a form that never ends
_PATIENCE = 6.0  # seconds for the next page to appear
_ANSWERED = 30.0  # seconds more while the site still owes an answer


def walk(
    page: PageLike,
    decide: Decide,
    lists: Mapping[str, tuple[str, ...]],
    first: Reading,
    wanted: Mapping[str, int] | None = None,
) -> Filled:
    """Fill every page of the form and return all of them as one; the last stays open.

    Args:
        page: the form, on its first page.
        decide: gives the answer to a question.
        lists: options read beforehand, by key; reading them touched the page.
        first: what was read of the first page before.
        wanted: how many blocks of a kind there should be, as ``blocks.wanted`` counts them.
    """
    read = None if lists else first
    parts: list[Filled] = []
    for number in range(LONGEST):
        parts.append(filler.fill(page, decide, lists, step=number, read=read, wanted=wanted))
        read = None
        if parts[-1].gone_on:
            continue
        button = _onward(page, parts)
        if button is None:
            break
        with page.turning():
            turned = _turn(page, button, parts[-1].reading, number)
        if not turned:
            parts[-1].stuck = "its next page does not open"
            break
    return _joined(parts)


def home_of(page: PageLike, readings: Sequence[Reading]) -> FrameLike:
    """Return the frame that the form stands in."""
    names = [c.frame for reading in readings for c in reading.controls][:1]
    frames = page.frames()
    return next((f for f in frames if f.name in names), frames[0])


def steps(home: FrameLike) -> Sequence[ElementLike]:
    """Return the buttons that lead to the form's next page."""
    return home.find(_buttons("steps()"))


def asks_one_by_one(page: PageLike, reading: Reading) -> bool:
    """Return whether the page shows a question or two of a form that asks few at a time."""
    return 0 < len(reading.controls) < 3 and bool(
        home_of(page, [reading]).evaluate(_buttons("asksOneByOne()"))
    )


def _buttons(call: str) -> str:
    return script("sight", "names", "controls", "buttons", call=call)


def _onward(page: PageLike, parts: Sequence[Filled]) -> ElementLike | None:
    """Return the button of the next page; None where the form can be sent, or ends."""
    home = home_of(page, [p.reading for p in parts])
    if home.name in parts[-1].reading.sends:
        return None
    try:
        return next(iter(steps(home)), None)
    except PageError:
        return None


def _turn(page: PageLike, button: ElementLike, before: Reading, number: int) -> bool:
    """Click once and return whether another page of the form came."""
    said = set(read_signs(page).alerts)
    try:
        button.click()
    except PageError:
        return False
    clicked = time.monotonic()
    while time.monotonic() - clicked < (_ANSWERED if _owed(page) else _PATIENCE):
        page.settle(quiet=0.25, limit=2.0)
        if filler.is_other(read_form(page, step=number), before):
            page.settle(quiet=0.3)
            return True
        if set(read_signs(page).alerts) - said and not _owed(page):
            return False
    return False


def _owed(page: PageLike) -> bool:
    return any(request.is_owed for request in page.requests())


def _joined(parts: Sequence[Filled]) -> Filled:
    if len(parts) == 1:
        return parts[0]
    marks = "|".join(p.reading.fingerprint for p in parts)
    controls = tuple(c for p in parts for c in p.reading.controls)
    mark = hashlib.sha256(marks.encode()).hexdigest()
    last = parts[-1]
    whole = Filled(replace(last.reading, controls=controls, fingerprint=mark), stuck=last.stuck)
    for part in parts:
        whole.answers |= part.answers
        whole.trouble |= part.trouble
        whole.lists |= part.lists
    return whole
