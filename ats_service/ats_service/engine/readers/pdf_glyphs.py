"""Characters of a PDF page -> words: gaps are judged against the line's own letter spacing."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from ats_service.engine import limits
from ats_service.engine.cleaning import clean
from ats_service.engine.document import Box, Link, Span, Style
from ats_service.engine.readers.oddities import Oddities
from ats_service.engine.readers.pdf_ligatures import FOUND, PAIRS
from ats_service.engine.readers.pdf_paint import Canvas, fill_of
from ats_service.engine.readers.pdf_place import Placer

#: What stands for a picture from an icon font, whatever letter it is mapped to.
ICON = "•"
_ICON_FONT = re.compile(
    r"(?i)awesome|icon|wingding|webding|symbol|dingbat|material|glyph|marvosym"
)
#: Fonts of word processors whose private signs are the marks of lists.
_LIST_MARKS = re.compile(r"(?i)symbol|wingding|webding|dingbat|opens___|bullet")
_BOLD_FONT = re.compile(r"(?i)bold|black|heavy|semibd|demi|-bd|cmbx|medi\b")
_ITALIC_FONT = re.compile(r"(?i)italic|oblique|slanted|-it\b|cmti")
#: Gaps in units of the font size.
_WORD_GAP, _RUN_GAP, _BACKWARDS = 0.13, 1.2, -0.6
#: Text below this size in points cannot be read by a person.
_TINY = 1.5
_BOLD_WEIGHT = 600
#: A character box is at most about twice as tall as its font is large.
_ODD_HEIGHT = 3.0
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_LINE_END_HYPHEN = 0x02
_FIRST_PLAIN, _LAST_PLAIN = 0x21, 0x7E
_SURROGATES = (0xD800, 0xDC00, 0xE000)
_PRIVATE = ((0xE000, 0xF8FF), (0xFFF0, 0xFFFF), (0xF0000, 0x10FFFF))


class _Paint(NamedTuple):
    style: Style
    hidden: str
    icons: bool
    mapped: bool  # whether the file says which letters its glyphs are


class _Glyph(NamedTuple):
    text: str
    box: Box
    base: float
    paint: _Paint


def read_spans(
    text: object, placer: Placer, canvas: Canvas, page: int, links: list[Link], odd: Oddities
) -> Iterator[Span]:
    """Yield the words of a text page in the order of the file, cleaned, with style and link.

    What cleaning takes away, and glyphs that stand for no letter, are told to ``odd``.
    """
    words = _Words(placer, canvas, page, links, odd)
    run: list[_Glyph] = []
    for glyph in _Reader(text, placer, odd).glyphs():
        if run and glyph.box == run[-1].box:  # two letters of one ligature, or one drawn twice
            if (pair := run[-1].text + glyph.text) in PAIRS:
                odd.add(FOUND + pair, pair, glyph.box)
        elif run and not _continues(run[-1], glyph):
            yield from words.of(run)
            run, words.run = [], words.run + 1
        run.append(glyph)
    yield from words.of(run)


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    size = max(last.paint.style.size, glyph.paint.style.size)
    gap = (glyph.box.left - last.box.right) / size
    return abs(glyph.base - last.base) < 0.25 * size and _BACKWARDS < gap < _RUN_GAP


class _Reader:
    """Walks the characters of one text page."""

    def __init__(self, text: object, placer: Placer, odd: Oddities) -> None:
        self.text = text
        self.placer = placer
        self.odd = odd
        self.paints: dict[int | None, _Paint] = {}
        self.fonts: dict[int | None, tuple[str, bool, bool, bool]] = {}

    def glyphs(self) -> Iterator[_Glyph]:
        rectangle = raw.FS_RECTF()
        bottom, base, high = -1.0, 0.0, 0
        text, place = self.text, self.placer.box
        for index in range(raw.FPDFText_CountChars(text)):
            item = raw.FPDFText_GetTextObject(text, index)
            if not item:  # made up by pdfium: a blank or a line end
                continue
            code = raw.FPDFText_GetUnicode(text, index)
            if _SURROGATES[0] <= code < _SURROGATES[1]:
                high = code
                continue
            if high:
                code, high = _join_surrogates(high, code), 0
            raw.FPDFText_GetLooseCharBox(text, index, rectangle)
            left, top, right, low = (
                rectangle.left, rectangle.top, rectangle.right, rectangle.bottom
            )  # fmt: skip
            paint = self.paints.get(_address(item)) or self._paint(index, item, top - low)
            if low != bottom:
                bottom, base = low, self._baseline(index)
            box = place(left, top, right, low)
            sign = _sign(code, paint)
            if sign == ICON or not paint.mapped:
                self._note(code, paint, box)
            yield _Glyph(sign, box, base, paint)

    def _note(self, code: int, paint: _Paint, box: Box) -> None:
        """Note a glyph that is no letter, and what a parser reads instead."""
        if paint.icons and chr(code).isalnum():
            self.odd.add("icon-letter", chr(code), box)
        elif not paint.mapped and not paint.icons:
            self.odd.add("unmapped", paint.style.font, box)
        elif code != ord(ICON) and not _LIST_MARKS.search(paint.style.font):
            self.odd.add("private-use", f"U+{code:04X}", box)

    def _baseline(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.text, index, x, y)
        return self.placer.point(x.value, y.value)[1]

    def _paint(self, index: int, item: object, height: float) -> _Paint:
        size, matrix = ctypes.c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(item, size)
        raw.FPDFText_GetMatrix(self.text, index, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        points = max(0.1, round(min(size.value * scale, 500.0), 1))
        if height > _ODD_HEIGHT * points:  # fonts of type 3 have units of their own
            points = round(height / 1.2, 1)
        name, bold, italic, icons = self._font(item)
        color, alpha = fill_of(item)
        hidden = "invisible" if _unseen(item, alpha) else "tiny" if points < _TINY else ""
        mapped = raw.FPDFText_HasUnicodeMapError(self.text, index) != 1
        paint = _Paint(Style(points, bold, italic, color, name), hidden, icons, mapped)
        self.paints[_address(item)] = paint
        return paint

    def _font(self, item: object) -> tuple[str, bool, bool, bool]:
        """Return name, boldness and slant of an object's font, and whether it draws icons."""
        font = raw.FPDFTextObj_GetFont(item)
        key = _address(font) if font else None
        if key not in self.fonts:
            name = _font_name(font)
            bold = bool(_BOLD_FONT.search(name)) or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            italic, icons = bool(_ITALIC_FONT.search(name)), bool(_ICON_FONT.search(name))
            self.fonts[key] = (name.split("+")[-1], bold, italic, icons)
            if name and raw.FPDFFont_GetIsEmbedded(font) == 0:
                self.odd.add("loose-font", name, None)
        return self.fonts[key]


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents)


def _unseen(item: object, alpha: int) -> bool:
    return alpha == 0 or raw.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE_MODES


def _font_name(font: object) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    return clean(buffer.raw[: max(0, length - 1)].decode("utf-8", "replace")) if length else ""


def _join_surrogates(high: int, code: int) -> int:
    if high and _SURROGATES[1] <= code < _SURROGATES[2]:
        return 0x10000 + ((high - _SURROGATES[0]) << 10) + (code - _SURROGATES[1])
    return code


def _sign(code: int, paint: _Paint) -> str:
    if _FIRST_PLAIN <= code <= _LAST_PLAIN and not paint.icons:
        return chr(code)
    if code == _LINE_END_HYPHEN:
        return "-"
    if any(low <= code <= top for low, top in _PRIVATE):
        return ICON
    sign = chr(code) if code <= 0x10FFFF else ""
    if paint.icons and sign.isalnum():
        return ICON
    return " " if sign.isspace() else clean(sign)


@dataclass
class _Words:
    """Cuts runs of glyphs into spans."""

    placer: Placer
    canvas: Canvas
    page: int
    links: list[Link]
    odd: Oddities
    run: int = 0

    def of(self, run: list[_Glyph]) -> Iterator[Span]:
        limit = _gap_limit(run)
        word: list[_Glyph] = []
        glued = False
        for index, glyph in enumerate(run):
            broken = index > 0 and _breaks(run[index - 1], glyph, limit)
            if word and (broken or glyph.paint.style != word[-1].paint.style):
                yield from self._span(word, glued)
                word, glued = [], not broken
            if glyph.text == " ":
                glued = False
            elif glyph.text:
                word.append(glyph)
        if word:
            yield from self._span(word, glued)

    def _span(self, word: list[_Glyph], glued: bool) -> Iterator[Span]:
        text = "".join(glyph.text for glyph in word)
        if not text:
            return
        if "fi" in text or "fl" in text:
            self._note_halves(word)
        box = word[0].box.union(word[-1].box)
        paint = word[0].paint
        hidden = paint.hidden or self._hidden_by_place(box, paint.style.color)
        for start in range(0, len(text), limits.MAX_WORD):
            part = text[start : start + limits.MAX_WORD]
            yield Span(
                part, box, word[0].base, self.page, paint.style, self._link(box), glued, hidden,
                run=self.run,
            )  # fmt: skip

    def _note_halves(self, word: list[_Glyph]) -> None:
        """Note letters that pdfium cut out of one sign: halves of a box, unlike the others."""
        widths = [round(glyph.box.width, 3) for glyph in word]
        for index, (one, two) in enumerate(pairwise(word)):
            halves = widths[index] == widths[index + 1] and len(set(widths)) > 1
            if halves and one.box.right == two.box.left and one.text + two.text in ("fi", "fl"):
                text = "".join(glyph.text for glyph in word)
                self.odd.add("ligature", text, one.box.union(two.box))

    def _hidden_by_place(self, box: Box, color: int) -> str:
        if box.right < 0 or box.bottom < 0:
            return "off-page"
        if box.left > self.placer.width or box.top > self.placer.height:
            return "off-page"
        return "" if self.canvas.shows(color, box) else "no-contrast"

    def _link(self, box: Box) -> str:
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for link in self.links:
            place = link.box
            if place.left <= x <= place.right and place.top <= y <= place.bottom:
                return link.target
        return ""


def _gap_limit(run: list[_Glyph]) -> float:
    """Return the gap, in font sizes, from which two letters of the run are two words."""
    gaps = sorted(
        max(0.0, (b.box.left - a.box.right) / b.paint.style.size)
        for a, b in pairwise(run)
        if a.text != " " and b.text != " "
    )
    spacing = gaps[len(gaps) * 2 // 5] if len(gaps) >= 4 else 0.0
    if spacing > 0.04 and any(glyph.text == " " for glyph in run):
        return spacing * 2.5 + 0.3
    return spacing + _WORD_GAP


def _breaks(last: _Glyph, glyph: _Glyph, limit: float) -> bool:
    if " " in (last.text, glyph.text) or ICON in (last.text, glyph.text):
        return True
    size = max(last.paint.style.size, glyph.paint.style.size)
    return glyph.box != last.box and (glyph.box.left - last.box.right) / size > limit
