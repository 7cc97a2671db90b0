"""Position and employer, or degree and school, that share a line."""

from __future__ import annotations

from typing import Any

from engine_builders import DAY

from ats_service.engine.parse import parse

TOP = ["# Jane Roe", "jane.roe@example.org"]


def read(*lines: str) -> dict[str, Any]:
    text = "\n\n".join([*TOP, *lines])
    return parse(text.encode(), name="cv.md", as_of=DAY).resume


def jobs(resume: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    return [(job.get("position"), job.get("name")) for job in resume["work"]]


def test_a_slash_parts_position_and_employer_below_their_dates() -> None:
    lines = (
        "## Experience",
        "Aug 2019 - Present",
        "**Fourth Grade Teacher / Lake Elementary School**",
        "Jan 2018 - Jun 2019",
        "**Lead Counselor / Camp Tarn**",
    )
    assert jobs(read(*lines)) == [
        ("Fourth Grade Teacher", "Lake Elementary School"),
        ("Lead Counselor", "Camp Tarn"),
    ]


def test_a_slash_parts_degree_and_school() -> None:
    (school,) = read("## Education", "2016", "**BA in History / University of Tarn**")["education"]
    assert (school["studyType"], school["area"], school["institution"]) == (
        "BA",
        "History",
        "University of Tarn",
    )


def test_a_slash_between_two_titles_parts_nothing() -> None:
    lines = (
        "## Experience",
        "**Analyst / Programmer**",
        "Acme Ltd, 2019 - 2021",
        "**Teacher / Tarn**",
        "Lake School, 2017 - 2019",
    )
    assert [position for position, _ in jobs(read(*lines))] == [
        "Analyst / Programmer",
        "Teacher / Tarn",
    ]
