"""A scanned PDF -> Document, by the Tesseract program where the system has one.

In go the bytes of a PDF of which all or some pages have no text, out come its words with their
boxes, of at most `limits.MAX_OCR_PAGES` pages. pdfium draws each page in grey; Tesseract reads it
from its standard input and answers in hOCR, whose lines tell the height of their letters
(``x_size``), so that headings still stand out by size. Its own confidence in each word becomes
the document's.
Nothing is written to the disk: the limits of the sandbox hold for the program as well.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from statistics import mean

import pypdfium2 as pdfium
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ats_service.engine import limits
from ats_service.engine.cleaning import tidy
from ats_service.engine.document import Box, Document, Note, Page, Span, Style
from ats_service.engine.errors import NeedsOcr
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
#: Words Tesseract is less sure of (0 to 100) are stains and lines.
_DOUBTFUL = 30.0
#: Even a word that was recognised for sure may be another one.
_MOST_SURE = 0.9
#: Estimates of one size of letters differ by less than this factor.
_SAME_SIZE = 1.09
#: What round list marks are taken for, and the confidence below which any other lone sign is one.
_MARKS, _CLEAR = "¢©®°«»*•e", 80.0
_LINES = ".ocr_line, .ocr_header, .ocr_caption, .ocr_textfloat"
_NUMBERS = re.compile(r"(bbox|x_size|x_wconf|baseline)((?: -?[\d.]+)+)")


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
    pages = _levelled([page for page, _ in read])
    sure = [value for _, values in read for value in values]
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


def _page(file: pdfium.PdfDocument, number: int, until: float) -> tuple[Page, list[float]]:
    """Return one page and how sure each of its words is.

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
        image = _drawn(page, scale)
    finally:
        page.close()
    answer = _asked(image, until - time.monotonic())
    words = list(_words(answer, number, 1 / scale))
    return Page(number, width, height, tuple(s for s, _ in words), 1.0), [s for _, s in words]


def _drawn(page: pdfium.PdfPage, scale: float) -> bytes:
    """Return a page as a grey picture in PGM, the plainest format there is."""
    bitmap = page.render(scale=scale, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    bitmap.close()
    rows = b"".join(raw[at : at + width] for at in range(0, stride * height, stride))
    return b"P5 %d %d 255\n%s" % (width, height, rows)


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


def _words(answer: str, page: int, scale: float) -> Iterator[tuple[Span, float]]:
    """Yield the words of an answer in hOCR and how sure each is, 0 to 100.

    Args:
        answer: what Tesseract said.
        page: the number of the page.
        scale: points of a dot.
    """
    for run, line in enumerate(LexborHTMLParser(answer).css(_LINES)):
        about = _numbers(line)
        if len(about.get("bbox", ())) != 4:
            continue
        _, top, _, bottom = (side * scale for side in about["bbox"])
        style = Style(about["x_size"][0] * scale if "x_size" in about else bottom - top)
        base = bottom + about.get("baseline", (0.0, 0.0))[-1] * scale
        for number, node in enumerate(line.css(".ocrx_word")):
            facts = _numbers(node)
            sure, sides = facts.get("x_wconf", (0.0,))[0], facts.get("bbox", ())
            text = _text(tidy(node.text()), sure, starts=number == 0)
            if text and len(sides) == 4:
                box = Box(sides[0] * scale, top, sides[2] * scale, bottom)
                yield Span(text, box, base, page, style, run=run), sure


def _text(text: str, sure: float, *, starts: bool) -> str:
    """Return a word as it is to be read: a lone odd sign that starts a line is a list mark."""
    if starts and len(text) == 1 and (text in _MARKS or (sure < _CLEAR and not text.isalnum())):
        return "•"
    return text[: limits.MAX_WORD] if sure >= _DOUBTFUL else ""


def _levelled(pages: list[Page]) -> tuple[Page, ...]:
    """Return the pages with sizes that differ by little made one: they are estimates."""
    letters: Counter[float] = Counter()
    for page in pages:
        for span in page.spans:
            letters[span.style.size] += len(span.text)
    level: dict[float, float] = {}
    group: list[float] = []
    for size in [*sorted(letters), float("inf")]:
        if group and size > group[0] * _SAME_SIZE:
            best = max(group, key=lambda one: letters[one])
            level |= {one: round(best * 2) / 2 for one in group}
            group = []
        group.append(size)
    return tuple(
        replace(page, spans=tuple(_sized(span, level[span.style.size]) for span in page.spans))
        for page in pages
    )


def _sized(span: Span, size: float) -> Span:
    return replace(span, style=span.style._replace(size=size))


def _numbers(node: LexborNode) -> dict[str, tuple[float, ...]]:
    """Return what hOCR says of a line or word: its box, and the height of its letters."""
    title = node.attributes.get("title") or ""
    return {
        name: tuple(float(number) for number in numbers.split())
        for name, numbers in _NUMBERS.findall(title)
    }
