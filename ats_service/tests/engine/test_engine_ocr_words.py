"""What Tesseract says of a page and what its picture shows, together: places, sizes, weight."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import NamedTuple

import pypdfium2
from engine_builders import Words, pdf
from scanned_pages import scan

from ats_service.engine.document import Page, Span
from ats_service.engine.readers.ocr_picture import Picture
from ats_service.engine.readers.ocr_words import settled, words_of
from ats_service.engine.readers.pdf import read_pdf

SCALE = 200 / 72  # dots a point
RISE = 0.0349  # of a line turned by two degrees


class Said(NamedTuple):
    """What Tesseract takes a printed word for."""

    text: str
    sure: int = 90


def recognised(page: list[Words], said: dict[str, Said] | None = None) -> list[Span]:
    """Return the words read from a picture of a page by an answer with a line for each run."""
    document = pdf(page)
    picture = Picture.of(pypdfium2.PdfDocument(document)[0], SCALE)
    lines: dict[int, list[Span]] = {}
    for span in read_pdf(document).pages[0].spans:
        lines.setdefault(span.run, []).append(span)
    answer = "".join(_line(spans, said or {}) for spans in lines.values())
    words = list(words_of(answer, picture, 1, 1 / SCALE))
    (read,) = settled([(Page(1, 595, 842), words)])
    return list(read.spans)


def _line(spans: list[Span], said: dict[str, Said]) -> str:
    words = "".join(
        f'<span class="ocrx_word" title="bbox {_box([span])}; x_wconf {word.sure}">'
        f"{escape(word.text)}</span>"
        for span in spans
        for word in [said.get(span.text, Said(span.text))]
    )
    return f'<span class="ocr_line" title="bbox {_box(spans)}; baseline 0 -6">{words}</span>'


def _box(spans: list[Span]) -> str:
    sides = (
        min(span.box.left for span in spans),
        min(span.base - 0.75 * span.style.size for span in spans),
        max(span.box.right for span in spans),
        max(span.base + 0.22 * span.style.size for span in spans),
    )
    return " ".join(str(round(side * SCALE)) for side in sides)


def texts(spans: list[Span]) -> list[str]:
    return [span.text for span in spans]


def test_bold_words_are_told_by_how_thick_their_letters_are() -> None:
    page = [
        Words(50, 60, "Charge Nurse at", bold=True),
        Words(50, 75, "Saint Agnes Hospital in Leeds"),
        Words(50, 90, "Brought falls down by a third"),
    ]
    assert [span.text for span in recognised(page) if span.style.bold] == ["Charge", "Nurse", "at"]


def test_sizes_are_told_by_how_high_letters_are() -> None:
    page = [
        Words(50, 60, "Nora Feldman", 20),
        Words(50, 90, "Veterinary Nurse"),
        Words(50, 105, "Runs the surgery ward"),
        Words(50, 130, "EDUCATION", 13),
    ]
    sizes = {span.text: span.style.size for span in recognised(page)}
    assert abs(sizes["Feldman"] - 20) < 2
    assert abs(sizes["EDUCATION"] - 13) < 1.3
    assert sizes["Nurse"] == sizes["surgery"]
    assert abs(sizes["Nurse"] - 10) < 1


def test_a_sign_no_bigger_than_a_dot_is_a_dot_between_words() -> None:
    page = [Words(50, 60, "Python · Go - SQL")]
    assert texts(recognised(page, {"·": Said("+")})) == ["Python", "·", "Go", "-", "SQL"]


def test_a_dot_behind_a_word_is_no_colon() -> None:
    page = [Words(50, 60, "Python· Languages: Go")]
    said = {"Python·": Said("Python:")}
    assert texts(recognised(page, said)) == ["Python", "·", "Languages:", "Go"]


def test_any_round_sign_that_starts_a_line_marks_an_item() -> None:
    page = [Words(50, 60, "• Built ledgers"), Words(50, 75, "• Kept them")]
    read = recognised(page, {"•": Said("+»", 55)})
    assert texts(read) == ["•", "Built", "ledgers", "•", "Kept", "them"]


def test_blanks_seen_within_an_address_are_none() -> None:
    read = recognised([Words(50, 60, "Mail: ada. may @example.org Leeds")])
    assert [span.text for span in read if span.glued] == ["may", "@example.org"]


def test_a_word_between_others_is_no_stain_however_unsure() -> None:
    page = [Words(50, 60, "Call +44 20 7946 x"), Words(50, 90, "stain")]
    said = {"20": Said("20", 5), "x": Said("~~", 5), "stain": Said("sta", 5)}
    assert texts(recognised(page, said)) == ["Call", "+44", "20", "7946"]


def test_a_page_that_lay_askew_is_set_straight() -> None:
    printed = pdf([Words(50, 400, "Senior Engineer of the harbour and its ferries")])
    picture = Picture.of(pypdfium2.PdfDocument(scan(printed, askew=2.0))[0], SCALE)
    spans = [_turned(span) for span in read_pdf(printed).pages[0].spans]
    answer = _line(spans, {}).replace("baseline 0 ", f"baseline {-RISE} ")
    words = list(words_of(answer, picture, 1, 1 / SCALE))
    bases = [word.span.base for word in words]
    assert max(span.base for span in spans) - min(span.base for span in spans) > 5
    assert max(bases) - min(bases) < 1


def _turned(span: Span) -> Span:
    """Return a word where it stands on a page whose lines rise."""
    fall = RISE * (595 / 2 - (span.box.left + span.box.right) / 2)
    box = span.box._replace(top=span.box.top + fall, bottom=span.box.bottom + fall)
    return replace(span, box=box, base=span.base + fall)
