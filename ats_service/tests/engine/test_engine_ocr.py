"""Scans: read by Tesseract where the system has it, refused with advice where it has not."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from engine_builders import DAY, pdf, resume_words
from scanned_pages import partly_scanned, scan

from ats_service.engine import errors, limits, sandbox
from ats_service.engine.parse import parse
from ats_service.engine.parsed import Parsed

SCAN = scan(pdf(resume_words()))
#: What Tesseract 5.3 says of such a page, shortened to three lines.
ANSWER = """<html><body><div class='ocr_page'>
<span class='ocr_line' title="bbox 140 119 434 168; baseline 0 0; x_size 56; x_ascenders 11">
<span class='ocrx_word' title='bbox 140 119 290 168; x_wconf 96'>Jane</span>
<span class='ocrx_word' title='bbox 310 119 434 168; x_wconf 90'>Roe</span></span>
<span class='ocr_header' title="bbox 142 334 370 362; baseline 0 -1; x_size 35.4">
<span class='ocrx_word' title='bbox 142 334 370 362; x_wconf 96'>EXPERIENCE</span></span>
<span class='ocr_line' title="bbox 140 397 1432 423; baseline 0 -6; x_size 26">
<span class='ocrx_word' title='bbox 140 397 351 423; x_wconf 96'>Engineer,</span>
<span class='ocrx_word' title='bbox 361 397 431 423; x_wconf 96'>Acme</span>
<span class='ocrx_word' title='bbox 1197 397 1242 417; x_wconf 96'>2019</span>
<span class='ocrx_word' title='bbox 1251 397 1270 418; x_wconf 88'>-</span>
<span class='ocrx_word' title='bbox 1280 397 1432 417; x_wconf 96'>2021</span></span>
<span class='ocr_line' title="bbox 168 480 860 506; baseline 0 -6; x_size 27">
<span class='ocrx_word' title='bbox 168 486 176 494; x_wconf 38'>¢</span>
<span class='ocrx_word' title='bbox 186 480 237 500; x_wconf 96'>Built</span>
<span class='ocrx_word' title='bbox 247 480 400 500; x_wconf 96'>ledgers</span>
<span class='ocrx_word' title='bbox 900 480 960 500; x_wconf 4'>~~</span></span>
</div></body></html>"""


@pytest.fixture(autouse=True)
def _fresh_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limits, "OCR_SECONDS", 400.0)  # a busy machine takes long
    monkeypatch.setattr(limits, "OCR_WALL_SECONDS", 500.0)
    sandbox.close()
    yield
    sandbox.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program called tesseract first on the path, which gives the recorded answer."""
    (tmp_path / "answer.hocr").write_text(ANSWER, encoding="utf-8")
    file = tmp_path / "tesseract"
    _write(file, f"cat > /dev/null; cat {tmp_path / 'answer.hocr'}")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return file


def _write(file: Path, command: str) -> None:
    asked = 'if [ "$1" = --list-langs ]; then echo eng; exit; fi'
    file.write_text(f"#!/bin/sh\n{asked}\n{command}\n", encoding="utf-8")
    file.chmod(0o755)


def _read(data: bytes = SCAN, *, ocr: bool = True) -> Parsed:
    return sandbox.parse(data, name="jane-roe.pdf", as_of=DAY, ocr=ocr)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_a_scan_is_read_field_by_field_where_tesseract_is_installed() -> None:
    resume = _read().resume
    basics = resume["basics"]
    assert (basics["name"], basics["email"]) == ("Jane Roe", "jane.roe@example.org")
    assert [(job["name"], job["startDate"]) for job in resume["work"]] == [
        ("Acme GmbH", "2020-03"),
        ("Initech Inc.", "2016-01"),
    ]
    assert resume["education"][0]["institution"] == "Technical University of Berlin"
    assert resume["skills"][0]["keywords"] == ["Python", "Go", "SQL"]
    (span,) = resume["meta"]["evidence"]["/basics/email"]["spans"]
    left, top, right, bottom = span["box"]
    assert abs(left - 50) < 3
    assert 80 < top < bottom < 105  # printed at 95 points
    assert 100 < right < 200


def test_words_of_a_scan_have_boxes_sizes_and_marks(program: Path) -> None:
    parsed = _read()
    assert parsed.text.splitlines() == [
        "Jane Roe",
        "EXPERIENCE",
        "Engineer, Acme\t2019 - 2021",
        "Built ledgers",
    ]
    (job,) = parsed.resume["work"]
    assert (job["position"], job["name"], job["startDate"]) == ("Engineer", "Acme", "2019")
    assert job["highlights"] == ["Built ledgers"]


def test_what_was_recognised_is_marked_and_less_sure(program: Path) -> None:
    parsed = _read()
    meta = parsed.resume["meta"]
    printed = parse(pdf(resume_words()), name="jane-roe.pdf", as_of=DAY).resume["meta"]
    assert 0.5 < meta["ocr"] < 0.9
    assert "ocr" not in printed
    name = "/basics/name"
    assert meta["evidence"][name]["confidence"] < printed["evidence"][name]["confidence"]
    (found,) = [one for one in parsed.findings if one["rule"] == "picture-pages"]
    assert (found["severity"], found["page"]) == ("error", 1)
    assert found["message"] == "The text was recognised in pictures: 1 of 1 pages."


def test_without_tesseract_the_answer_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(errors.NeedsOcr, match=r"no text layer.*apt-get install tesseract-ocr"):
        _read()


def test_nobody_is_asked_where_recognition_is_switched_off(program: Path) -> None:
    with pytest.raises(errors.NeedsOcr, match="no text layer") as caught:
        _read(ocr=False)
    assert "apt-get" not in str(caught.value)


def test_a_document_with_text_is_never_recognised(program: Path) -> None:
    assert "ocr" not in _read(pdf(resume_words())).resume["meta"]


def test_only_the_pages_that_are_pictures_are_recognised(program: Path) -> None:
    parsed = _read(partly_scanned())
    lines = parsed.text.splitlines()
    assert lines[:2] == ["Jane Roe", "Software Engineer"]
    assert lines[-1] == "Built ledgers"
    (found,) = [one for one in parsed.findings if one["rule"] == "picture-pages"]
    assert "1 of 2 pages" in found["message"]
    assert 0.9 < parsed.resume["meta"]["ocr"] < 1


def test_what_is_printed_is_kept_where_recognition_takes_too_long(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(program, f"exec tail -f {tmp_path / 'answer.hocr'}")
    monkeypatch.setattr(limits, "OCR_WALL_SECONDS", 1.0)
    parsed = _read(partly_scanned())
    assert parsed.resume["basics"]["name"] == "Jane Roe"
    assert "ocr" not in parsed.resume["meta"]


def test_pages_that_are_pictures_stay_unread_where_recognition_is_off(program: Path) -> None:
    assert "Built ledgers" not in _read(partly_scanned(), ocr=False).text


def test_a_document_without_pictures_is_no_scan(program: Path) -> None:
    with pytest.raises(errors.NeedsOcr):
        _read(pdf([]))


def test_only_the_first_pages_of_a_long_scan_are_read(program: Path) -> None:
    pages = limits.MAX_OCR_PAGES
    parsed = _read(scan(pdf(resume_words()), copies=pages + 2))
    (found,) = [one for one in parsed.findings if one["rule"] == "picture-pages"]
    assert f"{pages} of {pages + 2} pages" in found["message"]
    assert parsed.text.count("Built ledgers") == pages


@pytest.mark.parametrize("command", ["exit 1", "cat > /dev/null", "echo '<span class=ocr_line>'"])
def test_a_program_that_fails_or_reads_nothing_leaves_a_scan_unread(
    program: Path, command: str
) -> None:
    _write(program, command)
    with pytest.raises(errors.NeedsOcr):
        _read()


def test_a_program_that_hangs_is_ended_with_its_child(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(program, f"echo $$ > /dev/null; exec tail -f {tmp_path / 'answer.hocr'}")
    monkeypatch.setattr(limits, "OCR_WALL_SECONDS", 3.0)
    with pytest.raises(errors.TimedOut):
        _read()
    until = time.monotonic() + 10
    while _runs(str(tmp_path)):
        assert time.monotonic() < until


def _runs(word: str) -> bool:
    """Return whether a process has the word in its command; one that ends meanwhile has not."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if word.encode() in file.read_bytes():
                return True
    return False
