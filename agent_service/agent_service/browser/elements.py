"""Elements of the live page: Playwright's handles behind our small shape, fetched when used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

from playwright.sync_api import ElementHandle, JSHandle
from playwright.sync_api import Error as PlaywrightError

from agent_service.forms.page import PageError


@contextmanager
def mended() -> Iterator[None]:
    """Turn Playwright's errors into ours."""
    try:
        yield
    except PlaywrightError as error:
        raise PageError(str(error).splitlines()[0][:300]) from error


class LiveElement:
    """An element of the live page."""

    def __init__(self, handle: ElementHandle) -> None:
        """Wrap Playwright's handle."""
        self._handle = handle

    def evaluate(self, script: str, arg: Any = None) -> Any:
        """Return what ``script`` gives for the element."""
        with mended():
            return self._handle.evaluate(script, arg)

    def find(self, script: str, arg: Any = None) -> list[LiveElement]:
        """Return the elements of the array that ``script`` gives."""
        with mended():
            return elements(self._handle.evaluate_handle(script, arg))

    def click(self) -> None:
        """Click once, and do not wait for a page that the click may open."""
        with mended():
            self._handle.click(no_wait_after=True)

    def fill(self, text: str) -> None:
        """Replace the text."""
        with mended():
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

    def __init__(self, found: JSHandle) -> None:
        """Remember what the script gave: an object whose ``nodes`` are arrays of elements."""
        self._found = found

    @cached_property
    def flat(self) -> list[LiveElement]:
        """All elements of all arrays, in order."""
        with mended():
            return elements(self._found.evaluate_handle("r => r.nodes.flat()"))


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


def elements(array: JSHandle) -> list[LiveElement]:
    """Return the elements of an array in the page."""
    found = (item.as_element() for item in _items(array))
    return [LiveElement(element) for element in found if element]
