"""Which reader reads a file: chosen by what the bytes are, never by the name of the file.

Bytes go in, a kind comes out, and from the kind a Document. The cues are the first bytes, the
list of parts of a ZIP file, and marks of HTML and Markdown in the head of a text; the name only
serves to refuse what says itself that it is no document.
"""

from __future__ import annotations

from collections.abc import Callable

from ats_service.engine import limits
from ats_service.engine.cleaning import words
from ats_service.engine.document import Document
from ats_service.engine.errors import (
    Empty,
    Encrypted,
    InvalidResume,
    TooLarge,
    Unreadable,
    UnsupportedType,
)
from ats_service.engine.readers.container import Container
from ats_service.engine.readers.docx import read_docx
from ats_service.engine.readers.html import read_html
from ats_service.engine.readers.linkedin import MARKS
from ats_service.engine.readers.markdown import looks_like_markdown, read_markdown
from ats_service.engine.readers.odt import read_odt
from ats_service.engine.readers.pdf import read_pdf
from ats_service.engine.readers.text import decode, looks_binary, read_text

#: Reader by kind; JSON Resume and LinkedIn's export are no documents and have their own.
READERS: dict[str, Callable[[bytes], Document]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
    "html": read_html,
    "markdown": read_markdown,
    "text": read_text,
}
#: Endings a document may have; others say that somebody sent the wrong file.
_ENDINGS = words("pdf docx docm odt fodt html htm xhtml md markdown txt text json")
_TEXTUAL = ("html", "text", "markdown", "json")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<meta")
_PDF_WINDOW = 1024


def detect(data: bytes) -> str:
    """Return the kind of document in ``data``: a key of `READERS`, ``json`` or ``linkedin``.

    Raises:
        Empty: there are no bytes, or only blanks.
        Encrypted: an office file behind a password.
        UnsupportedType: the content is of no kind that is read.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise Empty()
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return "pdf"
    if data.startswith(b"PK"):
        return _detect_container(data)
    if data.startswith(_OLE):
        raise _ole_error(data)
    if data.startswith(b"{\\rtf"):
        raise UnsupportedType("RTF files are not read. Save the document as DOCX or PDF.")
    if looks_binary(data):
        raise UnsupportedType()
    return _detect_text(data)


def _detect_container(data: bytes) -> str:
    names = Container(data).names()
    if "[Content_Types].xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    if "mimetype" in names and "content.xml" in names:
        return "odt"
    if not MARKS.isdisjoint(name.rpartition("/")[2] for name in names):
        return "linkedin"
    if not names:
        raise Unreadable("The archive is empty. Send the document itself.")
    raise UnsupportedType(
        "This is an archive, neither a document nor LinkedIn's export. Send the document itself."
    )


def _ole_error(data: bytes) -> Encrypted | UnsupportedType:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Encrypted()
    return UnsupportedType("Old Office files are not read. Save the document as DOCX or PDF.")


def _detect_text(data: bytes) -> str:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head[:1] in (b"{", b"["):
        return "json"
    if head.startswith(_HTML_STARTS) or b"<html" in head or b"<body" in head:
        return "html"
    if b"</p>" in head or b"</div>" in head or b"</li>" in head:
        return "html"
    return "markdown" if looks_like_markdown(decode(data[:65536])) else "text"


def check_name(name: str, kind: str) -> None:
    """Refuse names that say the file is something else than a document.

    Raises:
        UnsupportedType: the name is missing or ends like a program, script or archive.
        Unreadable: a web page was saved under the name of a PDF, as failed downloads are.
        InvalidResume: it is called JSON and holds none.
    """
    name = (name.splitlines() or [""])[0]
    stem, _, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    stray = not stem or (
        not ending.isdigit() and ending.lower() not in _endings(kind)
    )  # "cv v1.2"
    if not name.strip() or ("." in name and stray):
        raise UnsupportedType(
            "The name of the file does not end like a document. Rename it to end in .pdf or .docx."
        )
    if ending.lower() == "json" and kind != "json":
        raise InvalidResume("This is not a JSON Resume in UTF-8. Export the résumé anew.")
    if kind in _TEXTUAL and ending.lower() in ("pdf", "docx", "odt"):
        raise Unreadable(
            f"The file is named .{ending.lower()} but holds plain text or a web page; the "
            "download probably failed. Open the document itself and save it again."
        )


def _endings(kind: str) -> frozenset[str]:
    return _ENDINGS | {"zip"} if kind == "linkedin" else _ENDINGS


def read(data: bytes, kind: str) -> Document:
    """Return the document of a detected ``kind`` in ``data``.

    Raises:
        EngineError: whatever the reader found wrong.
    """
    if len(data) > limits.MAX_BYTES:
        raise TooLarge()
    return READERS[kind](data)
