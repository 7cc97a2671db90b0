"""Tesseract's answer about a page -> its lines: baseline, size of the letters, words in dots.

In goes hOCR with the picture it is about. It tells a line's height and the height of its small
letters, in whole dots and not always rightly; how high the ink of its words is tells their size
too, and the mean of both is taken. A dot behind a word that was taken for a colon becomes a word
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import mean, median
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ats_service.engine.cleaning import tidy
from ats_service.engine.readers.ocr_picture import Dots, Picture

#: Widest and highest dot between words, in parts of the size of letters.
DOT = 0.18
#: Parts of the size of letters that small ones, capitals, and a line of all kinds, are high.
_SMALL, _CAPITAL, _WHOLE = 0.54, 0.72, 0.94
#: Words whose ink tells the size of their letters, letters as high as capitals, and deep ones.
_PLAIN, _TALL, _DEEP = (
    re.compile(f"[{letters}]") for letters in ("^A-Za-z0-9", "A-Z0-9bdfhkl", "gjpqyQ")
)
#: What stands higher than this over the baseline is no full stop.
_RAISED = 0.1
#: A slope that moves no word of a line by a dot.
_LEVEL = 0.002
_LINES = ".ocr_line, .ocr_header, .ocr_caption, .ocr_textfloat"
_NUMBERS = re.compile(r"(bbox|x_size|x_ascenders|x_descenders|x_wconf|baseline)((?: -?[\d.]+)+)")


class Recognised(NamedTuple):
    """A word of an answer."""

    text: str
    box: Dots
    sure: float  # 0 to 100


@dataclass(frozen=True)
class OcrLine:
    """A line of an answer, in dots."""

    box: Dots
    size: float  # of its letters
    slope: float  # of its baseline
    offset: float  # from its lower left corner to the baseline
    words: tuple[Recognised, ...]

    def base(self, x: float) -> float:
        """Return the height of the baseline at a place."""
        return self.box[3] + self.offset + self.slope * (x - self.box[0])

    def is_raised(self, ink: Dots) -> bool:
        """Return whether something stands over the baseline rather than on it."""
        return self.base(ink[0]) - ink[3] > _RAISED * self.size


def lines_of_answer(answer: str, picture: Picture) -> Iterator[OcrLine]:
    """Yield the lines that hOCR names, each with its words."""
    for node in LexborHTMLParser(answer).css(_LINES):
        about = _numbers(node)
        box = _dots(about)
        if box is None:
            continue
        slope, offset = about.get("baseline", (0.0, 0.0))[-2:] if "baseline" in about else (0, 0)
        words = tuple(_words(node))
        size = mean([_told_size(about, box), *_measured_size(words, picture, slope)])
        line = OcrLine(box, max(1.0, size), slope, offset, words)
        halves = [half for word in words for half in _halves(line, word, picture)]
        yield replace(line, words=tuple(halves))


def _numbers(node: LexborNode) -> dict[str, tuple[float, ...]]:
    """Return what hOCR says of a line or word: its box, and the height of its letters."""
    title = node.attributes.get("title") or ""
    return {
        name: tuple(float(number) for number in numbers.split())
        for name, numbers in _NUMBERS.findall(title)
    }


def _dots(about: dict[str, tuple[float, ...]]) -> Dots | None:
    if len(about.get("bbox", ())) != 4:
        return None
    left, top, right, bottom = (int(side) for side in about["bbox"])
    return left, top, right, bottom


def _words(node: LexborNode) -> Iterator[Recognised]:
    for word in node.css(".ocrx_word"):
        about = _numbers(word)
        box, text = _dots(about), tidy(word.text())
        if box and text:
            yield Recognised(text, box, about.get("x_wconf", (0.0,))[0])


def _told_size(about: dict[str, tuple[float, ...]], box: Dots) -> float:
    """Return the size of a line's letters by what hOCR says of it, in dots."""
    whole = about.get("x_size", (box[3] - box[1],))[0]
    small = whole - sum(about.get(name, (0.0,))[0] for name in ("x_ascenders", "x_descenders"))
    sizes = [whole / _WHOLE, small / _SMALL]
    return mean(sizes) if 0 < small < whole else sizes[0]


def _measured_size(
    words: tuple[Recognised, ...], picture: Picture, slope: float
) -> tuple[float, ...]:
    """Return the size of a line's letters by their ink, in dots; nothing where no word tells it.

    That reaches from the baseline, or the foot of a "g", to the top of a capital.
    """
    sizes: list[float] = []
    for text, box, _ in words:
        if not _PLAIN.search(text) and _TALL.search(text):
            part = _WHOLE if _DEEP.search(text) else _CAPITAL
            sizes += [_height(picture, box, slope) / part] * len(text)
    return (median(sizes),) if sizes else ()


def _height(picture: Picture, box: Dots, slope: float) -> float:
    """Return how high the ink in a box is, which lies along a line of that slope."""
    left, top, right, bottom = box
    step = int(1 / (2 * abs(slope))) + 1 if abs(slope) > _LEVEL else right - left + 1
    highest, lowest = float(bottom), float(top)
    for x in range(left, right, step):
        _, first, end, last = picture.ink((x, top, min(x + step, right), bottom))
        if end > x:
            fall = slope * (x - left)
            highest, lowest = min(highest, first - fall), max(lowest, last - fall)
    return max(0.0, lowest - highest)


def _halves(line: OcrLine, word: Recognised, picture: Picture) -> list[Recognised]:
    """Return a word, and the dot behind it by itself where that was taken for a colon."""
    left, top, right, bottom = word.box
    middle = right - round(DOT * line.size)
    if not word.text[1:].endswith(":"):
        return [word]
    ink = picture.ink((middle, top, right, bottom))
    if not 0 < ink[3] - ink[1] < DOT * line.size or not line.is_raised(ink):
        return [word]
    first = Recognised(word.text[:-1], (left, top, middle, bottom), word.sure)
    return [first, Recognised("·", ink, word.sure)]
