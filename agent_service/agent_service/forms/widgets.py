"""Puts one value into one control, the way a person would; what came of it is read afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from agent_service.forms import dates
from agent_service.forms import options as choice
from agent_service.forms.manifest import Value
from agent_service.forms.page import ElementLike, PageError, PageLike
from agent_service.forms.reader import Control, script

#: Letters typed into a search box: enough to narrow, few enough to find.
_TYPED = 12
_LISTS = ("combobox", "listbox")


class Unfillable(Exception):
    """The control does not take the value; the message says why."""


def put(page: PageLike, control: Control, value: Value, slot: str, file: Path | None) -> Value:
    """Fill one control and return the value as the form words it.

    Raises:
        Unfillable: it takes no such value.
        PageError: the page went away or does not react.
    """
    if not control.nodes:
        raise Unfillable("the control is gone")
    return _WAYS.get(control.kind, _text)(page, control, value, slot, file)


def list_options(page: PageLike, control: Control) -> tuple[str, ...]:
    """Open a list, return the texts of its options, and close it again; nothing is typed."""
    if control.kind not in _LISTS:
        return control.options
    try:
        _open(control)
        texts = _wait_for_options(page, control, tries=25)
        _close(page, control)
    except PageError:
        return ()
    return tuple(dict.fromkeys(texts))


def _text(page: PageLike, control: Control, value: Value, slot: str, _f: Path | None) -> Value:
    node = control.nodes[0]
    if control.readonly:
        return _picked(page, control, value)
    node.fill(str(value or ""))
    if value and slot in ("location", "city", "school") and control.kind == "text":
        suggested = _suggestion(page, control, str(value), slot)
        if suggested is not None:
            return suggested
    node.evaluate("e => e.blur()")
    return value


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
            _close(page, control)
        else:
            if held == value or day == value:
                return held
            why = f"its calendar took “{held}”"
    raise Unfillable(why)


def _segments(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    try:
        return dates.put_parts(control, str(value))
    except dates.NoSuchDay as error:
        raise Unfillable(str(error)) from error


def _suggestion(page: PageLike, control: Control, value: str, slot: str) -> Value:
    """Choose from the list that some plain boxes open while one types; None when none opens."""
    if not _wait_for_options(page, control, tries=4, doubts=0):
        node = control.nodes[0]
        node.evaluate("e => e.blur()")
        page.settle(quiet=0.2, limit=1.0)
        if node.evaluate("e => e.value"):
            return None
    return _search(page, control, value, slot)


def _select(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    wanted = value if isinstance(value, tuple) else (str(value),)
    control.nodes[0].choose(wanted)
    return value


def _one_of(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    if len(control.options) != len(control.nodes) or value not in control.options:
        raise Unfillable("its options cannot be told apart")
    _hand(control.nodes[control.options.index(str(value))]).click()
    return value


def _tick(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    if bool(value) != bool(control.value):
        hand = _hand(control.nodes[0])
        if hand.evaluate("e => !!e.querySelector('a')"):  # a click may hit the link in it
            control.nodes[0].evaluate("e => e.click()")
        else:
            hand.click()
    return bool(value)


def _ticks(_p: PageLike, control: Control, value: Value, _s: str, _f: Path | None) -> Value:
    wanted = value if isinstance(value, tuple) else (str(value),) if value else ()
    now = control.value if isinstance(control.value, tuple) else ()
    if len(control.options) != len(control.nodes):
        raise Unfillable("its options cannot be told apart")
    for option, node in zip(control.options, control.nodes, strict=True):
        if (option in wanted) != (option in now):
            _hand(node).click()
    return tuple(o for o in control.options if o in wanted)


def _file(_p: PageLike, control: Control, value: Value, _s: str, file: Path | None) -> Value:
    control.nodes[0].attach([file] if file else [])
    return value


def _list(page: PageLike, control: Control, value: Value, slot: str, _f: Path | None) -> Value:
    """Open a list and click the option; where it has to be searched, type a little first."""
    if isinstance(value, tuple):
        return _several(page, control, value, slot)
    if control.kind == "combobox" and not control.options:  # it opened on nothing before
        return _search(page, control, str(value), slot)
    _open(control)
    texts = _wait_for_options(page, control, tries=25)
    picked = choice.pick(texts, str(value), slot) if texts else None
    if picked is not None:
        return _click(page, control, texts.index(picked))
    if control.kind != "combobox":
        _close(page, control)
        raise Unfillable(f"its list has no “{value}”" if texts else "its list does not open")
    return _search(page, control, str(value), slot)


def _several(page: PageLike, control: Control, value: tuple[str, ...], slot: str) -> Value:
    """Click each option that is not held yet, opening the list for every one."""
    held = control.value if isinstance(control.value, tuple) else (control.value,)
    for wanted in value:
        if wanted in held:
            continue
        _open(control)
        texts = _wait_for_options(page, control, tries=25)
        if wanted not in texts:
            _close(page, control)
            raise Unfillable(f"its list has no “{wanted}”")
        _click(page, control, texts.index(wanted))
        _close(page, control)
    return value


def _search(page: PageLike, control: Control, value: str, slot: str) -> Value:
    """Type the beginning of ``value`` and click the one suggestion that means it."""
    node = control.nodes[0]
    node.fill("")
    node.type(value.split(",")[0][:_TYPED])
    texts = _wait_for_options(page, control, tries=20)
    if not texts and _searches(control):
        node.press("Enter")
        texts = _wait_for_options(page, control, tries=20)
    picked = choice.pick(texts, value, slot) if texts else None
    if picked is not None:
        return _click(page, control, texts.index(picked))
    if not texts and not _searches(control) and _keeps(page, control, value):
        return value
    node.fill("")
    _close(page, control)
    raise Unfillable(f"no suggestion says “{value}”" if texts else "no suggestions came")


def _searches(control: Control) -> bool:
    """Return whether the box is there to search a list: what is typed is no answer."""
    return control.placeholder.casefold().startswith("search")


def _keeps(page: PageLike, control: Control, value: str) -> bool:
    """Return whether a box with suggestions keeps free text when it is left."""
    node = control.nodes[0]
    node.fill(value)
    node.evaluate("e => e.blur()")
    page.settle(quiet=0.4, limit=2.0)
    return bool(node.evaluate("e => e.value") == value)


def _click(page: PageLike, control: Control, at: int) -> Value:
    found = _options(control)
    text = str(found[at].evaluate("e => e.textContent.replace(/\\s+/g, ' ').trim()"))
    found[at].click()
    page.settle(quiet=0.15, limit=1.0)
    control.nodes[0].evaluate("e => e.blur()")
    return text


def _open(control: Control) -> None:
    _hand(control.nodes[0]).click()


def _close(page: PageLike, control: Control) -> None:
    page.press("Escape")
    control.nodes[0].evaluate(
        "e => { e.blur(); document.dispatchEvent(new MouseEvent('mousedown', {bubbles: true})); }"
    )
    page.settle(quiet=0.15, limit=1.0)


def _wait_for_options(
    page: PageLike, control: Control, *, tries: int, doubts: int = 2
) -> list[str]:
    """Return the texts of the open list once they stand still; empty when none come.

    ``tries`` counts tenths of a second; a page that says it is idle is doubted so many times.
    """
    before: list[str] = []
    idle = 0
    for step in range(tries):
        if page.settle(quiet=0.1, limit=1.0):
            idle += 1
        now: list[str] = control.nodes[0].evaluate(_with("optionTexts(el)"))
        if now and (now == before or idle):
            return now
        if not now and (idle > doubts or (step > 3 and _says_closed(control))):
            return []
        before = now
        page.wait(0.02)
    return before


def _says_closed(control: Control) -> bool:
    return bool(control.nodes[0].evaluate("e => e.getAttribute('aria-expanded') === 'false'"))


def _options(control: Control) -> Sequence[ElementLike]:
    return control.nodes[0].find(_with("openOptions(el)"))


def _hand(node: ElementLike) -> ElementLike:
    """Return what a person would click: the control, or what stands in for it."""
    found = node.find(_with("[standsIn(el) || el]"))
    return found[0] if found else node


def _with(call: str) -> str:
    return script("sight", "names", "controls", "lists", call=call).replace("() =>", "el =>", 1)


_WAYS: dict[str, Callable[[PageLike, Control, Value, str, Path | None], Value]] = {
    "select": _select,
    "radio": _one_of,
    "choice": _one_of,
    "checkbox": _tick,
    "checkboxes": _ticks,
    "file": _file,
    "segments": _segments,
    "combobox": _list,
    "listbox": _list,
}
