"""Scans made in code: pictures of the pages of other PDFs, as a scanner makes them."""

from __future__ import annotations

import io
import math

import pypdfium2
from engine_builders import A4, pdf, pdf_file, resume_words, stream


def scan(document: bytes, *, copies: int = 1, dots: int = 200, askew: float = 0.0) -> bytes:
    """Return a PDF that shows pictures of the pages of another one, as a scanner makes it.

    Args:
        document: the PDF.
        copies: how often each page is shown.
        dots: of the pictures, an inch.
        askew: degrees by which the paper lay turned to the left.
    """
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in [*pypdfium2.PdfDocument(document)] * copies:
        shown = page.render(scale=dots / 72, grayscale=True)
        raw, stride = bytes(shown.buffer), shown.stride
        rows = b"".join(
            raw[at : at + shown.width] for at in range(0, stride * shown.height, stride)
        )
        size = f"/Width {shown.width} /Height {shown.height}"
        gray = f"/Type /XObject /Subtype /Image {size} /BitsPerComponent 8 /ColorSpace /DeviceGray"
        objects.append(stream(rows, gray.encode()))
        objects.append(stream(b"q %g %g %g %g %g %g cm /I Do Q" % _turned(askew), b""))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources "
            b"<< /XObject << /I %d 0 R >> >> >>" % (*A4, len(objects), len(objects) - 1)
        )
        kids.append(len(objects))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return pdf_file(objects)


def _turned(degrees: float) -> tuple[float, ...]:
    """Return the matrix that puts a picture on the page, turned around its middle."""
    width, height = A4
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x = (width - cos * width + sin * height) / 2
    y = (height - sin * width - cos * height) / 2
    return cos * width, sin * width, -sin * height, cos * height, x, y


def partly_scanned() -> bytes:
    """Return a résumé of two pages: text, and a picture of another page."""
    whole = pypdfium2.PdfDocument.new()
    for part in (pdf(resume_words()), scan(pdf(resume_words()))):
        whole.import_pages(pypdfium2.PdfDocument(part))
    file = io.BytesIO()
    whole.save(file)
    return file.getvalue()
