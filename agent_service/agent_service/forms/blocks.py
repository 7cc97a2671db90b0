"""Adds the blocks that a form shows only on demand: one for each job and course of study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import Control, Reading
from agent_service.forms.scripts import script
from agent_service.forms.slots import slot_of

#: Questions of which every block of a kind has one.
_HEADS = {"work": ("work_title", "work_employer"), "education": ("school",)}
_MOST = 5  # blocks of one kind: protects from a form that never gets enough


def count(controls: Iterable[Control]) -> dict[str, int]:
    """Return how many blocks of jobs and of studies stand among ``controls``, by kind."""
    slots = Counter(slot_of(control).name for control in controls)
    return {kind: max(slots[name] for name in names) for kind, names in _HEADS.items()}


def wanted(profile: Mapping[str, object]) -> dict[str, int]:
    """Return how many blocks of each kind the entries of a JSON Resume would fill."""
    entries = {kind: profile.get(kind) for kind in _HEADS}
    return {k: min(len(e), _MOST) if isinstance(e, list) else 0 for k, e in entries.items()}


def add(
    page: PageLike,
    reading: Reading,
    wanted: Mapping[str, int],
    read: Callable[[], Reading],
    asks: Callable[[Control], bool],
) -> Reading:
    """Press the buttons that add a block until there are as many as wanted.

    A block is taken back that has to be saved by itself, brings no question that is known, or
    one that a person would have to answer: ``asks`` tells.
    """
    for kind, enough in wanted.items():
        while kind in reading.adds and (have := count(reading.controls)[kind]) < enough:
            frame = _home(page, reading)
            if frame is None or (whole := _add_one(page, frame, kind)) is None:
                break
            before, reading = reading.by_key().keys(), read()
            fresh = [c for c in reading.controls if c.key not in before]
            known = count(reading.controls)[kind] > have and not any(map(asks, _begun(fresh)))
            if not whole or not known:
                _take_back(page, fresh)
                reading = read()
                break
    return reading


def _begun(fresh: Iterable[Control]) -> Iterable[Control]:
    """Leave out when something ended: of what goes on that is asked until it is said to."""
    return (c for c in fresh if slot_of(c).name not in ("work_end", "study_end"))


def _home(page: PageLike, reading: Reading) -> FrameLike | None:
    names = [c.frame for c in reading.controls[:1]]
    return next((f for f in page.frames() if f.name in names), None)


def _add_one(page: PageLike, frame: FrameLike, kind: str) -> bool | None:
    """Press the button once; None where there is none, False where something is to be saved."""
    try:
        buttons = frame.find(_with(f"adders({kind!r})"))
        if not buttons:
            return None
        before = frame.evaluate(_with("editors()"))
        buttons[0].click()
        page.settle(quiet=0.2, limit=2.0)
        return bool(frame.evaluate(_with("editors()")) <= before)
    except PageError:
        return None


def _take_back(page: PageLike, fresh: Sequence[Control]) -> None:
    """Press what removes the block, or cancels it; without any it stays, and is asked about."""
    try:
        for control in fresh[:1]:
            for button in control.nodes[0].find(_with("undoerOf(el)", "el")):
                button.click()
        page.settle(quiet=0.2, limit=2.0)
    except PageError:
        return


def _with(call: str, argument: str = "") -> str:
    parts = ("sight", "names", "controls", "buttons", "blocks")
    return script(*parts, call=call).replace("()", argument or "()", 1)
