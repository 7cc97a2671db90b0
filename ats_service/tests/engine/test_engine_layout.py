"""Reading order comes from where words stand, not from the order in the file."""

from __future__ import annotations

from engine_builders import Words, pdf

from ats_service.engine.layout import Layout, lay_out
from ats_service.engine.readers.pdf import read_pdf

SENTENCE = "A sentence of the main column that is wide enough to fill its line"


def _layout(*pages: list[Words]) -> Layout:
    return lay_out(read_pdf(pdf(*pages)))


def _texts(layout: Layout) -> list[str]:
    return [line.text for line in layout.lines]


def _side_bar() -> list[Words]:
    left = [
        Words(40, 60 + 21 * n, text)
        for n, text in enumerate(
            ["SKILLS", "Python", "Go", "SQL", "LANGUAGES", "German", "English", "French"]
        )
    ]
    right = [Words(220, 66 + 17 * n, f"{SENTENCE} {n}", 9) for n in range(10)]
    mixed = [words for pair in zip(left, right, strict=False) for words in pair]
    return [*mixed, *right[len(left) :]]


def test_a_side_bar_is_read_apart_from_the_main_column() -> None:
    layout = _layout(_side_bar())
    texts = _texts(layout)
    assert layout.columns == 2
    assert texts[:8] == [
        "SKILLS", "Python", "Go", "SQL", "LANGUAGES", "German", "English", "French"
    ]  # fmt: skip
    assert texts[8:] == [f"{SENTENCE} {n}" for n in range(10)]
    assert {line.column for line in layout.lines[:8]} == {"side"}


def test_dates_in_a_gutter_stay_beside_their_lines() -> None:
    words = [Words(40, 60, "EXPERIENCE", 12, bold=True)]
    for n, year in enumerate((2016, 2018, 2020, 2022)):
        words.append(Words(40, 90 + 60 * n, f"{year} - {year + 2}"))
        words.append(Words(180, 90 + 60 * n, f"Engineer at company number {n} in a long line"))
        words.append(Words(180, 105 + 60 * n, SENTENCE))
    texts = _texts(_layout(words))
    assert texts[1] == "2016 - 2018 Engineer at company number 0 in a long line"
    assert texts[2] == SENTENCE


def test_the_order_in_the_file_does_not_matter() -> None:
    words = [Words(50, 60 + 20 * n, f"Line number {n}") for n in range(6)]
    assert _texts(_layout(words[::-1])) == _texts(_layout(words))


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Words(50, 30, "Jane Roe"),
            Words(50, 100, f"Text of page {['one', 'two', 'three'][n]}"),
            Words(280, 820, f"Page {n + 1} of 3"),
        ]
        for n in range(3)
    ]
    assert _texts(_layout(*pages)) == [
        "Text of page one", "Text of page two", "Text of page three"
    ]  # fmt: skip


def test_letter_spacing_does_not_break_words() -> None:
    spaced = [Words(50 + 14 * n, 60, sign, 10) for n, sign in enumerate("SUMMARY")]
    assert _texts(_layout([*spaced, Words(50, 90, "Text")]))[0] == "SUMMARY"


def test_boxes_are_points_from_the_top_left() -> None:
    line = _layout([Words(50, 100, "Jane", 20)]).lines[0]
    assert 49 <= line.box.left <= 52
    assert 75 <= line.box.top < line.box.bottom <= 110


def test_hidden_words_are_no_text_but_are_remembered() -> None:
    layout = _layout(
        [
            Words(50, 60, "Jane Roe"),
            Words(50, 80, "white", color="1 1 1"),
            Words(50, 100, "invisible", mode=3),
            Words(50, 120, "tiny", 0.5),
            Words(50, 2000, "outside"),
        ]
    )
    assert _texts(layout) == ["Jane Roe"]
    assert {span.hidden for span in layout.hidden} == {
        "no-contrast", "invisible", "tiny", "off-page"
    }  # fmt: skip
