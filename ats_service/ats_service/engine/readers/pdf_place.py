"""From PDF user space (origin bottom left, perhaps rotated) to ours (origin top left).

In go points and rectangles as the file has them, out come ours. The visible box of the page and
its rotation decide; a page of impossible size is read as a letter page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pypdfium2.raw as raw

from ats_service.engine.document import Box

#: A page wider or taller than this (in points) is a trick, not paper; PDF itself allows 14,400.
_LARGEST = 14_400.0


@dataclass(frozen=True)
class Placer:
    """Maps points of one page; ``width`` and ``height`` are those of the page as seen."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int  # quarter turns clockwise

    @staticmethod
    def of(page: object) -> Placer:
        """Return the placer of a page, from its visible box and its rotation."""
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        sides = (box.left, box.bottom, box.right, box.top)
        if not all(math.isfinite(side) for side in sides) or box.right <= box.left:
            sides = (0.0, 0.0, 612.0, 792.0)
        left, bottom, right, top = sides
        right, top = min(right, left + _LARGEST), min(top, bottom + _LARGEST)
        return Placer(left, bottom, right, top, raw.FPDFPage_GetRotation(page) % 4)

    @property
    def width(self) -> float:
        """Return the width of the page as seen."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Return the height of the page as seen."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point of user space."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the place of a rectangle of user space."""
        return Box(*self.place(left, top, right, bottom))

    def place(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the place of a rectangle of user space."""
        if self.turns == 0 and left <= right and bottom <= top:  # nearly every box
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        x0, y0 = self.point(left, top)
        x1, y1 = self.point(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
