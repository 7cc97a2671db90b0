"""Characters of a PDF page -> words: gaps are judged against the line's own letter spacing.

In go pdfium's characters with box, font and colour, out come spans in the order of the file. A
word ends where the gap is wider than usual in its run, so that letter-spaced titles stay whole.
Glyphs of icon fonts become a mark, whatever letter they are mapped to. Words in the colour of
what is painted under them, off the page, too small or drawn invisibly are marked as hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as raw

from ats_service.engine import limits
from ats_service.engine.cleaning import clean
from ats_service.engine.document import Box, Link, Span, Style
from ats_service.engine.readers import pdf_calls
from ats_service.engine.readers.oddities import Oddities
from ats_service.engine.readers.pdf_faces import Faces
from ats_service.engine.readers.pdf_ligatures import FOUND, PAIRS
from ats_service.engine.readers.pdf_paint import Canvas
from ats_service.engine.readers.pdf_place import Placer

#: What stands for a picture from an icon font, whatever letter it is mapped to.
ICON = "•"
_APART = (" ", ICON)
#: Fonts of word processors whose private signs are the marks of lists.
_LIST_MARKS = re.compile(r"(?i)symbol|wingding|webding|dingbat|opens___|bullet")
#: Gaps in units of the font size.
_WORD_GAP, _RUN_GAP, _BACKWARDS = 0.13, 1.2, -0.6
#: Text below this size in points cannot be read by a person.
_TINY = 1.5
#: A character box is at most about twice as tall as its font is large.
_ODD_HEIGHT = 3.0
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_LINE_END_HYPHEN = 0x02
_FIRST_PLAIN, _LAST_PLAIN = 0x21, 0x7E
_PLAIN = tuple(map(chr, range(_LAST_PLAIN + 1)))
_SURROGATES = (0xD800, 0xDC00, 0xE000)
_PRIVATE = ((0xE000, 0xF8FF), (0xFFF0, 0xFFFF), (0xF0000, 0x10FFFF))


class _Paint(NamedTuple):
    size: float
    style: Style
    hidden: str
    icons: bool
    mapped: bool  # whether the file says which letters its glyphs are
    plain: bool  # whether letters of ASCII are what they say


#: A character, its box (left, top, right, bottom), its baseline and how it is painted. There are
#: thousands on a page, so they are bare tuples that every loop takes apart.
_Glyph = tuple[str, float, float, float, float, float, _Paint]


def read_spans(
    text: object, placer: Placer, canvas: Canvas, page: int, links: list[Link], odd: Oddities
) -> Iterator[Span]:
    """Yield the words of a text page in the order of the file, cleaned, with style and link.

    What cleaning takes away, and glyphs that stand for no letter, are told to ``odd``.
    """
    words = _Words(placer, canvas, page, links, odd)
    run: list[_Glyph] = []
    for glyph in _Reader(text, placer, odd).glyphs():
        if run and glyph[1] == run[-1][1] and glyph[1:5] == run[-1][1:5]:
            # two letters of one ligature, or one letter drawn twice
            if (pair := run[-1][0] + glyph[0]) in PAIRS:
                odd.add(FOUND + pair, pair, Box(*glyph[1:5]))
        elif run and not _continues(run[-1], glyph):
            yield from words.of(run)
            run, words.run = [], words.run + 1
        run.append(glyph)
    yield from words.of(run)


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    _, _, _, end, _, base, paint = last
    _, left, _, _, _, line, other = glyph
    size = paint.size if paint.size > other.size else other.size
    return -0.25 * size < line - base < 0.25 * size and _BACKWARDS < (left - end) / size < _RUN_GAP


class _Reader:
    """Walks the characters of one text page."""

    def __init__(self, text: object, placer: Placer, odd: Oddities) -> None:
        self.text = pdf_calls.address_of(text)
        self.placer = placer
        self.odd = odd
        self.slots = pdf_calls.Slots()
        self.paints: dict[int, _Paint] = {}
        self.known: dict[tuple[float, int, int, bool, int, int], _Paint] = {}
        self.faces = Faces(odd)

    def glyphs(self) -> Iterator[_Glyph]:
        text, place, paints = self.text, self.placer.place, self.paints
        box, box_at = self.slots.box, self.slots.box_at
        object_of, code_of, box_of = pdf_calls.object_of, pdf_calls.code_of, pdf_calls.box_of
        floor, base, high = -1.0, 0.0, 0
        for index in range(pdf_calls.count_characters(text)):
            item = object_of(text, index)
            if not item:  # made up by pdfium: a blank or a line end
                continue
            code = code_of(text, index)
            if _SURROGATES[0] <= code < _SURROGATES[1]:
                high = code
                continue
            if high:
                code, high = _join_surrogates(high, code), 0
            box_of(text, index, box_at)
            left, top, right, low = box
            paint = paints.get(item) or self._paint(index, item, top - low)
            if low != floor:
                floor, base = low, self._baseline(index)
            left, top, right, low = place(left, top, right, low)
            if paint.plain and _FIRST_PLAIN <= code <= _LAST_PLAIN:
                sign = _PLAIN[code]
            else:
                sign = self._sign(code, paint, Box(left, top, right, low))
            yield sign, left, top, right, low, base, paint

    def _sign(self, code: int, paint: _Paint, box: Box) -> str:
        """Return what a glyph says; one that is no letter is noted."""
        sign = _sign(code, paint)
        if sign == ICON or not paint.mapped:
            self._note(code, paint, box)
        return sign

    def _note(self, code: int, paint: _Paint, box: Box) -> None:
        """Note a glyph that is no letter, and what a parser reads instead."""
        if paint.icons and chr(code).isalnum():
            self.odd.add("icon-letter", chr(code), box)
        elif not paint.mapped and not paint.icons:
            self.odd.add("unmapped", paint.style.font, box)
        elif code != ord(ICON) and not _LIST_MARKS.search(paint.style.font):
            self.odd.add("private-use", f"U+{code:04X}", box)

    def _baseline(self, index: int) -> float:
        return self.placer.point(*self.slots.origin(self.text, index))[1]

    def _paint(self, index: int, item: int, height: float) -> _Paint:
        """Return how an object is painted; objects painted alike share one answer."""
        points = max(0.1, round(self.slots.height(self.text, index, item), 1))
        if height > _ODD_HEIGHT * points:  # fonts of type 3 have units of their own
            points = round(height / 1.2, 1)
        font, mode = pdf_calls.font_of(item) or 0, pdf_calls.mode_of(item)
        mapped = pdf_calls.is_unmapped(self.text, index) != 1
        key = (points, font, mode, mapped, *self.slots.fill(item))
        paint = self.known.get(key)
        if paint is None:
            paint = self.known[key] = self._new_paint(*key)
        self.paints[item] = paint
        return paint

    def _new_paint(
        self, points: float, font: int, mode: int, mapped: bool, color: int, alpha: int
    ) -> _Paint:
        name, bold, italic, icons = self.faces.of(font)
        unseen = alpha == 0 or mode in _INVISIBLE_MODES
        hidden = "invisible" if unseen else "tiny" if points < _TINY else ""
        style = Style(points, bold, italic, color, name)
        return _Paint(points, style, hidden, icons, mapped, mapped and not icons)


def _join_surrogates(high: int, code: int) -> int:
    if high and _SURROGATES[1] <= code < _SURROGATES[2]:
        return 0x10000 + ((high - _SURROGATES[0]) << 10) + (code - _SURROGATES[1])
    return code


def _sign(code: int, paint: _Paint) -> str:
    if _FIRST_PLAIN <= code <= _LAST_PLAIN and not paint.icons:
        return _PLAIN[code]
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
        """Yield the words of a run: cut at blanks, at wide gaps and where the style changes."""
        limit = _gap_limit(run)
        word: list[_Glyph] = []
        glued, last = False, None
        for glyph in run:
            broken = last is not None and _breaks(last, glyph, limit)
            if word and (broken or glyph[6] is not word[-1][6]) and _ends(word[-1], glyph, broken):
                yield from self._span(word, glued)
                word, glued = [], not broken
            if glyph[0] == " ":
                glued = False
            elif glyph[0]:
                word.append(glyph)
            last = glyph
        if word:
            yield from self._span(word, glued)

    def _span(self, word: list[_Glyph], glued: bool) -> Iterator[Span]:
        text = "".join([glyph[0] for glyph in word])
        if not text:
            return
        if "fi" in text or "fl" in text:
            self._note_halves(word)
        _, x0, y0, x1, y1, base, paint = word[0]
        _, left, top, right, bottom, _, _ = word[-1]
        box = Box(min(x0, left), min(y0, top), max(x1, right), max(y1, bottom))
        hidden = paint.hidden or self._hidden_by_place(box, paint.style.color)
        for start in range(0, len(text), limits.MAX_WORD):
            part = text[start : start + limits.MAX_WORD]
            yield Span(
                part, box, base, self.page, paint.style, self._link(box), glued, hidden,
                run=self.run,
            )  # fmt: skip

    def _note_halves(self, word: list[_Glyph]) -> None:
        """Note letters that pdfium cut out of one sign: halves of a box, unlike the others."""
        letters = [(glyph[0], Box(*glyph[1:5])) for glyph in word]
        widths = [round(box.width, 3) for _, box in letters]
        for index, ((one, left), (two, right)) in enumerate(pairwise(letters)):
            halves = widths[index] == widths[index + 1] and len(set(widths)) > 1
            if halves and left.right == right.left and one + two in ("fi", "fl"):
                self.odd.add("ligature", "".join(sign for sign, _ in letters), left.union(right))

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
    gaps: list[float] = []
    blank, before, end = False, " ", 0.0
    for text, left, _, right, _, _, paint in run:
        if text == " ":
            blank = True
        elif before != " ":
            gap = (left - end) / paint.size
            gaps.append(gap if gap > 0 else 0.0)
        before, end = text, right
    gaps.sort()
    spacing = gaps[len(gaps) * 2 // 5] if len(gaps) >= 4 else 0.0
    if blank and spacing > 0.04:
        return spacing * 2.5 + 0.3
    return spacing + _WORD_GAP


def _breaks(last: _Glyph, glyph: _Glyph, limit: float) -> bool:
    before, x0, y0, x1, y1, _, paint = last
    text, left, top, right, bottom, _, other = glyph
    if before in _APART or text in _APART:
        return True
    size = paint.size if paint.size > other.size else other.size
    if (left - x1) / size <= limit:
        return False
    return left != x0 or right != x1 or top != y0 or bottom != y1


def _ends(last: _Glyph, glyph: _Glyph, broken: bool) -> bool:
    """Return whether a word ends between two glyphs: at a gap or at another style."""
    return broken or last[6].style != glyph[6].style
