import io
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import docx
import pypdfium2
import pytest
from pypdfium2 import raw

from agent_service.writing.documents import Document, Text
from agent_service.writing.render import CannotBeShown, Press, RenderFailed, render
from agent_service.writing.reread import RenderedDiffers, reread
from agent_service.writing.write import Written, write

AT = date(2026, 11, 23)
KINDS: list[Any] = ["pdf", "docx"]
NAMES = [
    "Иван Щербаков",
    "Αθήνα Παπαδοπούλου",
    "محمد علي الحسن",
    "דוד לוי",
    "李小明",
    "山田 太郎",
    "김민수",
    "राहुल शर्मा",
    "রবীন্দ্রনাথ ঠাকুর",
    "சுப்பிரமணியன்",
    "తెలుగు పేరు",
    "สมชาย ใจดี",
    "Nguyễn Thị Hương",
    "Łukasz Żółć-O’Brien",
]


@pytest.fixture
def written(profile: dict[str, Any], posting: dict[str, Any]) -> Written:
    return write(profile, posting, at=AT)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_says_again_what_was_written(written: Written, kind: Any) -> None:
    for document in (written.resume, written.letter):
        text = reread(render(document, kind=kind, at=AT), document, kind=kind)
        assert "Ada Brandt" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_document_gives_the_same_bytes(
    written: Written, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render(written.resume, kind=kind, at=AT)
    other = Press()
    monkeypatch.setattr("agent_service.writing.render._PRESS", other)
    with closing(other):
        again = render(written.resume, kind=kind, at=datetime(2026, 11, 23, tzinfo=UTC))
    assert again == first
    monkeypatch.undo()
    assert render(written.resume, kind=kind, at=date(2026, 11, 24)) != first


def test_the_pdf_is_tagged_and_knows_title_language_and_links(written: Written) -> None:
    data = render(written.resume, kind="pdf", at=AT)
    document = pypdfium2.PdfDocument(data)
    try:
        assert raw.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_value("Title") == "Ada Brandt – Résumé"
        assert document.get_metadata_value("CreationDate").startswith("D:20261123")
    finally:
        document.close()
    assert b"/Lang" in data
    assert b"mailto:ada@example.org" in data
    assert b"pdfuaid" in data


def test_the_docx_has_real_headings_bullets_and_properties(written: Written) -> None:
    document = docx.Document(io.BytesIO(render(written.resume, kind="docx", at=AT)))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
    assert document.core_properties.title == "Ada Brandt – Résumé"
    assert document.core_properties.created == datetime(2026, 11, 23, tzinfo=UTC)


def test_the_docx_holds_no_trace_of_the_machine(written: Written) -> None:
    data = render(written.resume, kind="docx", at=AT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_are_shown(
    profile: dict[str, Any], posting: dict[str, Any], name: str
) -> None:
    profile["basics"]["name"] = name
    profile["work"][0]["highlights"].append(f"Built a team with {name} in four weeks")
    written = write(profile, posting, at=AT)
    for document in (written.resume, written.letter):
        reread(render(document, kind="pdf", at=AT), document, kind="pdf")


def test_a_letter_that_no_font_has_is_named(written: Written) -> None:
    unseen = replace(written.resume, name=Text("Ada \U000132f9", ("x",)))
    with pytest.raises(CannotBeShown, match="\U000132f9"):
        render(unseen, kind="pdf", at=AT)


def test_a_long_career_runs_over_pages_and_is_read_back_whole(
    profile: dict[str, Any], posting: dict[str, Any]
) -> None:
    job = profile["work"][0]
    years = range(1950, 2018)
    profile["work"] = [
        {**job, "name": f"Employer {y}", "startDate": f"{y}", "endDate": f"{y + 1}"} for y in years
    ]
    profile["basics"]["summary"] = "I build things that last and write about them. " * 120
    document = write(profile, posting, at=AT).resume
    for kind in KINDS:
        text = reread(render(document, kind=kind, at=AT), document, kind=kind)
        assert "Employer 1950" in text


@pytest.mark.parametrize("size", range(60, 84))
def test_hyphens_at_the_ends_of_lines_stay_as_they_are(written: Written, size: int) -> None:
    words = "x" * size + " e-commerce " + "y" * 70 + "-" + "z" * 30 + " end-to-end"
    document = replace(written.resume, language="es", name=Text(words, ("x",)))
    reread(render(document, kind="pdf", at=AT), document, kind="pdf")


def test_text_is_never_read_as_markup(profile: dict[str, Any], posting: dict[str, Any]) -> None:
    hostile = '#import "/etc/passwd" *bold* $x^2$ <w:t/> &amp; \\ #panic("x") @preview/x:1'
    profile["basics"]["summary"] = hostile
    profile["basics"]["url"] = "javascript:alert(1)"
    document = write(profile, posting, at=AT).resume
    assert hostile in reread(render(document, kind="docx", at=AT), document, kind="docx")
    data = render(document, kind="pdf", at=AT)
    reread(data, document, kind="pdf")
    assert b"/URI (javascript" not in data


def changed(document: Document, text: str) -> Document:
    return replace(document, name=Text(text, document.name.facts))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Ada Brand", "Bda Brandt", "Ada  B.", "עדה"])
def test_a_file_that_says_something_else_is_not_sent(
    written: Written, kind: Any, name: str
) -> None:
    data = render(changed(written.resume, name), kind=kind, at=AT)
    with pytest.raises(RenderedDiffers):
        reread(data, written.resume, kind=kind)


def test_a_file_that_says_less_is_not_sent(written: Written) -> None:
    data = render(written.resume, kind="pdf", at=AT)
    with pytest.raises(RenderedDiffers):
        reread(data, changed(written.resume, "Ada Brandt, PhD"), kind="pdf")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_its_parts_out_of_order_is_not_sent(written: Written, kind: Any) -> None:
    turned = replace(written.resume, sections=written.resume.sections[::-1])
    with pytest.raises(RenderedDiffers):
        reread(render(turned, kind=kind, at=AT), written.resume, kind=kind)


def test_a_broken_file_is_a_clear_error(written: Written) -> None:
    with pytest.raises(RenderFailed):
        reread(b"%PDF-1.7 broken", written.resume, kind="pdf")


def test_a_process_past_its_time_is_replaced(written: Written) -> None:
    with closing(Press(wall=0.001)) as press:
        with pytest.raises(RenderFailed, match="too long"):
            press.ask({"work": "pdf"})
        press._wall = 20.0
        with pytest.raises(RenderFailed, match="KeyError"):
            press.ask({"work": "pdf"})


def test_a_process_out_of_memory_is_a_clear_error(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Press(memory=16)) as press:
        monkeypatch.setattr("agent_service.writing.render._PRESS", press)
        with pytest.raises(RenderFailed):
            render(written.resume, kind="pdf", at=AT)


def test_a_process_that_was_killed_is_replaced(written: Written) -> None:
    with closing(Press()) as press:
        with pytest.raises(RenderFailed, match="KeyError"):
            press.ask({"work": "pdf"})
        assert press._process is not None
        press._process.kill()
        press._process.wait()
        with pytest.raises(RenderFailed, match="KeyError"):
            press.ask({"work": "pdf"})
