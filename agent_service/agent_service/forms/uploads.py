"""Files that a page has taken: their box may be gone, but the page shows their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from agent_service.forms.page import FrameLike, PageError, PageLike
from agent_service.forms.reader import Control, Reading
from agent_service.forms.scripts import script


def kept(reading: Reading, attached: Mapping[str, Control], order: Reading) -> Reading:
    """Return ``reading`` with the boxes that the page put away once it had taken their file.

    Args:
        reading: what stands on the page now.
        attached: by key, the boxes that a file was put into, each with the file's name as value.
        order: what stood on the page before, with all of them.
    """
    controls = list(reading.controls)
    for at, control in enumerate(order.controls):
        box = attached.get(control.key)
        keys = [c.key for c in controls]
        if box is None or box.key in keys or not shows(box.host, str(box.value)):
            continue
        before = [keys.index(c.key) for c in order.controls[:at] if c.key in keys]
        controls.insert(max(before, default=-1) + 1, box)
    return replace(reading, controls=tuple(controls))


def behind_menu(page: PageLike, reading: Reading) -> bool:
    """Open the menu that holds the box for a résumé; False where none does, or a box is there."""
    frame = reading.controls[0].host if reading.controls else None
    if frame is None or any(c.kind == "file" for c in reading.controls):
        return False
    call = script("sight", "names", "controls", "buttons", call="fileMenus()")
    try:
        menus = frame.find(call)[:1]
        for menu in menus:
            menu.click()
            page.settle(quiet=0.2, limit=1.5)
    except PageError:
        return False
    return bool(menus)


def shows(frame: FrameLike | None, name: str) -> bool:
    """Return whether ``frame`` shows the name of a file where a person can see it."""
    call = script("sight", "names", "controls", call="showsText(name)").replace("()", "name", 1)
    try:
        return bool(frame and name and frame.evaluate(call, name))
    except PageError:
        return False
