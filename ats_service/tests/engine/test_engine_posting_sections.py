"""A posting's headings say what its lines are, known ones and others, in text and in HTML."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import analyse
from ats_service.engine.postings.page import visible
from ats_service.engine.postings.sections import lines_of


def weights(text: str, *, html: bool = False) -> dict[str, str]:
    """Return each skill that is asked for, with its weight."""
    return {skill.name: skill.importance for skill in analyse(text, html=html).skills}


@pytest.mark.parametrize(
    ("required", "nice"),
    [
        ("Is this you?", "Bonus points"),
        ("Prerequisites", "Cherry on top"),
        ("Womit du uns überzeugst", "Was uns zusätzlich freuen würde"),
        ("Ce qu'on attend de toi", "Les petits plus"),
        ("¿Qué necesitas?", "Méritos"),
    ],
)
def test_headings_of_four_languages_are_known(required: str, nice: str) -> None:
    text = f"Engineer\n\n{required}\n- Python\n\n{nice}\n- Kubernetes\n"
    assert weights(text) == {"Python": "required", "Kubernetes": "nice"}


def test_an_unknown_heading_is_judged_by_the_lines_below() -> None:
    text = (
        "Engineer\n\nRequirements\n- Python\n\nThe small print\n- 30 days of paid holiday\n"
        "- A Kubernetes course as a bonus\n\nOn your desk\n- Experience with Kafka\n"
    )
    assert weights(text) == {"Python": "required", "Kafka": "required"}


def test_a_label_with_its_value_opens_no_other_section() -> None:
    text = "Engineer\n\nNotice period: 30 days preferred\n\nRequirements\n- Python\n"
    assert [line.kind for line in lines_of(text)] == ["intro", "intro", "required", "required"]
    below = "Engineer\n\nPerks: a canteen\nYou know Python.\n"
    assert [line.kind for line in lines_of(below)] == ["intro", "benefits", "intro"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Python; Kubernetes a plus", {"Python": "required", "Kubernetes": "nice"}),
        ("Python, ideally Kubernetes", {"Python": "required", "Kubernetes": "nice"}),
        ("Python obligatoire, Kubernetes apprécié", {"Python": "required", "Kubernetes": "nice"}),
        (
            "Python est demandé ; Kubernetes, c'est la cerise",
            {"Python": "required", "Kubernetes": "nice"},
        ),
        ("Python, Kubernetes is a plus", {"Python": "required", "Kubernetes": "nice"}),
        ("Python. (Kubernetes preferred.)", {"Python": "required", "Kubernetes": "nice"}),
        ("Python and Kubernetes preferred", {"Python": "nice", "Kubernetes": "nice"}),
    ],
)
def test_a_wish_holds_for_its_own_part_of_a_sentence(line: str, wanted: dict[str, str]) -> None:
    assert weights(f"Engineer\n\nRequirements\n- {line}\n") == wanted


def test_a_demand_among_wishes_is_a_demand() -> None:
    text = "Engineer\n\nNice to have\n- Kafka\n- Must have Python\n- Rust (not required)\n"
    assert weights(text) == {"Kafka": "nice", "Python": "required", "Rust": "nice"}


def test_words_that_are_names_and_plain_words_are_no_skills_by_themselves() -> None:
    text = "Engineer\n\nRequisitos\n- 500 euros al mes para todas las personas de la UE\n- Python"
    assert weights(text) == {"Python": "required"}


def test_a_number_that_begins_a_line_is_no_bullet() -> None:
    assert lines_of("65.000 € im Jahr\n1. Python")[0].text == "65.000 € im Jahr"
    assert lines_of("65.000 € im Jahr\n1. Python")[1].text == "Python"


@pytest.mark.parametrize(
    "line",
    [
        "Kubernetes helpful",
        "Kubernetes ist kein Muss",
        "Kenntnisse in Kubernetes sind erwünscht",
        "Kubernetes serait apprécié",
        "Se valorará Kubernetes",
        "Kubernetes would be looked upon favourably",
        "Kubernetes an asset",
    ],
)
def test_a_wish_is_told_by_its_own_words(line: str) -> None:
    assert weights(f"Engineer\n\nRequirements\n- Python\n- {line}\n")["Kubernetes"] == "nice"


@pytest.mark.parametrize(
    "line",
    [
        "Python. Nice if you know Kubernetes.",
        "Python. Kubernetes would be useful",
        "Python; Kubernetes helpful but we teach it",
        "python, and some years of it. kubernetes = big plus",
        "Python; Kubernetes-Kenntnisse schaden nicht",
    ],
)
def test_a_wish_in_easy_words_leaves_its_neighbour_a_demand(line: str) -> None:
    text = f"Engineer\n\nRequirements\n- {line}\n"
    assert weights(text) == {"Python": "required", "Kubernetes": "nice"}


def test_required_alone_heads_the_demands() -> None:
    text = "Engineer\n\nRequired:\nPython\n\nPreferred:\nRust\n"
    assert weights(text) == {"Python": "required", "Rust": "nice"}


def test_short_wishes_without_bullets_stay_wishes() -> None:
    text = (
        "Engineer\n\nMinimum Qualifications\n  Python\nPreferred Qualifications\n"
        "  6+ years of experience with Kubernetes\n  Rust\nRecommended:\n  Kafka\n"
    )
    wishes = dict.fromkeys(("Kubernetes", "Rust", "Kafka"), "nice")
    assert weights(text) == {"Python": "required", **wishes}


def test_criteria_marked_essential_or_desirable_are_what_their_mark_says() -> None:
    text = "Engineer\n\nAbout you\nE1 Use of Python\nD1 Kubernetes\nE2 Kafka, daily\n"
    demands = dict.fromkeys(("Python", "Kafka"), "required")
    assert weights(text) == {**demands, "Kubernetes": "nice"}


@pytest.mark.parametrize("mark", ["->", "=>", "✅", "✔", "➤", "►", "o "])
def test_signs_that_begin_lines_are_bullets(mark: str) -> None:
    (line,) = lines_of(f"{mark} Python")
    assert (line.text, line.bullet) == ("Python", True)


def test_a_picture_before_a_heading_is_none_of_its_words() -> None:
    text = "Engineer\n\n🎯 Requirements\n✅ Python\n💡 Nice to have\n✅ Rust\n"
    assert weights(text) == {"Python": "required", "Rust": "nice"}


@pytest.mark.parametrize("line", ["GCSE grade 4/C in Maths", "One of: (a) Python; (c) a card"])
def test_a_letter_that_marks_or_numbers_is_no_skill(line: str) -> None:
    assert "C" not in weights(f"Engineer\n\nRequirements\n- {line}\n")


def test_bold_words_stay_in_their_line_unless_they_head_it() -> None:
    page = (
        "<p><b>About you</b> We like it.</p><p>Use <b>Python</b> and <a href='#'>Go</a>.</p>"
        "<p><strong>Pay:</strong> $28</p><ul><li><p>One <em>two</em></p></li></ul>"
    )
    assert visible(page) == "About you\nWe like it.\nUse Python and Go.\nPay: $28\n• One two"
