"""What a file is, judged by its bytes alone; names and declared types are not believed."""

import codecs
import re
import zipfile
from io import BytesIO

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
JSON = "application/json"
ZIP = "application/zip"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

#: How far into a file its beginning may be: readers accept junk before ``%PDF-`` (ISO 32000, H).
_HEAD = 1024
#: Tables of which one at least is in LinkedIn's export of a person's own data.
_LINKEDIN = frozenset({"Profile.csv", "Positions.csv"})
_HTML = re.compile(r"<(!doctype\s+html|html|head|body|title|meta|div|p|table|h[1-6])\b", re.I)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def media_type(content: bytes, *, name: str) -> str | None:
    """Return the media type of a document that can be read, or None for anything else.

    Args:
        content: the whole file.
        name: only tells Markdown from plain text, which are the same bytes.
    """
    if b"%PDF-" in content[:_HEAD]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    text = _as_text(content)
    return None if text is None else _of_text(text, name)


def _of_archive(content: bytes) -> str | None:
    """Return what a ZIP archive is; only its directory and one short member are read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return ODT if member.read(100).strip() == ODT.encode() else None
            is_docx = "[Content_Types].xml" in names or "word/document.xml" in names
            if is_docx:
                return DOCX
            tables = {name.rpartition("/")[2] for name in names}
            return None if _LINKEDIN.isdisjoint(tables) else ZIP
    except Exception:  # a hostile archive raises whatever it likes: it is no document
        return None


def _as_text(content: bytes) -> str | None:
    """Return the start of the file as text, or None where the file is binary."""
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "")
    if encoding:
        text = content.decode(encoding, "replace")
    elif b"\x00" in content:
        return None
    else:
        text = content.decode("utf-8", "replace")
    return None if len(_BINARY.findall(text)) > len(text) // 200 else text


def _of_text(text: str, name: str) -> str | None:
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if start.startswith("{\\rtf"):
        return None
    if start.startswith("{"):
        return JSON
    if start.startswith("<") and (_HTML.search(start) or start.startswith("<!--")):
        return HTML
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT
