"""What is painted behind and beside the text of a PDF page: fills, pictures, drawn bullets.

In go the page's objects in painting order, out come filled areas with their colour, pictures, and
dots small enough to be list marks. The last area painted over a place is the ground of its text;
where its colour cannot be known (a picture, a gradient, a cut-out shape) nothing counts as hidden.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pypdfium2.raw as raw

from ats_service.engine import limits
from ats_service.engine.document import Box
from ats_service.engine.readers.pdf_place import Placer

_WHITE = 0xFFFFFF
#: Largest side of a drawn list bullet in points.
_DOT = 6.0
#: Segments of a rectangle; shapes with more may leave their bounding box empty.
_RECTANGLE = 5
#: Channels that differ by less than this (of 255) cannot be told apart by eye.
_CONTRAST = 20
#: Bytes a point that only a picture of many shades takes when it is packed.
_SHADES = 0.8
#: Sides of a photograph on a résumé in points, and the fewest points it is made of.
_SMALLEST, _LARGEST, _FEWEST_POINTS = 42.0, 230.0, 80


@dataclass
class Canvas:
    """The painted surfaces of a page, in painting order."""

    fills: list[tuple[Box, int | None]] = field(default_factory=list)  # colour, None = unknown
    images: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    portraits: list[Box] = field(default_factory=list)  # pictures of a photograph's kind

    @staticmethod
    def of(page: object, placer: Placer) -> Canvas:
        """Return what is painted on a page; text is not looked at."""
        canvas = Canvas()
        for item, kind in _objects(page):
            box = _bounds(item, placer)
            if box is not None:
                canvas._add(item, kind, box)
        return canvas

    def _add(self, item: object, kind: int, box: Box) -> None:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.images.append(box)
            if _is_portrait(item, box):
                self.portraits.append(box)
            self.fills.append((box, None))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._add_path(item, box)
        else:
            self.fills.append((box, None))

    def _add_path(self, item: object, box: Box) -> None:
        mode, stroke = ctypes.c_int(), raw.FPDF_BOOL()
        if not raw.FPDFPath_GetDrawMode(item, mode, stroke) or not (mode.value or stroke.value):
            return
        if box.width <= _DOT and box.height <= _DOT:
            if box.width >= 1 and box.height >= 1:
                self.dots.append(box)
        elif mode.value:
            color, alpha = fill_of(item)
            plain = alpha > 200 and _is_rectangle(item)
            self.fills.append((box, color if plain else None))

    def image_share(self, width: float, height: float) -> float:
        """Return the part of the page that pictures cover, 0 to 1 (overlaps count twice)."""
        area = sum(box.width * box.height for box in self.images)
        return min(1.0, area / (width * height)) if width and height else 0.0

    def shows(self, color: int, box: Box) -> bool:
        """Return whether text of ``color`` can be told from what is painted under ``box``."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        ground: int | None = _WHITE
        for place, fill in self.fills:
            if place.left <= x <= place.right and place.top <= y <= place.bottom:
                ground = fill
        return ground is None or _distance(color, ground) >= _CONTRAST


def _is_portrait(item: object, box: Box) -> bool:
    """Return whether a picture has the size, shape and colours of a person's photograph.

    Logos, signatures and codes are wider, smaller, or of few colours, which pack far better than
    the shades of a photograph do where it is not kept as JPEG.
    """
    if not is_portrait_size(box.width, box.height):
        return False
    facts = raw.FPDF_IMAGEOBJ_METADATA()
    if not raw.FPDFImageObj_GetImageMetadata(item, None, facts):
        return False
    if min(facts.width, facts.height) < _FEWEST_POINTS:
        return False
    return _is_jpeg(item) or _is_shaded(item, facts)


def is_portrait_size(width: float, height: float) -> bool:
    """Return whether sides in points are those of a photograph on a résumé: 1.5 to 8 cm."""
    small, large = min(width, height), max(width, height)
    return small >= _SMALLEST and large <= _LARGEST and 0.6 <= width / height <= 1.35


def _is_shaded(item: object, facts: raw.FPDF_IMAGEOBJ_METADATA) -> bool:
    """Return whether a picture takes about a byte a point though it is packed."""
    packed = int(raw.FPDFImageObj_GetImageDataRaw(item, None, 0))
    return packed > _SHADES * int(facts.width) * int(facts.height)


def _is_jpeg(item: object) -> bool:
    name = ctypes.create_string_buffer(32)
    for index in range(raw.FPDFImageObj_GetImageFilterCount(item)):
        raw.FPDFImageObj_GetImageFilter(item, index, name, 32)
        if name.value in (b"DCTDecode", b"JPXDecode"):
            return True
    return False


@lru_cache(maxsize=256)
def _distance(one: int, two: int) -> int:
    return max(abs((one >> shift & 255) - (two >> shift & 255)) for shift in (0, 8, 16))


def fill_of(item: object) -> tuple[int, int]:
    """Return the fill colour (0xRRGGBB) and opacity (0 to 255) of a page object."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return 0, 255
    return red.value << 16 | green.value << 8 | blue.value, alpha.value


def _is_rectangle(item: object) -> bool:
    """Return whether a path fills its bounding box: no curve, and no shape cut out of it."""
    if raw.FPDFPath_CountSegments(item) > _RECTANGLE:
        return False
    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    return all(
        raw.FPDFClipPath_CountPathSegments(clip, index) <= _RECTANGLE for index in range(count)
    )


def _objects(page: object) -> Iterator[tuple[object, int]]:
    for index in range(min(raw.FPDFPage_CountObjects(page), limits.MAX_PAGE_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_TEXT:
            yield item, kind


def _bounds(item: object, placer: Placer) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return placer.box(left.value, top.value, right.value, bottom.value)
