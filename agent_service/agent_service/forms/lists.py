"""Opens lists that pages draw themselves, and picks what means the answer from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent_service.forms import options as choice
from agent_service.forms import places
from agent_service.forms.manifest import Value
from agent_service.forms.page import ElementLike, PageError, PageLike
from agent_service.forms.reader import Control
from agent_service.forms.scripts import script
from agent_service.forms.words import fold

#: Kinds of controls that open a list.
LISTS = ("combobox", "listbox")
#: Letters typed into a search box: enough to narrow, few enough to find.
_TYPED = 12
_DEEPEST = 3  # lists within lists, as "Job board" and then which one
_FRAME = 0.02  # seconds
_SCREENS = 60  # parts of a list that shows only what is in sight


class Unfillable(Exception):
    """The control does not take the value; the message says why."""


def list_options(page: PageLike, control: Control) -> tuple[str, ...]:
    """Open a list, return the texts of its options, and close it again; nothing is typed."""
    if control.kind not in LISTS:
        return control.options
    try:
        texts = _opened(page, control)
        texts += [t for part in _further(page, control) for t in part]
        close(page, control)
    except PageError:
        return ()
    return tuple(dict.fromkeys(texts))


def pick(page: PageLike, control: Control, value: Value, slot: str) -> Value:
    """Open a list and click the option; where it has to be searched, type a little first."""
    if isinstance(value, tuple) or (control.multiple and value in control.options):
        return _several(page, control, value if isinstance(value, tuple) else (str(value),), slot)
    if control.kind == "combobox" and not control.options:  # it opened on nothing before
        return search(page, control, str(value), slot)
    texts = _opened(page, control)
    for part in ([texts], _further(page, control)):
        for shown in part:
            if (picked := choice.pick(shown, str(value), slot)) is not None:
                return _click(page, control, shown.index(picked), str(value), slot)
    if control.kind != "combobox":
        if (found := _searched_inside(page, control, str(value), slot)) is not None:
            return found
        close(page, control)
        raise Unfillable(f"its list has no “{value}”" if texts else "its list does not open")
    return search(page, control, str(value), slot)


def _searched_inside(page: PageLike, control: Control, value: str, slot: str) -> Value:
    """Type into the search box that the open list shows; None where it has none, or no answer."""
    for box in control.nodes[0].find(_with("innerSearch(el)")):
        box.type(value.split(",")[0][:_TYPED])
        texts = wait_for_options(page, control, tries=20)
        picked = choice.pick(texts, value, slot) if texts else None
        if picked is not None:
            return _click(page, control, texts.index(picked), value, slot)
    return None


def _opened(page: PageLike, control: Control) -> list[str]:
    """Open the list and return its texts; by its arrow where a click into the box opens none.

    Without an arrow it is clicked again: the first click may only have closed it.
    """
    for again in (False, True):
        arrow = control.nodes[0].find(_with("arrowOf(el)")) if again else ()
        (arrow[0] if arrow else hand(control.nodes[0])).click()
        if texts := wait_for_options(page, control, tries=25):
            return texts
        if control.nodes[0].find(_with("innerSearch(el)")):  # it waits for something to be typed
            return []
    return []


def _further(page: PageLike, control: Control) -> Iterator[list[str]]:
    """Scroll through a list that holds only what is in sight, and yield what shows up."""
    for _ in range(_SCREENS):
        if not control.nodes[0].evaluate(_with("scrollOn(el)")):
            return
        page.wait(_FRAME)  # a page hears that it was scrolled when it is drawn
        page.settle(quiet=0.05, limit=0.5)
        yield _texts(control)


def _several(page: PageLike, control: Control, value: tuple[str, ...], slot: str) -> Value:
    """Click each option that is not held yet, opening the list for every one."""
    held = control.value if isinstance(control.value, tuple) else (control.value,)
    if control.kind == "combobox" and not control.options:
        return _several_found(page, control, [v for v in value if v not in held], slot)
    for wanted in value:
        if wanted in held:
            continue
        texts = _opened(page, control)
        if wanted not in texts:
            close(page, control)
            raise Unfillable(f"its list has no “{wanted}”")
        _click(page, control, texts.index(wanted))
        close(page, control)
    return value


def _several_found(
    page: PageLike, control: Control, value: Sequence[str], slot: str
) -> tuple[str, ...]:
    """Search for each answer and click what is called the same; what is not found is left out."""
    found = [control.value] if isinstance(control.value, str) and control.value else []
    found = list(control.value) if isinstance(control.value, tuple) else found
    for wanted in value:
        texts = _suggested(page, control, wanted)
        same = [text for text in texts if fold(text) == fold(wanted)]
        if same:
            found.append(str(_click(page, control, texts.index(same[0]))))
        control.nodes[0].fill("")
        close(page, control)
    if not found:
        raise Unfillable("none of them was found in its list")
    return tuple(found)


def search(page: PageLike, control: Control, value: str, slot: str) -> Value:
    """Type the beginning of ``value`` and click the one suggestion that means it.

    A country is typed in the language of the page as well.
    """
    node, texts = control.nodes[0], []
    for worded in _wordings(control, value, slot):
        texts = _suggested(page, control, worded)
        picked = choice.pick(texts, value, slot) if texts else None
        if picked is not None:
            return _click(page, control, texts.index(picked), value, slot)
    text = value.split(",")[0] if slot == "city" else value
    if not texts and not _searches(control) and _keeps(page, control, text):
        return text
    node.fill("")
    close(page, control)
    raise Unfillable(f"no suggestion says “{value}”" if texts else "no suggestions came")


def _wordings(control: Control, value: str, slot: str) -> list[str]:
    """Return what may be typed to find ``value`` in a list."""
    if slot not in ("country", "residence_country"):
        return [value]
    language = str(control.nodes[0].evaluate("e => e.ownerDocument.documentElement.lang"))
    return [name for name in dict.fromkeys((value, places.named_in(value, language))) if name]


def _suggested(page: PageLike, control: Control, text: str) -> list[str]:
    """Type the beginning of ``text`` and return what is suggested; a search box is sent off."""
    node = control.nodes[0]
    node.fill("")
    node.type(text.split(",")[0][:_TYPED])
    texts = wait_for_options(page, control, tries=20)
    if not texts and _searches(control):
        node.press("Enter")
        texts = wait_for_options(page, control, tries=20)
    return texts


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


def _click(
    page: PageLike, control: Control, at: int, value: str = "", slot: str = "", depth: int = 1
) -> Value:
    """Click an option, and in the list that opens within it the one that means ``value``."""
    before = _texts(control)
    _options(control)[at].click()
    page.settle(quiet=0.15, limit=1.0)
    inner = _texts(control) if value and depth < _DEEPEST else []
    picked = None if set(inner) & set(before) else choice.pick(inner, value, slot)
    if picked is not None:
        return _click(page, control, inner.index(picked), value, slot, depth + 1)
    control.nodes[0].evaluate("e => e.blur()")
    return before[at]


def _texts(control: Control) -> list[str]:
    texts: list[str] = control.nodes[0].evaluate(_with("optionTexts(el)"))
    return texts


def close(page: PageLike, control: Control) -> None:
    """Close the list as a person would: by Escape, by looking elsewhere, by its own button."""
    page.press("Escape")
    control.nodes[0].evaluate(
        "e => { e.blur(); document.dispatchEvent(new MouseEvent('mousedown', {bubbles: true})); }"
    )
    page.settle(quiet=0.15, limit=1.0)
    if control.kind == "listbox" and _texts(control):
        hand(control.nodes[0]).click()


def wait_for_options(
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
        now = _texts(control)
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


def hand(node: ElementLike) -> ElementLike:
    """Return what a person would click: the control, or what stands in for it."""
    found = node.find(_with("[handOf(el)]"))
    return found[0] if found else node


def _with(call: str) -> str:
    return script("sight", "names", "controls", "lists", call=call).replace("() =>", "el =>", 1)
