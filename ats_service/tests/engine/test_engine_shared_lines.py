"""Position and employer, or degree and school, that share a line, or jobs an employer."""

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


def test_an_employer_with_its_whole_time_is_no_job_beside_its_positions() -> None:
    lines = (
        "## Experience",
        "**Northgate Castings Inc.**, 2014 - Present",
        "*Controller*, Jan 2020 - Present",
        "- Leads a team of nine",
        "*Accountant*, Jul 2014 - Dec 2019",
        "- Prepared statements",
    )
    assert jobs(read(*lines)) == [
        ("Controller", "Northgate Castings Inc."),
        ("Accountant", "Northgate Castings Inc."),
    ]


def test_the_second_position_below_an_employer_has_its_dates_in_their_own_line() -> None:
    lines = (
        "## Experience",
        "**Tarn Foods Group**",
        "Supply Chain Planner",
        "*May 2021 - Present (3 years)*",
        "- Plans raw materials",
        "Transport Coordinator",
        "*April 2018 - May 2021*",
        "- Booked 60 loads a day",
    )
    assert jobs(read(*lines)) == [
        ("Supply Chain Planner", "Tarn Foods Group"),
        ("Transport Coordinator", "Tarn Foods Group"),
    ]


def test_a_town_in_a_line_of_its_own_is_not_the_position() -> None:
    lines = (
        "## Experience",
        "2017 - 2020",
        "**Auberge du Lac**",
        "Perlignac",
        "*Commis de cuisine*",
        "- Mise en place",
    )
    assert jobs(read(*lines)) == [("Commis de cuisine", "Auberge du Lac")]


def test_a_name_where_other_jobs_print_known_places_is_a_place() -> None:
    lines = (
        "## Experience",
        "**Operations Manager, The Palm**",
        "Otter Beach • Nov 2019 - Present",
        "- Leads a team",
        "**Office Manager, Harborline**",
        "Chicago, IL • Jan 2016 - Oct 2019",
        "- Trained agents",
    )
    assert jobs(read(*lines)) == [
        ("Operations Manager", "The Palm"),
        ("Office Manager", "Harborline"),
    ]
