"""Reads rendered files back as a recruiter's software would."""

import io
import re
from collections.abc import Iterator

import pypdfium2
from docx import Document as open_document
from docx.oxml.ns import qn


def pdf_pages(data: bytes) -> list[str]:
    """Return the text of each page in the order of its content."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_hyphens(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def _hyphens(text: str) -> str:
    """Return ``text`` with the hyphens at line ends, which pdfium marks as soft, as they stand."""
    return re.sub("[\x02\ufffe]", "-", text)


def docx_pages(data: bytes) -> list[str]:
    """Return the text of a DOCX as one page, links included, in document order."""
    body = open_document(io.BytesIO(data)).element.body

    def pieces() -> Iterator[str]:
        """Yield the text of runs, tabs and paragraph ends."""
        for node in body.iter(qn("w:t"), qn("w:tab"), qn("w:p")):
            yield (node.text or "") if node.tag == qn("w:t") else "\n"

    return ["".join(pieces())]
