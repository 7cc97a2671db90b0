"""Glyphs that are no letters to a machine: icons, signs for several letters, loose fonts."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY, PLAIN_RESUME, Font, Words, docx, pdf, resume_words

from ats_service.engine.checks.fonts import family
from ats_service.engine.parse import parse


def _findings(data: bytes, rule: str, name: str = "jane-roe.pdf") -> list[dict[str, Any]]:
    return [one for one in parse(data, name=name, as_of=DAY).findings if one["rule"] == rule]


def _with(font: Font, text: str) -> bytes:
    return pdf([*resume_words(), Words(50, 420, text, font="F3")], fonts={"F3": font})


def test_an_icon_that_is_mapped_to_a_letter_is_worse_than_a_private_sign() -> None:
    as_letter = Font("/Subtype /Type1 /BaseFont /FontAwesome", ((65, "a"),))
    private = Font("/Subtype /Type1 /BaseFont /FontAwesome", ((65, "\uf0e0"),))
    (found,) = _findings(_with(as_letter, "A"), "icon-fonts")
    assert (found["severity"], found["page"]) == ("warning", 1)
    assert found["seen"] == 'the letters "a" where icons are printed'
    (found,) = _findings(_with(private, "A"), "icon-fonts")
    assert (found["severity"], found["page"]) == ("notice", 1)
    assert "U+F0E0" in found["seen"]
    assert 405 < found["box"][1] < found["box"][3] < 430


def test_list_marks_of_word_processors_are_no_icons() -> None:
    marks = Font("/Subtype /TrueType /BaseFont /Symbol", ((65, "\uf0b7"),))
    assert _findings(_with(marks, "A"), "icon-fonts") == []


def test_a_glyph_that_the_file_spells_out_is_no_kept_ligature() -> None:
    kept, spelled = Font(unicode=((65, "\ufb01"),)), Font(unicode=((65, "fi"),))
    (found,) = _findings(_with(kept, "A"), "ligatures")
    assert (found["page"], found["severity"]) == (1, "notice")
    assert _findings(_with(spelled, "A"), "ligatures") == []


def test_a_glyph_known_by_its_name_only_is_a_kept_ligature() -> None:
    named = "/Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Differences [65 /fi] >>"
    assert _findings(_with(Font(named), "A"), "ligatures")


def test_letters_side_by_side_are_no_ligature() -> None:
    words = [*resume_words(), Words(50, 420, "Five flats in the office of a chief fisher")]
    assert _findings(pdf(words), "ligatures") == []


def test_text_without_pages_tells_of_odd_signs_too() -> None:
    text = PLAIN_RESUME.replace("Cut the cost", "Cut the of\ufb01ce \uf0e0 cost")
    for name, data in (
        ("jane-roe.txt", text.encode()),
        ("jane-roe.docx", docx(*text.splitlines())),
    ):
        (ligature,) = _findings(data, "ligatures", name)
        assert "of\ufb01ce" in ligature["message"]
        (icon,) = _findings(data, "icon-fonts", name)
        assert (icon["page"], icon["box"]) == (None, None)
        assert "U+F0E0" in icon["seen"]


def test_glyphs_that_nobody_names_are_an_error_when_they_are_many() -> None:
    nameless = Font(
        "/Subtype /Type0 /BaseFont /Hidden /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /Hidden /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> >>]"
    )
    (many,) = _findings(_with(nameless, "ABCDEFGH" * 4), "text-unmapped")
    (few,) = _findings(_with(nameless, "ABCDEFGH"), "text-unmapped")
    assert (many["severity"], few["severity"]) == ("error", "warning")
    assert "Hidden" in many["seen"]


def test_too_many_fonts_and_fanciful_ones_are_told() -> None:
    names = ("Lato-Bold", "ABCDEF+Roboto", "OpenSans", "Courier", "ComicSansMS")
    entries = "/Subtype /TrueType /BaseFont /{} /Encoding /WinAnsiEncoding"
    fonts = {f"G{n}": Font(entries.format(name)) for n, name in enumerate(names)}
    lines = [Words(50, 420 + 20 * n, "Some words in it", font=f"G{n}") for n in range(5)]
    messages = [one["message"] for one in _findings(pdf([*resume_words(), *lines], fonts=fonts),
                                                    "fonts")]  # fmt: skip
    assert any("ComicSans" in message and "hard to read" in message for message in messages)
    assert any(message.startswith("The page mixes 6 fonts") for message in messages)
    (loose,) = [message for message in messages if "does not hold" in message]
    assert "Courier" not in loose
    assert "Lato" in loose


@pytest.mark.parametrize(
    ("font", "name"),
    [
        ("Arial-BoldMT", "Arial"),
        ("LMSans10-Regular", "Computer Modern"),
        ("CMBX12", "Computer Modern"),
        ("SourceSans3-SemiBold", "SourceSans3"),
        ("Light", "Light"),
        ("Lato" + "-bold" * 5_000, "Lato"),
    ],
)
def test_the_faces_of_a_font_are_one_family(font: str, name: str) -> None:
    assert family(font) == name


def test_a_font_that_office_programs_do_not_bring_is_loose() -> None:
    run = '<w:p><w:r><w:rPr><w:rFonts w:ascii="{}"/></w:rPr><w:t>Jane Roe</w:t></w:r></w:p>'
    loose = docx(document=run.format("Lato Light") + run.format("Calibri"))
    (found,) = _findings(loose, "fonts", "jane-roe.docx")
    assert found["message"] == "The file does not hold the fonts it uses: Lato."
    assert _findings(docx(document=run.format("Times New Roman")), "fonts", "jane-roe.docx") == []
