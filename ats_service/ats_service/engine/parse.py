"""Bytes of a résumé -> everything that is known about it, in this very process.

The steps, in order: the kind by content, the name, a reader, the reading order, the résumé, the
document check. Any error that is not one of ours becomes `Unreadable`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ats_service.engine.document import Document
from ats_service.engine.errors import EngineError, NeedsOcr, TooLarge, Unreadable
from ats_service.engine.finding import Subject, run_checks
from ats_service.engine.language import language_of
from ats_service.engine.layout import lay_out
from ats_service.engine.limits import MAX_BYTES
from ats_service.engine.linkedin.profile import lay_out_profile
from ats_service.engine.parsed import Parsed
from ats_service.engine.readers.jsonresume import read_json_resume
from ats_service.engine.readers.kinds import check_name, detect, read
from ats_service.engine.readers.linkedin import read_archive
from ats_service.engine.readers.ocr import complete, recognise
from ats_service.engine.resume import read_resume
from ats_service.engine.sections import label


def parse(
    data: bytes, *, name: str, as_of: date, country: str = "", ocr_seconds: float = 0.0
) -> Parsed:
    """Return what is known about the résumé in ``data``.

    This reads hostile files in the calling process; services call `sandbox.parse` instead.

    Args:
        data: the file as it arrived.
        name: its name; an ending that contradicts a document is refused, the rest is checked.
        as_of: the day for "present".
        country: where it is sent, as two letters; the check judges personal data by its custom.
        ocr_seconds: for recognising the text of pages that are pictures with Tesseract; 0 leaves
            them unread.

    Raises:
        EngineError: the class, its code and its message say what is wrong and how to go on.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge()
    kind = detect(data)
    check_name(name, kind)
    try:
        if kind in ("json", "linkedin"):
            return _parse_data(data, kind, as_of)
        document = _document(data, kind, ocr_seconds)
        return _parse_document(document, name=name, as_of=as_of, country=country)
    except (EngineError, MemoryError, RecursionError):
        raise
    except Exception as error:  # readers of hostile bytes fail in ways nobody can list
        raise Unreadable() from error


def _parse_data(data: bytes, kind: str, as_of: date) -> Parsed:
    """Return what is known from a file that holds fields, not pages; there is nothing to check."""
    resume = read_archive(data, as_of=as_of) if kind == "linkedin" else read_json_resume(data)
    texts = list(_strings({key: item for key, item in resume.items() if key[0] not in "$m"}))
    return Parsed(resume, [], "\n".join(texts), 0, kind, language_of(" ".join(texts)))


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []


def _document(data: bytes, kind: str, ocr_seconds: float) -> Document:
    try:
        document = read(data, kind)
    except NeedsOcr:
        if not ocr_seconds:
            raise
        return recognise(data, ocr_seconds)
    return complete(document, data, ocr_seconds) if ocr_seconds else document


def _parse_document(document: Document, *, name: str, as_of: date, country: str) -> Parsed:
    layout = lay_out_profile(document) or lay_out(document)
    if not layout.lines:
        raise Unreadable("Nothing on the pages can be seen as text. Export the document anew.")
    blocks = label(layout, recognised=document.sure < 1)
    resume = read_resume(
        blocks, layout.source, as_of=as_of, paged=document.paged, sure=document.sure
    )
    findings = run_checks(Subject(document, layout, blocks, resume, as_of, name, country))
    pages = len(document.pages) if document.paged else 0
    language = language_of(layout.text)
    return Parsed(resume, findings, layout.text, pages, document.kind, language)
