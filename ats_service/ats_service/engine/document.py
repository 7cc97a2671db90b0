"""The one shape every reader produces: pages of placed, styled words.

Units are points (1/72 inch); the origin is the top left corner of a page, y grows downwards.
Documents without pages (DOCX, HTML, text) get a synthetic geometry, one line below the other,
so that everything behind the readers is the same; their boxes mean order, not place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

#: Characters that mark an item of a list when they start a line.
BULLETS = "+•◦▪■●○‣\u2043►▸▶➔➢➤✓✔❖◆◇□▷⬥∙·*–—-→»✦★"


class Style(NamedTuple):
    """How a word is printed."""

    size: float = 10.0  # points
    bold: bool = False
    italic: bool = False
    color: int = 0  # 0xRRGGBB
    font: str = ""
    heading: int = 0  # 1 to 6 where the format marks headings, 0 elsewhere


class Box(NamedTuple):
    """A rectangle in points, origin top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.right - self.left

    def union(self, other: Box) -> Box:
        """Return the smallest box around both."""
        left, top, right, bottom = self
        x0, y0, x1, y1 = other
        return Box(
            left if left < x0 else x0,
            top if top < y0 else y0,
            right if right > x1 else x1,
            bottom if bottom > y1 else y1,
        )


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around one or more boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Span:
    """A word, or a part of one that is printed in one style."""

    text: str
    box: Box
    base: float  # y of the baseline
    page: int  # 1, 2, …
    style: Style
    link: str = ""  # address the word leads to
    glued: bool = False  # no blank between this and the span before it
    hidden: str = ""  # "", "invisible", "no-contrast", "tiny" or "off-page"
    bullet: bool = False  # a mark is drawn before this word
    run: int = 0  # words the file prints in one go share this number


class Note(NamedTuple):
    """Something about the file that its cleaned words no longer show; checks look at it."""

    kind: str  # see `readers.oddities` and the readers of office files
    text: str = ""  # what is printed or read there
    page: int = 0  # 0 where it belongs to no page
    box: Box | None = None  # the first place
    times: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: where a click on a place of a page leads."""

    page: int
    box: Box
    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points and the words on it, in the order of the file."""

    number: int
    width: float
    height: float
    spans: tuple[Span, ...] = ()
    image_share: float = 0.0  # part of the page that pictures cover, 0 to 1
    regions: dict[str, tuple[Box, ...]] = field(default_factory=dict)  # name -> places


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: pages, links, and what the file says about itself."""

    kind: str  # pdf, docx, odt, html, text, markdown or json
    pages: tuple[Page, ...]
    links: tuple[Link, ...] = ()
    paged: bool = True  # False where the geometry is synthetic
    byte_count: int = 0
    notes: tuple[Note, ...] = ()
    sure: float = 1.0  # below 1 where the letters themselves were recognised in pictures

    def noted(self, *kinds: str) -> list[Note]:
        """Return the notes of some kinds, in the order of the file."""
        return [note for note in self.notes if note.kind in kinds]
