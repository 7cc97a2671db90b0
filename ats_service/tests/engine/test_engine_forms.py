"""Tables and forms that name their fields, and lists of jobs in one line each."""

from __future__ import annotations

from typing import Any

from engine_builders import DAY
from test_engine_docx_kinds import jobs, line, read, table

from ats_service.engine.parse import parse

NAME = line("Ann Ives", "bold")


def read_markdown(*lines: str) -> dict[str, Any]:
    text = "\n\n".join(["# Jane Roe", "jane.roe@example.org", *lines])
    return parse(text.encode(), name="cv.md", as_of=DAY).resume


def test_the_heads_of_columns_are_no_job_and_no_school() -> None:
    work = table(
        (line("Dates", "bold"), line("Employer and job title", "bold"), line("Duties", "bold")),
        (
            line("04/2016 – Present"),
            line("Gower Heating") + line("Plumber & Gas Engineer"),
            line("Boiler installation and servicing, landlord certificates, refits."),
        ),
    )
    school = table(
        (line("From"), line("To"), line("School / College"), line("Qualification")),
        (line("2010 – 2014"), line("Lake College"), line("NVQ Level 3 Plumbing")),
    )
    text = NAME + line("Employment", "heading") + work + line("Education", "heading") + school
    resume = read(text)
    assert jobs(resume) == [("Gower Heating", "Plumber & Gas Engineer", "2016-04", "")]
    (one,) = resume["education"]
    assert (one["institution"], one["studyType"]) == ("Lake College", "NVQ Level 3 Plumbing")


def test_names_of_fields_in_a_first_column_are_left_out() -> None:
    rows = table(
        (line("Dates"), line("2009 → 2012")),
        (line("Intitulé du diplôme délivré"), line("Bachelier en comptabilité")),
        (line("Établissement"), line("Hénallac")),
    )
    (school,) = read(NAME + line("Formation", "heading") + rows)["education"]
    assert (school["institution"], school["studyType"], school["area"]) == (
        "Hénallac",
        "Bachelier",
        "comptabilité",
    )


def test_the_town_of_a_form_is_no_degree() -> None:
    lines = ("## Education", "Dates: 1993 to 1998", "School: Danum School", "Town: Doncaster")
    (school,) = read_markdown(*lines)["education"]
    assert (school["institution"], school.get("studyType")) == ("Danum School", None)


def test_list_items_that_are_jobs_with_their_dates_are_jobs() -> None:
    lines = (
        "## Earlier jobs",
        "- Warehouse Clerk, Tarn Sawmill, 2007",
        "- Night Porter, Cairn Hotel, 2005 – 2006",
    )
    found = [(job["position"], job["name"]) for job in read_markdown(*lines)["work"]]
    assert found == [("Warehouse Clerk", "Tarn Sawmill"), ("Night Porter", "Cairn Hotel")]


def test_list_items_that_tell_what_was_done_stay_items() -> None:
    lines = (
        "## Experience",
        "- Led the team, its budget and hiring, 2019",
        "- Opened three markets, all in Spain.",
    )
    assert "work" not in read_markdown(*lines)
