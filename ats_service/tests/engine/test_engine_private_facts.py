"""Photo, private facts, pictures and the name of the file."""

from __future__ import annotations

import random
from typing import Any

import pytest
from engine_builders import DAY, PHOTO, PLAIN_RESUME, Picture, docx, pdf, resume_words

from ats_service.engine.customs import country_of_resume
from ats_service.engine.parse import parse

_FACE = Picture(430, 690, 90, 112, PHOTO)
_EXTENT = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="1143000" cy="1422400"/><pic:pic xmlns:pic="http://'
    'schemas.openxmlformats.org/drawingml/2006/picture"/></wp:inline></w:drawing></w:r></w:p>'
)


def _found(
    data: bytes, rule: str, *, name: str = "jane-roe.pdf", country: str = ""
) -> list[dict[str, Any]]:
    findings = parse(data, name=name, as_of=DAY, country=country).findings
    return [one for one in findings if one["rule"] == rule]


def _told(line: str, country: str = "") -> list[tuple[str, str]]:
    text = PLAIN_RESUME.replace("EXPERIENCE", f"{line}\n\nEXPERIENCE")
    found = _found(text.encode(), "personal-data", name="jane-roe.txt", country=country)
    return [(one["message"].partition(":")[0], one["severity"]) for one in found]


def test_a_photo_is_judged_by_the_country_the_document_goes_to() -> None:
    data = pdf(resume_words(), picture=_FACE)
    (home,) = _found(data, "personal-data")  # the address is in Germany
    assert (home["severity"], home["page"], home["seen"]) == ("notice", 1, "a picture")
    assert "tolerated in DE" in home["advice"]
    assert home["box"] == (430.0, 40.0, 520.0, 152.0)
    (abroad,) = _found(data, "personal-data", country="US")
    assert abroad["severity"] == "warning"
    assert "Leave it out" in abroad["advice"]


def test_a_photo_that_is_no_jpeg_is_told_from_a_logo_by_its_shades() -> None:
    colours = "/Width 100 /Height 120 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    shades = random.Random(1).randbytes(100 * 120 * 3)
    photo = Picture(430, 690, 90, 112, colours, shades)
    logo = Picture(430, 690, 90, 112, colours, b"\x20\x40\x80" * (100 * 120))
    assert len(_found(pdf(resume_words(), picture=photo), "personal-data")) == 1
    assert _found(pdf(resume_words(), picture=logo), "personal-data") == []


def test_a_photo_in_a_word_processors_file_is_found_too() -> None:
    body = _EXTENT + "<w:p><w:r><w:t>Jane Roe</w:t></w:r></w:p>"
    (found,) = _found(docx(document=body), "personal-data", name="jane-roe.docx")
    assert found["message"].startswith("Photo")


@pytest.mark.parametrize(
    "picture",
    [
        Picture(430, 690, 90, 112),  # one grey point: an ornament
        Picture(430, 690, 20, 25, PHOTO),  # an icon
        Picture(100, 690, 400, 100, PHOTO),  # a banner
        Picture(430, 100, 90, 112, PHOTO),  # at the foot of the page
    ],
)
def test_other_pictures_are_no_photo(picture: Picture) -> None:
    assert _found(pdf(resume_words(), picture=picture), "personal-data") == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Date of birth: 1 February 1990", "Date of birth"),
        ("Geboren am 1.2.1990 in Bonn", "Date of birth"),
        ("Née le 1 février 1990", "Date of birth"),
        ("Fecha de nacimiento 01/02/1990", "Date of birth"),
        ("Familienstand: verheiratet", "Marital status"),
        ("ledig, ortsungebunden", "Marital status"),
        ("Nationality: German", "Nationality"),
        ("Staatsangehörigkeit deutsch", "Nationality"),
        ("Berlin | Age: 34", "Age"),
        ("Gender: female", "Gender"),
    ],
)
def test_private_facts_are_told_and_judged(line: str, what: str) -> None:
    assert _told(line) == [(what, "notice")]
    assert _told(line, "IE") == [(what, "warning")]


@pytest.mark.parametrize(
    "line",
    ["Religion: none", "SSN 123-45-6789", "DNI: 12345678Z", "NIE X1234567L", "CPR 010190-1234"],
)
def test_some_facts_belong_in_no_application(line: str) -> None:
    assert [severity for _, severity in _told(line, "DE")] == ["warning"]


@pytest.mark.parametrize(
    "line",
    [
        "Single page applications for married couples",
        "Taught children of the age of 12 and wrote on nationality law",
        "Born leader, native German",
        "Citizenship education teacher",
        "CPR 2019 - 2021",
        "Age UK, volunteer",
        "Faith-based schools",
        "8 ans d'expérience",
    ],
)
def test_common_words_are_no_private_facts(line: str) -> None:
    assert _told(line, "US") == []


@pytest.mark.parametrize(
    ("basics", "country"),
    [
        ({"location": {"countryCode": "uk"}}, "GB"),
        ({"location": {"region": "Österreich"}}, "AT"),
        ({"location": {"city": "Boston", "region": "MA"}}, "US"),
        ({"phone": "+353 1 234 5678"}, "IE"),
        ({"phone": "0171 234567"}, ""),
        ({}, ""),
    ],
)
def test_the_country_of_a_resume_is_that_of_its_address_or_number(
    basics: dict[str, Any], country: str
) -> None:
    assert country_of_resume(basics) == country


def test_a_large_picture_beside_the_text_may_hold_text() -> None:
    (found,) = _found(pdf(resume_words(), picture=Picture(50, 60, 400, 200)), "picture-text")
    assert (found["page"], found["box"]) == (1, (50.0, 582.0, 450.0, 782.0))


@pytest.mark.parametrize(
    "picture", [Picture(), Picture(0, 500, 595, 342), Picture(50, 60, 60, 60), _FACE]
)
def test_grounds_ornaments_and_photos_hold_no_text(picture: Picture) -> None:
    assert _found(pdf(resume_words(), picture=picture), "picture-text") == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("resume.pdf", "whose document"),
        ("Jane_Roe_CV_final.pdf", "draft"),
        ("Jane Roe (2).pdf", "draft"),
        ("jane roe <cv>.pdf", 'the sign "<"'),
        (f"jane-roe-{'x' * 90}.pdf", "99 characters"),
    ],
)
def test_a_name_that_helps_nobody_is_told(name: str, why: str) -> None:
    (found,) = _found(pdf(resume_words()), "file-name", name=name)
    assert why in found["message"]
    assert found["advice"] == 'Name it after yourself, for instance "Jane-Roe-resume.pdf".'


@pytest.mark.parametrize("name", ["Jane Roe CV.pdf", "roe-resume-2026.pdf", "Lebenslauf Röe.pdf"])
def test_a_name_with_the_persons_own_is_fine(name: str) -> None:
    assert _found(pdf(resume_words()), "file-name", name=name) == []


def test_a_number_behind_a_point_is_no_ending() -> None:
    assert parse(pdf(resume_words()), name="Jane Roe CV v1.2", as_of=DAY).kind == "pdf"
