"""A scanned PDF -> Document, by the Tesseract program where the system has one.

In go the bytes of a PDF of which all or some pages have no text, out come its words with their
boxes, of at most `limits.MAX_OCR_PAGES` pages. pdfium draws each page in grey; Tesseract reads it
from its standard input and answers in hOCR, whose lines tell the height of their letters
(``x_size``), so that headings still stand out by size. Its own confidence in each word becomes
the document's.
Nothing is written to the disk: the limits of the sandbox hold for the program as well.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from statistics import mean

import pypdfium2 as pdfium

from ats_service.engine import limits
from ats_service.engine.document import Document, Note, Page
from ats_service.engine.errors import NeedsOcr
from ats_service.engine.readers.ocr_picture import Picture
from ats_service.engine.readers.ocr_words import Word, settled, words_of
from ats_service.engine.readers.pdf_paint import Canvas
from ats_service.engine.readers.pdf_place import Placer
from ats_service.engine.readers.tesseract import program

#: Languages the résumé reader knows, as Tesseract calls them.
_LANGUAGES = ("eng", "deu", "fra", "spa")
#: Points are 1/72 inch; Tesseract reads best at 200 to 300 dots an inch.
_DPI, _LARGEST = 200, 3_000
_INCH = 72
#: Part of a page that pictures cover at least where it is a scan.
_PICTURE = 0.3
#: Even a word that was recognised for sure may be another one.
_MOST_SURE = 0.9


def recognise(data: bytes, seconds: float, *, only: Collection[int] | None = None) -> Document:
    """Return what Tesseract reads on the pages of a PDF.

    Args:
        data: the file.
        seconds: of wall clock after which no further page is begun and the last one ends.
        only: numbers of the pages to read; all where None.

    Raises:
        NeedsOcr: there is no Tesseract, or it reads nothing.
    """
    until = time.monotonic() + seconds
    file = pdfium.PdfDocument(data)
    try:
        total = len(file)
        wanted = sorted(range(1, total + 1) if only is None else only)
        read = [_page(file, number, until) for number in wanted[: limits.MAX_OCR_PAGES]]
    finally:
        file.close()
    pages = settled(read)
    sure = [word.sure for _, words in read for word in words]
    if not any(sign.isalnum() for page in pages for span in page.spans for sign in span.text):
        raise NeedsOcr()
    read_pages = sum(bool(page.spans) for page in pages)
    notes = (Note("ocr", f"{read_pages} of {total}", times=read_pages),)
    return Document(
        "pdf", pages, byte_count=len(data), notes=notes, sure=_MOST_SURE * mean(sure) / 100
    )


def complete(document: Document, data: bytes, seconds: float) -> Document:
    """Return a PDF's document with what Tesseract reads on pages that are nothing but pictures.

    A document of which every page has text, and one whose pictures show none, comes back as it
    is; see `recognise` for ``data`` and ``seconds``.
    """
    bare = {page.number for page in document.pages if _is_picture(page)}
    if document.kind != "pdf" or not bare or not program():
        return document
    try:
        read = recognise(data, seconds, only=bare)
    except NeedsOcr:
        return document
    found = {page.number: page for page in read.pages if page.spans}
    pages = tuple(found.get(page.number, page) for page in document.pages)
    recognised = sum(len(page.spans) for page in found.values())
    printed = sum(len(page.spans) for page in document.pages)
    sure = (printed + recognised * read.sure) / (printed + recognised)
    return replace(document, pages=pages, notes=(*document.notes, *read.notes), sure=sure)


def _is_picture(page: Page) -> bool:
    return page.image_share >= _PICTURE and all(span.hidden for span in page.spans)


def _page(file: pdfium.PdfDocument, number: int, until: float) -> tuple[Page, list[Word]]:
    """Return one page without its words, and these.

    A page that is no picture, or is damaged, and one for which no time is left, are empty.
    """
    try:
        page = file[number - 1]
    except pdfium.PdfiumError:
        return Page(number, 0.0, 0.0), []
    try:
        width, height = page.get_size()
        scale = min(_DPI / _INCH, _LARGEST / max(width, height, 1.0))
        placer = Placer.of(page.raw)
        share = Canvas.of(page.raw, placer).image_share(placer.width, placer.height)
        if share < _PICTURE:
            return Page(number, width, height, image_share=share), []
        picture = Picture.of(page, scale)
    finally:
        page.close()
    answer = _asked(picture.pgm, until - time.monotonic())
    words = list(words_of(answer, picture, number, 1 / scale))
    return Page(number, width, height, image_share=1.0), words


def _asked(image: bytes, seconds: float) -> str:
    """Return Tesseract's answer about a picture; nothing where it fails or takes too long."""
    if seconds <= 0 or not program():
        return ""
    dots = ["--dpi", str(_DPI)]
    command = [program(), "stdin", "stdout", "-l", _languages(), *dots, "hocr"]
    try:
        done = subprocess.run(
            command,
            input=image,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


@cache
def _languages() -> str:
    """Return the languages both sides know, as Tesseract takes them."""
    done = subprocess.run(
        [program(), "--list-langs"], capture_output=True, text=True, timeout=10, check=False
    )
    known = done.stdout.split()
    return "+".join(name for name in _LANGUAGES if name in known) or "eng"
