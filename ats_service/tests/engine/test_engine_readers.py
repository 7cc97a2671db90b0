"""Bytes to documents: what they are decides, not what they are called."""

from __future__ import annotations

import contextlib
import json

import pytest
from engine_builders import DAY, PLAIN_RESUME, Picture, Words, docx, pdf, resume_words, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ats_service.engine import cleaning, errors, limits
from ats_service.engine.parse import parse
from ats_service.engine.readers import kinds

HTML = "<html><body><h1>Jane Roe</h1><p>jane@example.org</p></body></html>"
MARKDOWN = "# Jane Roe\n\n## Experience\n\n**Engineer**, Acme, 2020 - 2021\n"
OFFICE = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
ODT = (
    f"{OFFICE} xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body>"
    "<office:text><text:h text:outline-level='1'>Jane Roe</text:h><text:p>jane@example.org"
    "</text:p></office:text></office:body></office:document-content>"
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(resume_words()), "pdf"),
        (docx("Jane Roe"), "docx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=ODT), "odt"),
        (HTML.encode(), "html"),
        (MARKDOWN.encode(), "markdown"),
        (PLAIN_RESUME.encode("utf-16"), "text"),
        (PLAIN_RESUME.encode("cp1252"), "text"),
        (b'{"basics": {"name": "Jane Roe"}}', "json"),
    ],
)
def test_every_kind_is_told_by_its_content(data: bytes, kind: str) -> None:
    assert kinds.detect(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x00" * 900, "empty"),
        (b"  \n \n", "empty"),
        (b"MZ\x90\x00\x03" + bytes(range(256)), "unsupported-type"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "unsupported-type"),
        (b"{\\rtf1 hello}", "unsupported-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unsupported-type"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (zipped(readme_dot_txt="hello"), "unsupported-type"),
        (b"PK\x03\x04 broken", "unreadable"),
        (b"%PDF-1.7 and then nothing", "unreadable"),
        (pdf(resume_words())[:300], "unreadable"),
        (b"x" * (limits.MAX_BYTES + 1), "too-large"),
    ],
)
def test_what_is_no_document_gets_a_code_and_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(errors.EngineError) as caught:
        parse(data, name="cv.pdf", as_of=DAY)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_a_scan_without_text_needs_text_recognition() -> None:
    with pytest.raises(errors.NeedsOcr):
        parse(pdf([], picture=Picture()), name="scan.pdf", as_of=DAY)


def test_invisible_text_over_a_scan_is_its_recognised_text() -> None:
    words = [Words(50, 60, "Jane Roe", 20, mode=3)]
    parsed = parse(pdf(words, picture=Picture()), name="scan.pdf", as_of=DAY)
    assert parsed.resume["basics"]["name"] == "Jane Roe"


def test_more_than_fifty_pages_are_refused() -> None:
    with pytest.raises(errors.TooManyPages, match="51 pages"):
        parse(pdf(*[[Words(50, 60, "x")]] * 51), name="book.pdf", as_of=DAY)


@pytest.mark.parametrize("name", ["", ".htaccess", "cv.pdf.exe", "cv.pdf%00.exe", "a/b/c.sh"])
def test_names_of_programs_are_refused(name: str) -> None:
    with pytest.raises(errors.UnsupportedType):
        parse(PLAIN_RESUME.encode(), name=name, as_of=DAY)


def test_a_web_page_saved_as_pdf_is_a_failed_download() -> None:
    with pytest.raises(errors.Unreadable, match="download"):
        parse(HTML.encode(), name="cv.pdf", as_of=DAY)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"document": "<w:document"}, "unreadable"),
        (
            {"document": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
            "unsafe-content",
        ),
        ({"document": "<a>" + "x" * (limits.MAX_XML_BYTES + 1) + "</a>"}, "too-large"),
    ],
)
def test_office_files_with_tricks_are_refused(members: dict[str, str], code: str) -> None:
    data = zipped(
        word__document_dot_xml=members["document"], **{"[Content_Types]_dot_xml": "<Types/>"}
    )
    with pytest.raises(errors.EngineError) as caught:
        parse(data, name="cv.docx", as_of=DAY)
    assert caught.value.code == code


def test_a_container_with_hundreds_of_parts_is_refused() -> None:
    parts = {f"part{number}": "" for number in range(limits.MAX_MEMBERS + 1)}
    with pytest.raises(errors.TooComplex):
        kinds.detect(zipped(**parts))


def test_a_part_that_points_outside_is_refused() -> None:
    with pytest.raises(errors.UnsafeContent):
        kinds.detect(zipped(**{"..__..__evil": "x"}))


def test_deeply_nested_pages_are_refused_at_once() -> None:
    with pytest.raises(errors.TooComplex):
        parse(b"<html>" + b"<div>" * 100_000, name="page.html", as_of=DAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"basics": {"name": "\\u0000"}}', "invalid-resume"),
        ('{"basics": {"name": "\\ud800"}}', "invalid-resume"),
        ('{"work": [{"startDate": "2024-13-45"}]}', "invalid-resume"),
        ('{"work": "none"}', "invalid-resume"),
        ('{"basics": {"name": NaN}}', "invalid-resume"),
        ('{"basics": 1e999}', "invalid-resume"),
        ('{"basics": ' + "1" * 100_000 + "}", "invalid-resume"),
        ("[" * 100_000, "too-complex"),
        ("[1, 2]", "invalid-resume"),
    ],
)
def test_json_that_no_database_could_keep_is_refused(text: str, code: str) -> None:
    with pytest.raises(errors.EngineError) as caught:
        parse(text.encode(), name="cv.json", as_of=DAY)
    assert caught.value.code == code


def test_a_json_resume_comes_back_as_it_is() -> None:
    resume = {"basics": {"name": "Jane Roe"}, "work": [{"name": "Acme", "startDate": "2020-03"}]}
    assert parse(json.dumps(resume).encode(), name="cv.json", as_of=DAY).resume == resume


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_a_result_or_one_of_our_errors(data: bytes) -> None:
    for head in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"{"):
        with contextlib.suppress(errors.EngineError):
            parse(head + data, name="cv", as_of=DAY)


@given(st.text(alphabet=st.characters(exclude_categories=())))
@settings(max_examples=200, deadline=None)
def test_cleaned_text_can_be_stored_and_stays_clean(text: str) -> None:
    cleaned = cleaning.clean(text)
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
    assert cleaning.clean(cleaned) == cleaned
