"""Adds the blocks that a form shows only on demand: one for each job and course of study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import Control, Reading, script
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
    page: PageLike, reading: Reading, wanted: Mapping[str, int], read: Callable[[], Reading]
) -> Reading:
    """Press the buttons that add a block until there are as many as wanted.

    A block that has to be saved by itself, or brings no question that is known, is taken back.
    """
    if not reading.controls:
        return reading
    for kind, enough in wanted.items():
        while (have := count(reading.controls)[kind]) < enough:
            frame = _home(page, reading)
            if frame is None or not _add_one(page, frame, kind):
                break
            reading = read()
            if count(reading.controls)[kind] <= have:
                _take_back(page, frame)
                reading = read()
                break
    return reading


def _home(page: PageLike, reading: Reading) -> FrameLike | None:
    return next((f for f in page.frames() if f.name == reading.controls[0].frame), None)


def _add_one(page: PageLike, frame: FrameLike, kind: str) -> bool:
    """Press the button once; False where there is none, or it opens something to be saved."""
    try:
        buttons = frame.find(_with(f"adders({kind!r})"))
        if not buttons:
            return False
        before = frame.evaluate(_with("editors()"))
        buttons[0].click()
        page.settle(quiet=0.2, limit=2.0)
        if frame.evaluate(_with("editors()")) <= before:
            return True
        _take_back(page, frame)
    except PageError:
        pass
    return False


def _take_back(page: PageLike, frame: FrameLike) -> None:
    try:
        for button in list(frame.find(_with("undoers()")))[-1:]:
            button.click()
        page.settle(quiet=0.2, limit=2.0)
    except PageError:  # then it stays, and the person is asked what it asks
        return


def _with(call: str) -> str:
    return script("sight", "names", "controls", "buttons", "blocks", call=call)
