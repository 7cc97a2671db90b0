"""Elements of the live page: Playwright's handles behind our small shape, fetched when used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

from playwright.sync_api import ElementHandle, JSHandle, Keyboard
from playwright.sync_api import Error as PlaywrightError

from agent_service.forms.page import PageError

#: Selects the text of a box, ready to be typed over; false where it cannot be typed into now.
_SELECT = """e => {
  const typed = e.tagName === 'TEXTAREA'
    || (e.tagName === 'INPUT' && /^(text|email|tel|url|search|password)$/.test(e.type));
  const shut = e.readOnly || e.matches(':disabled') || e.closest('[aria-disabled=true]');
  if (!typed || shut || !e.isConnected || !e.getClientRects().length) return false;
  if (getComputedStyle(e).visibility !== 'visible') return false;
  e.focus();
  e.select();
  return e.getRootNode().activeElement === e;
}"""


@contextmanager
def mended() -> Iterator[None]:
    """Turn Playwright's errors into ours."""
    try:
        yield
    except PlaywrightError as error:
        raise PageError(str(error).splitlines()[0][:300]) from error


class LiveElement:
    """An element of the live page."""

    def __init__(self, handle: ElementHandle, keyboard: Keyboard) -> None:
        """Wrap Playwright's handle, and the keyboard of its page."""
        self._handle, self._keyboard = handle, keyboard

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """Return what ``script`` gives for the element."""
        with mended():
            return self._handle.evaluate(script, arg)

    def find(self, script: str, arg: Any = None) -> list[LiveElement]:
        """Return the elements of the array that ``script`` gives."""
        with mended():
            return elements(self._handle.evaluate_handle(script, arg), self._keyboard)

    def click(self) -> None:
        """Click once, and do not wait for a page that the click may open."""
        with mended():
            self._handle.click(no_wait_after=True)

    def fill(self, text: str) -> None:
        """Replace the text; a box that cannot be typed into yet is waited for."""
        with mended():
            if text and self._handle.evaluate(_SELECT):
                self._keyboard.insert_text(text)
            else:
                self._handle.fill(text)

    def type(self, text: str) -> None:
        """Type key by key."""
        with mended():
            self._handle.type(text, delay=15)

    def press(self, key: str) -> None:
        """Press a key."""
        with mended():
            self._handle.press(key)

    def choose(self, labels: Sequence[str]) -> None:
        """Choose options by their text."""
        with mended():
            self._handle.select_option(label=list(labels))

    def attach(self, paths: Sequence[Path]) -> None:
        """Put files in."""
        with mended():
            self._handle.set_input_files([str(p) for p in paths])


class LateElements:
    """The elements that the reader script gave, fetched at the first use."""

    def __init__(self, found: JSHandle, keyboard: Keyboard) -> None:
        """Remember what the script gave: an object whose ``nodes`` are arrays of elements."""
        self._found, self._keyboard = found, keyboard

    @cached_property
    def flat(self) -> list[LiveElement]:
        """All elements of all arrays, in order."""
        with mended():
            return elements(self._found.evaluate_handle("r => r.nodes.flat()"), self._keyboard)


@dataclass(frozen=True)
class ElementsOf(Sequence[LiveElement]):
    """The elements of one control."""

    every: LateElements
    span: slice

    def __len__(self) -> int:
        """Return how many there are, without fetching them."""
        return int(self.span.stop - self.span.start)

    @overload
    def __getitem__(self, at: int) -> LiveElement: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LiveElement]: ...
    def __getitem__(self, at: int | slice) -> LiveElement | Sequence[LiveElement]:
        """Fetch them all, once, and return the one or those asked for."""
        return self.every.flat[self.span][at]


def _items(array: JSHandle) -> list[JSHandle]:
    found = array.get_properties()
    return [found[k] for k in sorted((k for k in found if k.isdigit()), key=int)]


def elements(array: JSHandle, keyboard: Keyboard) -> list[LiveElement]:
    """Return the elements of an array in the page whose keyboard is given."""
    found = (item.as_element() for item in _items(array))
    return [LiveElement(element, keyboard) for element in found if element]
