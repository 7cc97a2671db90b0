"""Fonts of a PDF page -> what they look like: name, boldness, slant, and whether they draw icons.

The cue is the font's name, since few files say more; a font that is not in the file is told to
the document check.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ats_service.engine.cleaning import clean
from ats_service.engine.readers import pdf_calls
from ats_service.engine.readers.oddities import Oddities

_ICON_FONT = re.compile(
    r"(?i)awesome|icon|wingding|webding|symbol|dingbat|material|glyph|marvosym"
)
_BOLD_FONT = re.compile(r"(?i)bold|black|heavy|semibd|demi|-bd|cmbx|medi\b")
_ITALIC_FONT = re.compile(r"(?i)italic|oblique|slanted|-it\b|cmti")
_BOLD_WEIGHT = 600


class Face(NamedTuple):
    """How the letters of a font look."""

    name: str
    bold: bool
    italic: bool
    icons: bool


class Faces:
    """The fonts of one page by their addresses, each looked at once."""

    def __init__(self, odd: Oddities) -> None:
        """Begin with no font known."""
        self._odd = odd
        self._known: dict[int, Face] = {}

    def of(self, font: int) -> Face:
        """Return the look of the font at an address; 0 stands for none."""
        if font not in self._known:
            self._known[font] = self._look_at(font)
        return self._known[font]

    def _look_at(self, font: int) -> Face:
        name = clean(pdf_calls.font_name(font).decode("utf-8", "replace"))
        bold = bool(_BOLD_FONT.search(name)) or pdf_calls.weight_of(font) >= _BOLD_WEIGHT
        if name and pdf_calls.is_embedded(font) == 0:
            self._odd.add("loose-font", name, None)
        italic, icons = bool(_ITALIC_FONT.search(name)), bool(_ICON_FONT.search(name))
        return Face(name.split("+")[-1], bold, italic, icons)
