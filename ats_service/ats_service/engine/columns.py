"""Columns of a page: where a vertical blank parts two streams, and where it is only a gutter.

In go the segments of one page, out come bands of it that hold two columns. A place where several
lines start and that none crosses may part columns. It is a gutter, to be read row by row, where
one side only dates, places or labels what stands beside it, and a grid where nearly every line has
its counterpart. What is left are two streams; the narrow one of most of the page's height is a
side bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ats_service.engine.document import Box, Span, around
from ats_service.engine.lexicon import is_known_heading, section_of
from ats_service.engine.lexicon.dates import without_dates
from ats_service.engine.lexicon.places import find_place

#: A column has at least this many lines and this width in points.
_MIN_LINES, _MIN_WIDTH = 3, 36.0
#: A band of two columns is at least this many line heights tall.
_MIN_BAND = 5.0
#: Narrowest blank between two columns in points.
_MIN_BLANK = 7.0
#: In a band of at most this many lines, lines that pair up by chance are rarer than cells.
_SMALL_GRID = 8
#: Points within which lines start at the same edge.
_ALIGNED = 12.0
#: Points around a column's edge; a heading that starts there is the column's.
_EDGE = 6.0


@dataclass(frozen=True)
class Segment:
    """Words of one baseline with no wide blank among them."""

    spans: tuple[Span, ...]
    bullet: bool = False

    @cached_property
    def box(self) -> Box:
        """Return the box around the words."""
        return around(span.box for span in self.spans)

    @cached_property
    def text(self) -> str:
        """Return the words, joined by blanks."""
        return " ".join(span.text for span in self.spans)

    @property
    def base(self) -> float:
        """Return the height of the baseline."""
        return self.spans[0].base


@dataclass(frozen=True)
class Split:
    """A band of a page, from ``top`` to ``bottom``, that ``x`` parts into two columns."""

    x: float
    top: float
    bottom: float
    side: str = ""  # "left" or "right": that column is a side bar; "" = two equal columns

    def holds(self, item: Segment) -> bool:
        """Return whether a segment lies in the band."""
        return item.box.top >= self.top - 1 and item.box.bottom <= self.bottom + 1

    def names(self, left: list[Segment], right: list[Segment]) -> list[tuple[str, list[Segment]]]:
        """Return the two columns in reading order with the stream each belongs to."""
        if self.side == "left":
            return [("side", left), ("main", right)]
        if self.side == "right":
            return [("side", right), ("main", left)]
        return [("main", left), ("main", right)]


def find_splits(segments: Sequence[Segment]) -> list[Split]:
    """Return the bands of a page that hold two columns, top to bottom, never overlapping."""
    found = [split for x in _candidates(segments) for split in _bands(segments, x)]
    found.sort(key=lambda split: split.top - split.bottom)
    chosen: list[Split] = []
    for split in found:
        if all(split.bottom <= other.top or split.top >= other.bottom for other in chosen):
            judged = _judge(segments, split)
            if judged:
                chosen.append(judged)
    return sorted(chosen, key=lambda split: split.top)


def _candidates(segments: Sequence[Segment]) -> list[float]:
    """Return places just left of where several lines start."""
    starts: dict[int, int] = {}
    for item in segments:
        key = round(item.box.left / 3)
        starts[key] = starts.get(key, 0) + 1
    return [key * 3 - 2.5 for key, count in sorted(starts.items()) if count >= _MIN_LINES]


def _bands(segments: Sequence[Segment], x: float) -> list[Split]:
    """Return the tallest bands that no line crosses at ``x``."""
    middle = _middle(segments)
    crossing = sorted(
        (item.box.top, item.box.bottom)
        for item in segments
        if item.box.left < x < item.box.right
        or (_is_centred_heading(item, middle) and not -_EDGE < item.box.left - x < _EDGE)
    )
    edges = [(-1e9, -1e9), *crossing, (1e9, 1e9)]
    bands, end = [], -1e9
    for top, bottom in edges:
        if top - end > 0:
            bands.append((end, top))
        end = max(end, bottom)
    return [split for band in bands if (split := _fit(segments, x, *band))]


def _middle(segments: Sequence[Segment]) -> float:
    return (min(s.box.left for s in segments) + max(s.box.right for s in segments)) / 2


def _is_centred_heading(item: Segment, middle: float) -> bool:
    """Return whether a heading stands in the middle of the page, over both columns."""
    centre = (item.box.left + item.box.right) / 2
    return abs(centre - middle) < 6 and is_known_heading(item.text)


def _fit(segments: Sequence[Segment], x: float, top: float, bottom: float) -> Split | None:
    inside = [s for s in segments if s.box.top >= top - 0.5 and s.box.bottom <= bottom + 0.5]
    left = [s for s in inside if s.box.right <= x + 1]
    right = [s for s in inside if s.box.left >= x - 1]
    if min(len(left), len(right)) < _MIN_LINES:
        return None
    low = max(min(s.box.top for s in left), min(s.box.top for s in right))
    high = min(max(s.box.bottom for s in left), max(s.box.bottom for s in right))
    pitch = sum(s.box.height for s in inside) / len(inside)
    if high - low < _MIN_BAND * pitch:
        return None
    return Split(x, min(s.box.top for s in inside), max(s.box.bottom for s in inside))


def _judge(segments: Sequence[Segment], split: Split) -> Split | None:
    """Return the split when its sides are streams of their own, None for rows and gutters."""
    inside = [item for item in segments if split.holds(item)]
    left = [item for item in inside if item.box.right <= split.x + 1]
    right = [item for item in inside if item.box.left >= split.x - 1]
    blank = min(s.box.left for s in right) - max(s.box.right for s in left)
    if blank < _MIN_BLANK or _width(left) < _MIN_WIDTH or _width(right) < _MIN_WIDTH:
        return None
    if _labels_only(left) or _labels_only(right) or _is_gutter(left) or _is_grid(left, right):
        return None
    if _cuts_dates_off(right):
        return None
    side = _side(segments, split, left, right)
    return replace(split, side=side) if side else _shared(split, left, right)


def _shared(split: Split, left: Sequence[Segment], right: Sequence[Segment]) -> Split:
    """Return the part of a band in which both columns have lines."""
    top = max(min(s.box.top for s in left), min(s.box.top for s in right))
    bottom = min(max(s.box.bottom for s in left), max(s.box.bottom for s in right))
    return Split(split.x, top, bottom)


def _width(items: Sequence[Segment]) -> float:
    return max(s.box.right for s in items) - min(s.box.left for s in items)


def _labels_only(items: Sequence[Segment]) -> bool:
    """Return whether a column only names or dates what stands beside it."""
    labels = sum(_is_label(item) for item in items)
    return labels >= 0.75 * len(items)


def _cuts_dates_off(right: Sequence[Segment]) -> bool:
    """Return whether dates at the end of the left column stand before the true right one."""
    edge = min(item.box.left for item in right) + _ALIGNED
    first = [item for item in right if item.box.left <= edge]
    rest = [item for item in right if item.box.left > edge]
    if len(rest) < _MIN_LINES or not all(_is_date(item) for item in first):
        return False
    return min(item.box.left for item in rest) > max(item.box.right for item in first)


def _is_date(item: Segment) -> bool:
    return not any(sign.isalpha() for sign in without_dates(item.text))


def _is_gutter(items: Sequence[Segment]) -> bool:
    """Return whether a heading of jobs or schools has nothing but dates and places below it."""
    ordered = sorted(items, key=lambda item: item.base)
    heads = [n for n, item in enumerate(ordered) if is_known_heading(item.text)] + [len(ordered)]
    for start, end in pairwise(heads):
        if section_of(ordered[start].text) in ("work", "education"):
            below = ordered[start + 1 : end]
            if below and all(_is_label(item) for item in below):
                return True
    return False


def _is_label(item: Segment) -> bool:
    text = item.text.strip()
    return (
        sum(sign.isalpha() for sign in without_dates(text)) < 3
        or is_known_heading(text)
        or text.endswith(":")
        or find_place(text) is not None
    )


def _is_grid(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Return whether nearly every line has its counterpart on the other side."""
    few, many = sorted((left, right), key=len)
    bases = [item.base for item in many]
    paired = sum(any(abs(item.base - base) < 1.2 for base in bases) for item in few)
    if paired < (0.85 if len(few) > _SMALL_GRID else 0.7) * len(few):
        return False
    return not (_has_section(left) and _has_section(right))


def _has_section(items: Sequence[Segment]) -> bool:
    """Return whether a column holds a section heading with something below it."""
    ordered = sorted(items, key=lambda item: item.base)
    return any(
        is_known_heading(item.text) and not is_known_heading(below.text)
        for item, below in pairwise(ordered)
    )


def _side(
    segments: Sequence[Segment], split: Split, left: Sequence[Segment], right: Sequence[Segment]
) -> str:
    """Return which column is a side bar: narrow, and most of the page tall."""
    tall = max(s.box.bottom for s in segments) - min(s.box.top for s in segments)
    if split.bottom - split.top < 0.45 * tall:
        return ""
    wide, narrow = _width(left), _width(right)
    if wide < 0.75 * narrow:
        return "left"
    return "right" if narrow < 0.75 * wide else ""
