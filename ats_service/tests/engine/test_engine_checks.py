"""Golden documents: one that is fine, and one per rule that is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from engine_builders import DAY, PLAIN_RESUME, Font, Picture, Words, docx, pdf, resume_words

from ats_service.engine.finding import SEVERITIES
from ats_service.engine.parse import parse
from common import plugins

_HEADER = (
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:p><w:r><w:t>jane.roe@example.org</w:t></w:r></w:p></w:hdr>"
)


_ICONS = Font("/Subtype /Type1 /BaseFont /FontAwesome", ((65, "\uf0e0"),))
_NAMELESS = Font(
    "/Subtype /Type0 /BaseFont /Hidden /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType2 /BaseFont /Hidden /CIDSystemInfo << /Registry (Adobe) "
    "/Ordering (Identity) /Supplement 0 >> >>]"
)
_LIGATURE = Font(unicode=((65, "\ufb01"),))
_LOOSE = Font("/Subtype /TrueType /BaseFont /Garalde /Encoding /WinAnsiEncoding")


def with_font(font: Font, text: str) -> bytes:
    """Return the plain résumé with a line in another font."""
    return pdf([*resume_words(), Words(50, 420, text, font="F3")], fonts={"F3": font})


def table(text: str) -> list[Words]:
    """Return three rows of three cells."""
    places = [(x, y) for y in (440, 452, 464) for x in (50, 220, 390)]
    return [Words(x, y, text) for x, y in places]


def _long() -> bytes:
    return pdf(*[resume_words()] * 4)


def _moved(old: str, new: str) -> bytes:
    return pdf([replace(run, text=run.text.replace(old, new)) for run in resume_words()])


BAD: dict[str, tuple[str, bytes]] = {
    "picture_pages": ("cv.pdf", pdf([Words(50, 60, "Jane Roe")], picture=Picture())),
    "contact_missing": ("cv.pdf", pdf(resume_words(email="write to me"))),
    "contact_in_link": (
        "cv.pdf",
        pdf([*resume_words(), Words(50, 110, "GitHub", link="https://github.com/janeroe")]),
    ),
    "contact_in_margin": (
        "cv.docx",
        docx("Jane Roe", "# Experience", "Engineer, Acme, 2019 - 2020", header1=_HEADER),
    ),
    "hidden_text": ("cv.pdf", pdf([*resume_words(), Words(50, 400, "Rust", color="1 1 1")])),
    "sections_missing": ("cv.txt", PLAIN_RESUME.partition("EDUCATION")[0].encode()),
    "headings_unknown": (
        "cv.pdf",
        pdf([*resume_words(), Words(50, 420, "TREASURES", 13, bold=True), Words(50, 440, "Gold")]),
    ),
    "dates_missing": ("cv.pdf", _moved("Mar 2020 - Present", "for a while")),
    "dates_impossible": ("cv.pdf", _moved("Mar 2020 - Present", "Mar 2031 - Present")),
    "dates_overlap": ("cv.pdf", _moved("Jan 2016 - Feb 2020", "Jan 2016 - Feb 2022")),
    "dates_gap": ("cv.pdf", _moved("Mar 2020 - Present", "Mar 2022 - Present")),
    "keywords_stuffed": (
        "cv.pdf",
        pdf([*resume_words(), Words(50, 420, "Kubernetes, " * 5)]),
    ),
    "length": ("cv.pdf", _long()),
    "file_size": ("cv.txt", PLAIN_RESUME.encode() + b"\n" * 2_200_000),
    "reading_order": ("cv.pdf", pdf(resume_words()[::-1])),
    "columns": ("cv.docx", docx(document="<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p>"
                                         "</w:tc></w:tr></w:tbl>")),
    "icon_fonts": ("cv.pdf", with_font(_ICONS, "A")),
    "text_unmapped": ("cv.pdf", with_font(_NAMELESS, "ABCDEFABCDEF")),
    "ligatures": ("cv.pdf", with_font(_LIGATURE, "A")),
    "fonts": ("cv.pdf", with_font(_LOOSE, "Rust")),
    "file_name": ("document1.pdf", pdf(resume_words())),
    "personal_data": ("cv.pdf", pdf([*resume_words(), Words(50, 420, "Date of birth: 1.2.1990")])),
    "picture_text": ("cv.pdf", pdf(resume_words(), picture=Picture(50, 60, 400, 200))),
    "tables": ("cv.pdf", pdf([*resume_words(), *table("met every goal")])),
    "small_text": ("cv.pdf", pdf([replace(run, size=5) for run in resume_words()])),
}  # fmt: skip


def _findings(name: str, data: bytes) -> list[dict[str, Any]]:
    return parse(data, name=name, as_of=DAY).findings


def test_every_rule_has_a_document_that_breaks_it() -> None:
    assert plugins.load("ats_service.engine.checks", "CHECK").keys() == BAD.keys()


@pytest.mark.parametrize("rule", BAD)
def test_the_rule_speaks_where_it_is_broken(rule: str) -> None:
    found = [one for one in _findings(*BAD[rule]) if one["rule"] == rule.replace("_", "-")]
    assert found
    for one in found:
        assert one["severity"] in SEVERITIES
        assert one["message"].endswith(".")
        assert one["advice"].endswith(".")
        assert one["seen"]


def test_a_plain_resume_has_only_its_brevity_to_fear() -> None:
    rules = {one["rule"] for one in _findings("jane-roe.pdf", pdf(resume_words()))}
    assert rules <= {"length"}


def test_findings_point_to_their_place_on_the_page() -> None:
    (found,) = [one for one in _findings(*BAD["hidden_text"]) if one["rule"] == "hidden-text"]
    assert found["page"] == 1
    assert found["seen"] == "Rust"
    assert 385 < found["box"][1] < found["box"][3] < 410


def test_a_gap_that_study_fills_is_none() -> None:
    studied = PLAIN_RESUME.replace("Mar 2020 - Present", "Mar 2022 - Present")
    rules = {one["rule"] for one in _findings("cv.txt", studied.encode())}
    assert "dates-gap" in rules
    course = "State University    Feb 2020 - Mar 2022\nMaster of Science in Physics\n\n"
    filled = studied.replace("EDUCATION\n\n", f"EDUCATION\n\n{course}")
    rules = {one["rule"] for one in _findings("cv.txt", filled.encode())}
    assert "dates-gap" not in rules


def test_a_gap_that_something_still_going_on_fills_is_none() -> None:
    entry = "VOLUNTEERING\n\nMentor, Code Club    Jan 2019 - Present\n  - Taught children\n"
    text = PLAIN_RESUME.replace("Mar 2020 - Present", "Mar 2022 - Present") + "\n" + entry
    assert "dates-gap" not in {one["rule"] for one in _findings("cv.txt", text.encode())}


def test_years_without_months_count_whole() -> None:
    moved = {"Mar 2020 - Present": "2018 - 2020", "Jan 2016 - Feb 2020": "2015 - 2016"}
    text = PLAIN_RESUME
    for old, new in moved.items():
        text = text.replace(old, new)
    (found,) = [one for one in _findings("cv.txt", text.encode()) if one["rule"] == "dates-gap"]
    assert found["seen"] == "until 2016-12, then from 2018-01"
    near = text.replace("2018 - 2020", "2017 - 2020")
    assert "dates-gap" not in {one["rule"] for one in _findings("cv.txt", near.encode())}


def test_nothing_before_the_first_job_is_a_gap() -> None:
    text = PLAIN_RESUME.replace("Oct 2010 - Sep 2015", "1999 - 2004")
    text = text.replace("Mar 2020 - Present", "2017 - 2020")
    text = text.replace("Jan 2016 - Feb 2020", "2015 - 2016")
    assert "dates-gap" not in {one["rule"] for one in _findings("cv.txt", text.encode())}


def test_a_gap_and_stuffing_point_to_their_place() -> None:
    for rule in ("dates_gap", "keywords_stuffed"):
        name = rule.replace("_", "-")
        (found,) = [one for one in _findings(*BAD[rule]) if one["rule"] == name]
        assert found["page"] == 1
        assert found["box"][0] < found["box"][2]


def test_a_table_of_lone_terms_and_one_of_two_columns_are_none() -> None:
    terms = pdf([*resume_words(), *table("Python")])
    pairs = pdf([*resume_words(), *(run for run in table("met every goal") if run.x < 390)])
    for data in (terms, pairs):
        assert "tables" not in {one["rule"] for one in _findings("jane-roe.pdf", data)}


def test_a_word_in_a_row_is_told_once_and_as_printed() -> None:
    stuffed = PLAIN_RESUME + "\nSKILLS\n" + "Kubernetes " * 9 + "\n"
    (found,) = [
        one for one in _findings("cv.txt", stuffed.encode()) if one["rule"] == "keywords-stuffed"
    ]
    assert found["seen"].startswith("Kubernetes Kubernetes")
    assert "9 times" in found["message"]


def test_a_pair_of_words_in_a_row_is_stuffing_too() -> None:
    stuffed = PLAIN_RESUME + "\nSKILLS\n" + "machine learning " * 4 + "\n"
    (found,) = [
        one for one in _findings("cv.txt", stuffed.encode()) if one["rule"] == "keywords-stuffed"
    ]
    assert found["seen"] == " ".join(["machine learning"] * 4)


def test_the_worst_comes_first() -> None:
    severities = [SEVERITIES.index(one["severity"]) for one in _findings(*BAD["contact_missing"])]
    assert severities == sorted(severities)
