"""Lines of Tesseract's answer -> words with place, size, weight and list marks.

In go lines in dots with the picture they are about, out come spans in points. What Tesseract does
not tell is measured in the picture: bold letters have thicker lines than most of the page, and a
lone sign of the size of a dot is a dot, whatever letter it was taken for. The words of a page that
was scanned askew are set straight; blanks that are seen within e-mail addresses are none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import NamedTuple

from ats_service.engine import limits
from ats_service.engine.document import Box, Page, Span, Style
from ats_service.engine.readers.ocr_lines import DOT, OcrLine, lines_of_answer
from ats_service.engine.readers.ocr_picture import Dots, Picture

#: Words Tesseract is less sure of (0 to 100) are stains and lines, unless words are around them.
_DOUBTFUL = 30.0
#: Sizes that differ by less than these factors are one: they are estimates, and headings lone.
_ALIKE, _ALIKE_BOLD = 1.08, 1.18
#: What round list marks are taken for, and the confidence below which any other lone sign is one.
_MARKS, _CLEAR = "¢©®°«»*•e+", 80.0
_DASHES = "-–—"
#: Widest and highest list mark in parts of the size of letters; how much wider than high it is.
_MARK, _ROUND = 0.45, (0.6, 1.7)
#: Parts of the size of letters that reach above the baseline and below.
_ABOVE, _BELOW = 0.76, 0.24
#: Lines of bold letters are thicker than usual by this factor, and by less than it behind a bold
#: word; words with fewer letters do not tell.
_BOLD, _STAYS, _TELLING = 1.2, 0.95, 4
#: Room beside the dots and "@" of an address that is no blank, in parts of the size.
_ROOM = 0.8
#: Lines as wide as this many times their height tell how the page lies; no more than this slope.
_LONG, _STEEPEST = 8.0, 0.1


class Word(NamedTuple):
    """A word as recognised."""

    span: Span
    sure: float  # 0 to 100
    stroke: float  # how thick its lines are in parts of its size, 0 where that tells nothing


def words_of(answer: str, picture: Picture, page: int, scale: float) -> Iterator[Word]:
    """Yield the words of an answer in hOCR.

    Args:
        answer: what Tesseract said.
        picture: what it was asked about.
        page: the number of the page.
        scale: points of a dot.
    """
    lines = list(lines_of_answer(answer, picture))
    straight = _Straight.of(lines, picture)
    for run, line in enumerate(lines):
        words: list[Word] = []
        for number, (_, box, sure) in enumerate(line.words):
            text = _read(line, number, picture.ink(box))
            if text:
                place, base = straight.place(line, box, scale)
                span = Span(text, place, base, page, Style(line.size * scale), run=run)
                telling = sum(sign.isalnum() for sign in text) >= _TELLING
                words.append(Word(span, sure, picture.stroke(box) / line.size * telling))
        yield from _with_whole_addresses(words)


def settled(pages: Iterable[tuple[Page, list[Word]]]) -> tuple[Page, ...]:
    """Return the pages with their words: bold ones told from others, similar sizes made one."""
    weighed = [(page, list(_weighed(words))) for page, words in pages]
    spans = [span for _, spans in weighed for span in spans]
    level = {
        bold: _levels([span for span in spans if span.style.bold == bold], alike)
        for bold, alike in ((False, _ALIKE), (True, _ALIKE_BOLD))
    }
    return tuple(
        replace(page, spans=tuple(_sized(span, level[span.style.bold]) for span in spans))
        for page, spans in weighed
    )


def _read(line: OcrLine, number: int, ink: Dots) -> str:
    """Return a word as it is to be read, or an empty string where it is a stain.

    What is no bigger than a dot is a list mark where the line starts, else a dot between words.
    """
    word = line.words[number]
    wide, high = (ink[2] - ink[0]) / line.size, (ink[3] - ink[1]) / line.size
    is_round = high > 0 and _ROUND[0] < wide / high < _ROUND[1]
    odd = word.text == "o" or not (word.text[2:] or any(sign.isalnum() for sign in word.text))
    lone = len(word.text) == 1 and not word.text.isalpha()
    marked = word.text in _MARKS or (lone and odd and word.sure < _CLEAR)
    if number == 0 and (marked or (odd and is_round and max(wide, high) < _MARK)):
        return "•"
    flat = word.box[3] - word.box[1] < line.size / 2
    if word.text in _DASHES and flat:  # a thin line may hardly have ink, so that its ends are lost
        wide = (word.box[2] - word.box[0]) / line.size
    small = max(wide, high) < (_MARK if word.text in _MARKS else DOT)
    dated = word.text in _DASHES and line.words[number - 1].text[-1:].isdigit()
    if len(word.text) == 1 and is_round and small and line.is_raised(ink) and not dated:
        return "·"
    return word.text[: limits.MAX_WORD] if _is_trusted(line, number) else ""


def _is_trusted(line: OcrLine, number: int) -> bool:
    """Return whether a word is no stain: it is sure, among others, or of several letters."""
    text, _, sure = line.words[number]
    within = 0 < number < len(line.words) - 1 and len(text) > 1
    lettered = len(line.words) > 1 and sum(sign.isalnum() for sign in text) >= _TELLING
    return sure >= _DOUBTFUL or within or lettered


class _Straight(NamedTuple):
    """Turns places of a page that was scanned askew around its middle."""

    slope: float
    x: float
    y: float

    @staticmethod
    def of(lines: list[OcrLine], picture: Picture) -> _Straight:
        """Return how the page lies, which its long lines tell."""
        slopes = [
            line.slope
            for line in lines
            if line.box[2] - line.box[0] > _LONG * line.size and abs(line.slope) < _STEEPEST
        ]
        return _Straight(median(slopes) if slopes else 0.0, picture.width / 2, picture.height / 2)

    def place(self, line: OcrLine, box: Dots, scale: float) -> tuple[Box, float]:
        """Return the box of a word and its baseline, in points."""
        middle, half = (box[0] + box[2]) / 2, (box[2] - box[0]) / 2
        x, y = middle - self.x, line.base(middle) - self.y
        turn = 1 / math.sqrt(1 + self.slope**2)
        middle = self.x + turn * (x + self.slope * y)
        base = self.y + turn * (y - self.slope * x)
        sides = (
            middle - half,
            base - _ABOVE * line.size,
            middle + half,
            base + _BELOW * line.size,
        )
        return Box(*(side * scale for side in sides)), base * scale


def _with_whole_addresses(words: list[Word]) -> list[Word]:
    """Return the words of a line without the blanks around dots and "@" of e-mail addresses."""
    whole = list(words)
    for at in [number for number, word in enumerate(words) if "@" in word.span.text]:
        first, last = at, at + 1
        while first > 0 and _is_broken(words[first - 1].span, words[first].span):
            first -= 1
        while last < len(words) and _is_broken(words[last - 1].span, words[last].span):
            last += 1
        for number in range(first + 1, last):
            span = replace(words[number].span, glued=True)
            whole[number] = words[number]._replace(span=span)
    return whole


def _is_broken(one: Span, two: Span) -> bool:
    near = two.box.left - one.box.right < _ROOM * one.style.size
    return near and (two.text[0] in "@." or (one.text.islower() and one.text[-1] in "@._-"))


def _weighed(words: list[Word]) -> Iterator[Span]:
    """Yield the words of a page, bold or not; one too short to tell is as the one beside it."""
    strokes = [word.stroke for word in words for _ in word.span.text if word.stroke]
    limit = _BOLD * median(strokes) if strokes else 0.0
    for _, line in groupby(words, lambda word: word.span.run):
        row = list(line)
        last, bold = next((word.stroke for word in row if word.stroke), 0.0), False
        for word in row:
            last = word.stroke or last
            bold = last > (limit * _STAYS if bold else limit)
            yield replace(word.span, style=word.span.style._replace(bold=bold))


def _levels(spans: Iterable[Span], alike: float) -> dict[float, float]:
    """Return for each size the one of most letters among those that differ by a factor at most."""
    letters: Counter[float] = Counter()
    for span in spans:
        letters[span.style.size] += len(span.text)
    level: dict[float, float] = {}
    while letters:
        best = max(letters, key=lambda size: letters[size])
        group = [size for size in letters if best / alike < size < best * alike]
        level |= {size: round(best * 2) / 2 for size in group if letters.pop(size)}
    return level


def _sized(span: Span, level: dict[float, float]) -> Span:
    return replace(span, style=span.style._replace(size=level[span.style.size]))
