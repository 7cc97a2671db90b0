"""Pdfium's functions that are called for every character, bound to plain addresses.

The generated bindings make an object of each pointer that goes in or comes out. For calls made
once a character that costs more than what pdfium does; here pointers are whole numbers, and what
is filled in lies in places that a caller makes once (`Slots`) and reads after each call.
"""

from __future__ import annotations

import ctypes
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as raw


def _bound(function: object, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium that takes and gives plain values; it keeps the lock."""
    address = ctypes.cast(function, c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


count_characters = _bound(raw.FPDFText_CountChars, c_int, c_void_p)
object_of = _bound(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
code_of = _bound(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
box_of = _bound(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
origin_of = _bound(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
matrix_of = _bound(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
size_of = _bound(raw.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)
mode_of = _bound(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
font_of = _bound(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
is_unmapped = _bound(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
is_embedded = _bound(raw.FPDFFont_GetIsEmbedded, c_int, c_void_p)
weight_of = _bound(raw.FPDFFont_GetWeight, c_int, c_void_p)
font_name_of = _bound(
    raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, c_void_p, c_void_p, ctypes.c_size_t
)
_fill = _bound(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, *[c_void_p] * 4)


def address_of(pointer: object) -> int:
    """Return where a pointer of the generated bindings leads."""
    return ctypes.cast(pointer, c_void_p).value or 0  # type: ignore[arg-type]


class Slots:
    """What pdfium fills in: a rectangle, a matrix, a point, a size, a colour."""

    def __init__(self) -> None:
        """Make room for one of each."""
        self._box, self._matrix, self._size = (c_float * 4)(), (c_float * 6)(), c_float()
        self._point, self._color = (c_double * 2)(), (c_uint * 4)()
        self.box_at = ctypes.addressof(self._box)
        #: left, top, right, bottom of the box read last
        self.box = memoryview(self._box).cast("B").cast("f")
        self._matrix_at, self._size_at = map(ctypes.addressof, (self._matrix, self._size))
        self._x_at = ctypes.addressof(self._point)
        color = ctypes.addressof(self._color)
        self._channels = [color + number * ctypes.sizeof(c_uint) for number in range(4)]

    def origin(self, text: int, index: int) -> tuple[float, float]:
        """Return where a character stands on its baseline."""
        origin_of(text, index, self._x_at, self._x_at + ctypes.sizeof(c_double))
        return self._point[0], self._point[1]

    def height(self, text: int, index: int, item: int) -> float:
        """Return the size in points in which a character is drawn."""
        size_of(item, self._size_at)
        matrix_of(text, index, self._matrix_at)
        across, along = self._matrix[2], self._matrix[3]
        return float(min(self._size.value * (across**2 + along**2) ** 0.5, 500.0))

    def fill(self, item: int) -> tuple[int, int]:
        """Return the fill colour (0xRRGGBB) and opacity (0 to 255) of an object."""
        if not _fill(item, *self._channels):
            return 0, 255
        red, green, blue, alpha = self._color
        return red << 16 | green << 8 | blue, alpha


def font_name(font: int) -> bytes:
    """Return the name of a font as the file gives it, at most 127 bytes."""
    buffer = ctypes.create_string_buffer(128)
    length = font_name_of(font, ctypes.addressof(buffer), 128)
    return buffer.raw[: max(0, min(length, 128) - 1)] if length else b""
