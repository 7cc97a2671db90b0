"""What pdfium says through plain addresses is what it says through its bindings."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw
import pytest
from engine_builders import Words, pdf

from ats_service.engine.readers import pdf_calls


@pytest.fixture
def text() -> Iterator[object]:
    words = Words(50, 100, "Hello", 14, bold=True, color="1 0 0")
    document = pypdfium2.PdfDocument(pdf([words, Words(60, 120, "there", 9)]))
    page = document[0]
    opened = raw.FPDFText_LoadPage(page.raw)
    yield opened
    raw.FPDFText_ClosePage(opened)
    page.close()
    document.close()


def test_characters_and_their_boxes_are_the_same(text: object) -> None:
    address, slots, rectangle = pdf_calls.address_of(text), pdf_calls.Slots(), raw.FS_RECTF()
    count = raw.FPDFText_CountChars(text)
    assert pdf_calls.count_characters(address) == count > 10
    for index in range(count):
        assert pdf_calls.code_of(address, index) == raw.FPDFText_GetUnicode(text, index)
        raw.FPDFText_GetLooseCharBox(text, index, rectangle)
        pdf_calls.box_of(address, index, slots.box_at)
        sides = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
        assert tuple(slots.box) == sides


def test_places_sizes_colours_and_fonts_are_the_same(text: object) -> None:
    address, slots = pdf_calls.address_of(text), pdf_calls.Slots()
    item = pdf_calls.object_of(address, 0)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, 0, x, y)
    assert slots.origin(address, 0) == (x.value, y.value)
    assert slots.height(address, 0, item) == pytest.approx(14)
    assert slots.fill(item) == (0xFF0000, 255)
    assert pdf_calls.font_name(pdf_calls.font_of(item)) == b"Helvetica-Bold"


def test_a_character_that_pdfium_made_up_has_no_object(text: object) -> None:
    address = pdf_calls.address_of(text)
    made_up = [index for index in range(12) if not pdf_calls.object_of(address, index)]
    assert made_up, "the line end between the two words"
