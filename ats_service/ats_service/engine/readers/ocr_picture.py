"""A page drawn in grey, and what its ink tells of a word: how thick its lines are, how small.

In go a picture and boxes in its dots, out come widths in dots. Paper and ink are what most dots
and the darkest of them are, so that a pale scan on grey paper is measured as a black one on white.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium

#: Every so many dots one is looked at to tell paper from ink; no multiple of a page's width.
_SAMPLE = 97
Dots = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True)
class Picture:
    """A picture of one byte a dot, 0 = black, row by row."""

    width: int
    height: int
    dots: bytes

    @staticmethod
    def of(page: pdfium.PdfPage, scale: float) -> Picture:
        """Return a page drawn in ``scale`` dots a point."""
        bitmap = page.render(scale=scale, grayscale=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
        bitmap.close()
        dots = b"".join(raw[at : at + width] for at in range(0, stride * height, stride))
        return Picture(width, height, dots)

    @property
    def pgm(self) -> bytes:
        """Return the picture as a file in PGM, the plainest format there is."""
        return b"P5 %d %d 255\n%s" % (self.width, self.height, self.dots)

    def stroke(self, box: Dots) -> float:
        """Return how wide the lines of the letters in a box are on average, in dots.

        That is all ink of its rows over the number of strokes that the rows cut.
        """
        rows = [row.translate(self._shades) for row in self._rows(box)]
        cuts = sum(len(row.translate(_SOLID).split()) for row in rows)
        return sum(map(sum, rows)) / 255 / cuts if cuts else 0.0

    def ink(self, box: Dots) -> Dots:
        """Return the box around the ink in a box, which is empty where there is none."""
        left, top, *_ = box
        rows = [row.translate(self._shades).translate(_SOLID) for row in self._rows(box)]
        inked = [number for number, row in enumerate(rows) if row.strip()]
        if not inked:
            return left, top, left, top
        lefts = [len(rows[number]) - len(rows[number].lstrip()) for number in inked]
        rights = [len(rows[number].rstrip()) for number in inked]
        return left + min(lefts), top + inked[0], left + max(rights), top + inked[-1] + 1

    def _rows(self, box: Dots) -> Iterator[bytes]:
        left, top, right, bottom = box
        for y in range(max(0, top), min(bottom, self.height)):
            yield self.dots[y * self.width + left : y * self.width + min(right, self.width)]

    @cached_property
    def _shades(self) -> bytes:
        """Return how much ink (0 to 255) stands for each grey of the picture."""
        seen = sorted(self.dots[::_SAMPLE]) or [255]
        paper, black = seen[len(seen) // 2], seen[0]
        reach = max(1, paper - black)
        return bytes(min(255, max(0, 255 * (paper - grey) // reach)) for grey in range(256))


#: More than half ink is a letter's, which `bytes.split` parts at what is less.
_SOLID = bytes(0x23 if ink > 127 else 0x20 for ink in range(256))
