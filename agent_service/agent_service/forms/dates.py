"""Puts a date into boxes of several parts, and into pickers that have to be clicked."""

from __future__ import annotations

import re

from agent_service.forms.page import ElementLike, PageError, PageLike
from agent_service.forms.reader import Control
from agent_service.forms.scripts import script
from agent_service.forms.words import month_number

_MONTHS = 600  # months turned over at most: protects from a calendar that never arrives


class NoSuchDay(Exception):
    """The date cannot be put in; the message says why."""


def put_parts(control: Control, value: str) -> str:
    """Type or choose each part of ``value`` ("03/2021") in its own box; return what stands there.

    Raises:
        NoSuchDay: a list of months or years does not have it; then nothing was touched.
    """
    parts = list(zip(control.nodes, control.options, value.split("/"), strict=True))
    for node, text in [(node, _offered(node, part, text)) for node, part, text in parts]:
        if node.evaluate("e => e.tagName") == "SELECT":
            node.choose([text])
        else:
            _type(node, text)
    control.nodes[-1].evaluate("e => e.blur()")
    held = [str(node.evaluate(_with("segmentValue(el)"))) for node in control.nodes]
    return "/".join(held)


def _type(node: ElementLike, text: str) -> None:
    """Type digits as a person would: boxes like this count keystrokes, not values."""
    node.click()
    node.press("ControlOrMeta+a")
    node.press("Backspace")
    node.type(text)


def _offered(node: ElementLike, part: str, text: str) -> str:
    """Return the option of a list that means ``text``; in a box to type in, ``text`` itself."""
    if node.evaluate("e => e.tagName") != "SELECT":
        return text
    wanted = _number(text, part)
    texts: list[str] = node.evaluate("e => [...e.options].map(o => o.textContent.trim())")

    def means(option: str) -> bool:
        return _number(option, part) == wanted

    found = [option for option in texts if means(option)]
    if len(found) != 1:
        raise NoSuchDay(f"its list has no “{text}”")
    return found[0]


def _number(text: str, part: str) -> int:
    """Return the month or other number that a text says; -1 for none."""
    return (month_number(text) if part == "MM" else 0) or (int(text) if text.isdecimal() else -1)


def days_meant(text: str) -> list[str]:
    """Return the days, as YYYY-MM-DD, that a date as boxes show it can mean; at most two.

    "01/11/2027" is the eleventh of January or the first of November.
    """
    numbers = re.findall(r"\d+", text)
    month = next((n for word in text.split() if (n := month_number(word))), 0)
    if month and len(numbers) == 2:
        orders = [(numbers[1], str(month), numbers[0])]
    elif len(numbers) == 3 and len(numbers[0]) == 4:
        orders = [(numbers[0], numbers[1], numbers[2])]
    elif len(numbers) == 3:
        orders = [(numbers[2], numbers[0], numbers[1]), (numbers[2], numbers[1], numbers[0])]
    else:
        orders = []
    found = (f"{y:0>4}-{m:0>2}-{d:0>2}" for y, m, d in orders if 1 <= int(m) <= 12)
    return list(dict.fromkeys(day for day in found if 1 <= int(day[8:]) <= 31))


def pick_day(page: PageLike, control: Control, day: str) -> str:
    """Open a picker, turn to the month and click the day; return what the box shows then.

    Args:
        page: the page; the picker may open anywhere on it.
        control: a box that opens a calendar and takes no typing.
        day: YYYY-MM-DD.

    Raises:
        NoSuchDay: no calendar opens, or it does not get there.
    """
    box = control.nodes[0]
    box.click()
    page.settle(quiet=0.1, limit=1.5)
    if not _shown(box):
        raise NoSuchDay("it opens no calendar that can be read")
    year, month, date = (int(part) for part in day.split("-"))
    _turn_to(page, box, year * 12 + month - 1)
    cells = box.find(_with(f"calendarDays(el, {date})"))
    if len(cells) != 1:
        raise NoSuchDay(f"its calendar does not offer {day}")
    cells[0].click()
    page.settle(quiet=0.1, limit=1.5)
    held = str(box.evaluate("e => e.value || e.textContent || ''"))
    if not _says(held, year, date):
        raise NoSuchDay(f"its calendar took “{held}”")
    return held


def _turn_to(page: PageLike, box: ElementLike, wanted: int) -> None:
    """Turn month by month; ``wanted`` counts months from year 0."""
    for _ in range(_MONTHS):
        now = _shown(box)
        if now == wanted or not now:
            return
        arrow = box.find(_with(f"calendarTurn(el, {'true' if wanted > now else 'false'})"))
        if not arrow:
            raise NoSuchDay("its calendar cannot be turned")
        arrow[0].click()
        page.settle(quiet=0.05, limit=0.5)
        if _shown(box) == now:
            raise NoSuchDay("its calendar does not turn")


def _shown(box: ElementLike) -> int:
    """Return the month that the open calendar shows, counted from year 0; 0 for none."""
    try:
        text = str(box.evaluate(_with("calendarTitle(el)")))
    except PageError:
        return 0
    year = re.search(r"\b(19|20)\d{2}\b", text)
    month = next((n for word in text.split() if (n := month_number(word))), 0)
    return int(year.group()) * 12 + month - 1 if year and month else 0


def _says(held: str, year: int, date: int) -> bool:
    numbers = [int(n) for n in re.findall(r"\d+", held)]
    return date in numbers and (year in numbers or year % 100 in numbers)


def _with(call: str) -> str:
    parts = ("sight", "names", "controls", "dates")
    return script(*parts, call=call).replace("() =>", "el =>", 1)
