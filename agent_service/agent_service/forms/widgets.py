"""Puts one value into one control, the way a person would; what came of it is read afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from agent_service.forms import dates, lists, places
from agent_service.forms.manifest import Value
from agent_service.forms.page import ElementLike, PageLike
from agent_service.forms.reader import Control
from agent_service.forms.words import first_number

#: Steps that a slider is moved at most.
_NOTCHES = 200
_VALUE_NOW = "e => e.getAttribute('aria-valuenow')"
_HELD = "e => e.value"
#: A calendar that opened over the page is put away by a press beside it.
_LEFT_DAY = """e => {
  e.blur();
  document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  return e.value;
}"""


def put(page: PageLike, control: Control, value: Value, slot: str, file: Path | None) -> Value:
    """Fill one control and return the value as the form words it; it may keep the focus.

    Raises:
        Unfillable: it takes no such value.
        PageError: the page went away or does not react.
    """
    if not control.nodes:
        raise lists.Unfillable("the control is gone")
    return _WAYS.get(control.kind, _text)(page, control, value, slot, file)


def put_again(
    page: PageLike, control: Control, value: Value, slot: str, file: Path | None
) -> Value:
    """As ``put``, where the control did not keep its value: it may want one of its suggestions."""
    if value and control.blank and _suggests(control, slot):
        return lists.search(page, control, str(value), slot)
    return put(page, control, value, slot, file)


def _text(page: PageLike, control: Control, value: Value, slot: str, _f: Path | None) -> Value:
    node = control.nodes[0]
    if control.readonly:
        return _picked(page, control, value)
    node.fill(str(value or ""))
    if slot == "phone" and value:
        _dialled_at_home(node, str(value))
    if (
        value
        and _suggests(control, slot)
        and lists.wait_for_options(page, control, tries=4, doubts=0)
    ):
        return lists.search(page, control, str(value), slot)
    if _is_day(value) and not node.evaluate(_LEFT_DAY):  # it takes no typing after all
        return _picked(page, control, value)
    return value


def _dialled_at_home(node: ElementLike, number: str) -> None:
    """Put a number without its country's code into a box that shapes it and has no room for one.

    Raises:
        Unfillable: the box makes another number of that, too; it is left empty.
    """
    for text in (places.phone_formats(number, "")[1], ""):
        held = re.sub(r"\D", "", str(node.evaluate(_HELD)))
        if not held or re.sub(r"\D", "", number).endswith(held[-9:]):
            return
        node.fill(text)
    raise lists.Unfillable(f"it makes another number of {number}")


def _is_day(value: Value) -> bool:
    return isinstance(value, str) and len(value) < 20 and bool(dates.days_meant(value))


def _picked(page: PageLike, control: Control, value: Value) -> Value:
    """Click a day in the calendar of a box that takes no typing.

    A day as the box showed it before may be read in two ways: the one that shows so again counts.
    """
    why = "it opens a picker of its own, which has to be clicked by a person"
    for day in dates.days_meant(str(value)):
        try:
            held = dates.pick_day(page, control, day)
        except dates.NoSuchDay as error:
            why = str(error)
            lists.close(page, control)
        else:
            if held == value or day == value:
                return held
            why = f"its calendar took “{held}”"
    raise lists.Unfillable(why)


def _segments(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    try:
        return dates.put_parts(control, str(value))
    except dates.NoSuchDay as error:
        raise lists.Unfillable(str(error)) from error


def _suggests(control: Control, slot: str) -> bool:
    """Return whether it is a plain box of a kind that may open a list while one types."""
    return control.kind == "text" and slot in ("location", "city", "school")


def _slid(page: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    """Set a slider: a native one at once, a drawn one by its keys, step by step."""
    node, wanted = control.nodes[0], str(value)
    if node.evaluate("e => e.tagName === 'INPUT'"):
        node.fill(wanted)
        return value
    node.press("Home")
    for _ in range(_NOTCHES):
        now = str(node.evaluate(_VALUE_NOW))
        if now == wanted:
            return value
        node.press("ArrowRight")
        page.wait(0.02)
        after = str(node.evaluate(_VALUE_NOW))
        if after == now or _number(after) > _number(wanted):
            break
    node.press("Home")
    raise lists.Unfillable(f"its slider does not stop at {wanted}")


def _number(text: str) -> float:
    return first_number(text) or 0.0


def _select(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    wanted = value if isinstance(value, tuple) else (str(value),)
    control.nodes[0].choose(wanted)
    return value


def _one_of(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    if len(control.options) != len(control.nodes) or value not in control.options:
        raise lists.Unfillable("its options cannot be told apart")
    lists.hand(control.nodes[control.options.index(str(value))]).click()
    return value


def _tick(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    if bool(value) != bool(control.value):
        hand = lists.hand(control.nodes[0])
        if hand.evaluate("e => !!e.querySelector('a')"):  # a click may hit the link in it
            control.nodes[0].evaluate("e => e.click()")
        else:
            hand.click()
    return bool(value)


def _ticks(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    wanted = value if isinstance(value, tuple) else (str(value),) if value else ()
    now = control.value if isinstance(control.value, tuple) else ()
    if len(control.options) != len(control.nodes):
        raise lists.Unfillable("its options cannot be told apart")
    for option, node in zip(control.options, control.nodes, strict=True):
        if (option in wanted) != (option in now):
            lists.hand(node).click()
    return tuple(o for o in control.options if o in wanted)


def _file(_p: PageLike, control: Control, value: Value, _s: str, file: Path | None) -> Value:
    control.nodes[0].attach([file] if file else [])
    return value


def _list(page: PageLike, control: Control, value: Value, slot: str, _f: Path | None) -> Value:
    try:
        return lists.pick(page, control, value, slot)
    except lists.Unfillable:
        if not _is_day(value):
            raise
        return _picked(page, control, value)  # a button that opens a calendar


_WAYS: dict[str, Callable[[PageLike, Control, Value, str, Path | None], Value]] = {
    "select": _select,
    "radio": _one_of,
    "choice": _one_of,
    "checkbox": _tick,
    "checkboxes": _ticks,
    "file": _file,
    "segments": _segments,
    "range": _slid,
    "combobox": _list,
    "listbox": _list,
}
