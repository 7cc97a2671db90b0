"""PDF -> Document, through pdfium: characters with their boxes, never its plain text order.

Each page gives its words (`pdf_glyphs`), what is painted there (`pdf_paint`) and its link
annotations, which often hold the only full address. A page that cannot be opened costs itself.
Invisible words count as text only where pictures cover the page, or nothing in the file is
visible: there text recognition wrote them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ats_service.engine import limits
from ats_service.engine.cleaning import clean
from ats_service.engine.document import Document, Link, Note, Page, Span
from ats_service.engine.errors import (
    Empty,
    Encrypted,
    NeedsOcr,
    TooComplex,
    TooManyPages,
    Unreadable,
)
from ats_service.engine.readers.oddities import Oddities
from ats_service.engine.readers.pdf_glyphs import read_spans
from ats_service.engine.readers.pdf_ligatures import kept
from ats_service.engine.readers.pdf_paint import Canvas
from ats_service.engine.readers.pdf_place import Placer

_URI_ACTION = 3
_URI_BYTES = 2048
#: A page that pictures cover to this share is a scan.
_SCAN = 0.6


def read_pdf(data: bytes) -> Document:
    """Return the document in ``data``.

    Raises:
        Encrypted: a user password is needed.
        NeedsOcr: no page has text but at least one has a picture.
        Empty: no page has text or a picture.
        TooManyPages, TooComplex, Unreadable: see the classes.
    """
    with _opened(data) as file:
        pages: list[Page] = []
        links: list[Link] = []
        notes: list[Note] = []
        for number in range(1, _page_count(file) + 1):
            odd = Oddities(number)
            page, found = _read_page(file, number, odd)
            pages.append(page)
            links += found
            notes += odd.notes()
            _check_size(pages)
    pages = _with_hidden_text(pages)
    _require_text(pages)
    return Document(
        "pdf", tuple(pages), tuple(links), byte_count=len(data), notes=kept(notes, data)
    )


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) == raw.FPDF_ERR_PASSWORD:
            raise Encrypted() from error
        raise Unreadable() from error
    try:
        yield file
    finally:
        file.close()


def _page_count(file: pdfium.PdfDocument) -> int:
    count = len(file)
    if count > limits.MAX_PAGES:
        raise TooManyPages(
            f"The document has {count} pages; at most {limits.MAX_PAGES} are read. "
            "Send only the résumé."
        )
    if count == 0:
        raise Empty("The PDF has no pages. Export the document again.")
    return count


def _read_page(file: pdfium.PdfDocument, number: int, odd: Oddities) -> tuple[Page, list[Link]]:
    try:
        page = file[number - 1]
    except pdfium.PdfiumError:  # a damaged page costs itself, not the document
        return Page(number, 0.0, 0.0), []
    try:
        placer = Placer.of(page.raw)
        canvas = Canvas.of(page.raw, placer)
        links = list(_links(file.raw, page.raw, placer, number))
        spans = _spans(page.raw, placer, canvas, number, links, odd)
        share = canvas.image_share(placer.width, placer.height)
        regions = {"dots": canvas.dots, "pictures": canvas.images, "portraits": canvas.portraits}
        places = {name: tuple(boxes) for name, boxes in regions.items()}
        return Page(number, placer.width, placer.height, spans, share, places), links
    finally:
        page.close()


def _spans(
    page: object, placer: Placer, canvas: Canvas, number: int, links: list[Link], odd: Oddities
) -> tuple[Span, ...]:
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return ()
    try:
        if raw.FPDFText_CountChars(text) > limits.MAX_CHARACTERS:
            raise TooComplex("A page holds more text than a whole book. Send only the résumé.")
        return tuple(read_spans(text, placer, canvas, number, links, odd))
    finally:
        raw.FPDFText_ClosePage(text)


def _links(file: object, page: object, placer: Placer, number: int) -> Iterator[Link]:
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    rectangle = raw.FS_RECTF()
    for _ in range(limits.MAX_PAGE_OBJECTS):
        if not raw.FPDFLink_Enumerate(page, position, link):
            return
        target = _target(file, link)
        if target and raw.FPDFLink_GetAnnotRect(link, rectangle):
            box = placer.box(rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
            yield Link(number, box, target)


def _target(file: object, link: object) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != _URI_ACTION:
        return ""
    buffer = ctypes.create_string_buffer(_URI_BYTES)
    length = raw.FPDFAction_GetURIPath(file, action, buffer, _URI_BYTES)
    if not 1 < length <= _URI_BYTES:
        return ""
    return safe_target(buffer.raw[: length - 1].decode("utf-8", "replace"))


def safe_target(target: str) -> str:
    """Return the address when it is of a kind that may be shown, an empty string otherwise."""
    target = clean(target).strip()
    scheme = target.partition(":")[0].lower()
    return target if scheme in ("http", "https", "mailto", "tel") else ""


def _check_size(pages: list[Page]) -> None:
    if sum(len(span.text) for page in pages for span in page.spans) > limits.MAX_CHARACTERS:
        raise TooComplex("The document holds more text than a whole book. Send only the résumé.")


def _with_hidden_text(pages: list[Page]) -> list[Page]:
    """Return the pages with their invisible words shown where nothing else is to be read.

    Text recognition writes invisible words over the picture of a page: there they are the text.
    """
    seen = any(not span.hidden for page in pages for span in page.spans)
    return [page if seen and page.image_share < _SCAN else _unhidden(page) for page in pages]


def _unhidden(page: Page) -> Page:
    spans = (
        span if span.hidden in ("", "off-page", "tiny") else replace(span, hidden="")
        for span in page.spans
    )
    return replace(page, spans=tuple(spans))


def _require_text(pages: list[Page]) -> None:
    letters = sum(len(span.text) for page in pages for span in page.spans if not span.hidden)
    if letters >= 1 and any(
        sign.isalnum() for page in pages for span in page.spans for sign in span.text
    ):
        return
    if any(page.image_share > 0 for page in pages):
        raise NeedsOcr()
    raise NeedsOcr(
        "The PDF holds no text, only drawings or nothing at all. Export it from the program "
        "that made it, with real text."
    )
