"""Text that remembers which spans printed it, so that every extracted field can be shown.

Spans go in; cutting, trimming, joining and splitting give chunks again, never bare text. The
evidence of a field is read off the chunk it ends in.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ats_service.engine.document import Box, Span, Style, around

_EDGE = " \t\n,;:|·•–—-/"
#: Marks of a chunk that is longer than any line of a page.
_MANY = 100


@dataclass(frozen=True)
class Chunk:
    """A piece of text with the spans behind it.

    ``marks`` holds (start, end, span) in offsets of ``text``, ascending.
    """

    text: str
    marks: tuple[tuple[int, int, Span], ...]

    @staticmethod
    def of(spans: Iterable[Span]) -> Chunk:
        """Return the spans joined with single blanks, glued ones without."""
        parts: list[str] = []
        marks: list[tuple[int, int, Span]] = []
        at = 0
        for span in spans:
            if parts and not span.glued:
                parts.append(" ")
                at += 1
            parts.append(span.text)
            marks.append((at, at + len(span.text), span))
            at += len(span.text)
        return Chunk("".join(parts), tuple(marks))

    @staticmethod
    def join(chunks: Sequence[Chunk], glue: str = " ") -> Chunk:
        """Return the chunks in one, ``glue`` between them."""
        text, marks = "", []
        for chunk in chunks:
            text += glue if text else ""
            at = len(text)
            text += chunk.text
            marks += [(at + start, at + end, span) for start, end, span in chunk.marks]
        return Chunk(text, tuple(marks))

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.text)

    def cut(self, start: int, end: int) -> Chunk:
        """Return the part from ``start`` to ``end`` without blanks at its ends."""
        end = min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        marks = tuple(
            (max(a, start) - start, min(b, end) - start, span)
            for a, b, span in self._marks_between(start, end)
            if a < end and b > start
        )
        return Chunk(self.text[start:end], marks)

    def _marks_between(self, start: int, end: int) -> Sequence[tuple[int, int, Span]]:
        """Return the marks that may lie in a part; an endless line is not gone through."""
        if len(self.marks) < _MANY:
            return self.marks
        first = bisect(self.marks, start, key=lambda mark: mark[1])
        return self.marks[first : bisect(self.marks, end, key=lambda mark: mark[0])]

    def trim(self, signs: str = _EDGE) -> Chunk:
        """Return the chunk without ``signs`` at its ends."""
        left = len(self.text) - len(self.text.lstrip(signs))
        right = len(self.text.rstrip(signs))
        if left == 0 and right == len(self.text):
            return self
        return self.cut(left, max(left, right))

    def split(self, pattern: re.Pattern[str]) -> list[Chunk]:
        """Return the parts between matches of ``pattern``, without empty ones."""
        at, parts = 0, []
        for hit in pattern.finditer(self.text):
            parts.append(self.cut(at, hit.start()))
            at = hit.end()
        parts.append(self.cut(at, len(self.text)))
        return [part for part in parts if part]

    def runs(self) -> Iterator[Chunk]:
        """Yield the longest parts that are printed in one style."""
        first = 0
        for index in range(1, len(self.marks) + 1):
            here = self.marks[index - 1][2].style
            if index < len(self.marks) and _alike(self.marks[index][2].style, here):
                continue
            yield self.cut(self.marks[first][0], self.marks[index - 1][1])
            first = index

    @cached_property
    def style(self) -> Style:
        """Return the style most of the characters are printed in."""
        weights: dict[Style, int] = {}
        for start, end, span in self.marks:
            weights[span.style] = weights.get(span.style, 0) + end - start
        return max(weights, key=lambda style: weights[style]) if weights else Style()

    @property
    def page(self) -> int:
        """Return the number of the page of the first span."""
        return self.marks[0][2].page if self.marks else 1

    @cached_property
    def box(self) -> Box:
        """Return the box around the spans on the first page."""
        page = self.page
        boxes = [span.box for _, _, span in self.marks if span.page == page]
        return around(boxes) if boxes else Box(0, 0, 0, 0)

    @property
    def links(self) -> list[str]:
        """Return the addresses its words lead to, each once, in order."""
        return list(dict.fromkeys(span.link for _, _, span in self.marks if span.link))


def _alike(one: Style, two: Style) -> bool:
    return (
        one.bold == two.bold
        and one.color == two.color
        and abs(one.size - two.size) < 0.6
        and (one.italic == two.italic)
    )
