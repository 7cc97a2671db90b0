"""Schools and employers in the shapes that layouts give them."""

from __future__ import annotations

from typing import Any

import pytest
from engine_builders import DAY, Words, pdf

from ats_service.engine.parse import parse

TOP = ["# Jane Roe", "jane.roe@example.org"]


def read(*lines: str) -> dict[str, Any]:
    text = "\n\n".join([*TOP, *lines])
    return parse(text.encode(), name="cv.md", as_of=DAY).resume


def test_the_city_of_a_campus_belongs_to_the_name_of_its_university() -> None:
    lines = (
        "## Education",
        "**University of California, Berkeley**",
        "BSc in Physics",
        "2010 - 2014",
    )
    (school,) = read(*lines)["education"]
    assert school["institution"] == "University of California, Berkeley"


def test_a_town_named_after_its_college_is_a_town() -> None:
    resume = read("College Town, Ohio", "## Education", "**Ohio State University**, 2014")
    assert resume["basics"]["location"]["city"] == "College Town"


def test_a_high_school_diploma_is_no_school() -> None:
    (school,) = read("## Education", "**Harbour School**, High School Diploma, 2016")["education"]
    assert (school["institution"], school["studyType"]) == (
        "Harbour School",
        "High School Diploma",
    )


def test_a_word_that_a_narrow_column_breaks_is_healed_in_its_own_column() -> None:
    page = [
        Words(50, 60, "Jane Roe", 20, bold=True),
        Words(50, 80, "jane.roe@example.org"),
        Words(50, 110, "Education", 14, bold=True),
        Words(82, 130, "Harbour School, High School Diploma", bold=True),
        Words(480, 130, "Jan 2016"),
        Words(50, 155, "Cer-", bold=True),
        Words(82, 155, "Lake University,", bold=True),
        Words(166, 155, "Bookkeeping"),
        Words(480, 155, "Jan 2017"),
        Words(50, 167, "tifi-", bold=True),
        Words(50, 179, "cate", bold=True),
    ]
    first, second = parse(pdf(page), name="cv.pdf", as_of=DAY).resume["education"]
    assert (first["institution"], first["studyType"]) == ("Harbour School", "High School Diploma")
    assert (second["institution"], second["studyType"]) == ("Lake University", "Certificate")


def job(*lines: str) -> dict[str, Any]:
    (found,) = read("## Experience", "**Engineer**", "2019 - 2021", *lines)["work"]
    return dict(found)


def test_an_employer_that_only_the_description_introduces_is_read_there() -> None:
    assert job("Acme Labs is a maker of anvils and rockets.")["name"] == "Acme Labs"


def test_an_employer_at_the_end_of_a_single_statement_is_read_there() -> None:
    assert job("- Built the checkout for Initrode.")["name"] == "Initrode"


def test_skills_and_figures_in_a_description_are_no_employers() -> None:
    assert "name" not in job("- Wrote services for Kubernetes.")
    assert "name" not in job("- Won a prize.", "- Set a record for Weekly Sales.")
    assert "name" not in job("This is a role with travel.")


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("Home: College Town, Ohio", "College Town"),
        ("Address: 12 Main St, Springfield, IL 62701", "Springfield"),
        ("Musterstraße 12, 10115 Berlin", "Berlin"),
        ("Adresse : 3 rue de la Paix, 75002 Paris", "Paris"),
        ("Calle Mayor 5, 28013 Madrid, España", "Madrid"),
        ("221B Baker Street, London NW1 6XE", "London"),
        ("Based in Lyon, France", "Lyon"),
    ],
)
def test_an_address_gives_its_city_without_street_label_or_postcode(line: str, city: str) -> None:
    assert read(line, "## Skills", "SQL, Python")["basics"]["location"]["city"] == city


def test_the_code_of_a_state_is_no_country() -> None:
    place = read("Springfield, IL", "## Skills", "SQL")["basics"]["location"]
    assert place == {"city": "Springfield", "region": "IL"}


def test_a_sentence_anywhere_may_say_what_the_employer_is() -> None:
    text = "Worked for Software Heritage.Software Heritage is a library of programs."
    assert job(text)["name"] == "Software Heritage"
    assert "name" not in job("Wrote much. Python is a language.")


def test_a_word_for_now_is_no_employer() -> None:
    assert job("Present - Present").get("name") is None


def test_a_city_state_and_country_without_commas_are_no_title() -> None:
    basics = read("Boston MA US", "## Skills", "SQL")["basics"]
    assert (basics["location"]["city"], "label" in basics) == ("Boston", False)


def test_a_degree_in_a_column_of_its_own_is_not_read_twice() -> None:
    page = [
        Words(50, 50, "Jane Roe", 20),
        Words(50, 90, "Education", 14, bold=True),
        Words(50, 110, "Bachelor of", 10, bold=True),
        Words(130, 110, "Lake University, Bachelor of Science in Biology", 10, bold=True),
        Words(480, 110, "2010 - 2014"),
        Words(50, 123, "Sci-", 10, bold=True),
        Words(50, 136, "ence", 10, bold=True),
        Words(50, 160, "MBA", 10, bold=True),
        Words(130, 160, "Hill College, MBA in Finance", 10, bold=True),
        Words(480, 160, "2015 - 2016"),
    ]
    schools = parse(pdf(page), name="cv.pdf", as_of=DAY).resume["education"]
    assert [(one["institution"], one["studyType"], one["area"]) for one in schools] == [
        ("Lake University", "Bachelor of Science", "Biology"),
        ("Hill College", "MBA", "Finance"),
    ]


def test_two_schools_of_one_line_are_one_where_the_degree_names_its_subject() -> None:
    lines = (
        "## Education",
        "**Canton | College of Arts**",
        "Certificat (CFC) en informatique, 2019",
    )
    (school,) = read(*lines)["education"]
    assert school["institution"] == "Canton | College of Arts"
    assert (school["studyType"], school["area"]) == ("Certificat (CFC)", "informatique")


SKILLS = [
    (("- HTML / CSS", "- Java / Kotlin"), ["HTML / CSS", "Java / Kotlin"]),
    (("HTML / CSS / Java",), ["HTML", "CSS", "Java"]),
    (("HTML / CSS, Java",), ["HTML / CSS", "Java"]),
    (("Writing", "Excel (VBA, Pivot)", "Word"), ["Writing", "Excel (VBA, Pivot)", "Word"]),
    (("Swift (iOS, WatchOS, Combine, Intents, Swift UI, and so on)",) * 2, None),
]


@pytest.mark.parametrize(("lines", "keywords"), SKILLS)
def test_the_strongest_sign_parts_skills(lines: tuple[str, ...], keywords: list[str]) -> None:
    (group,) = read("## Skills", *lines)["skills"]
    assert group["keywords"] == (keywords or [lines[0]])


def test_several_statements_in_lines_of_their_own_are_a_list_without_marks() -> None:
    lines = [
        "Led a staff of 35 in two shifts",
        "Introduced a rota that cut overtime by a fifth",
        "Won a prize",
    ]
    work = read("## Career History", "Store Manager, Acme Ltd", "2018 - 2020", *lines)["work"]
    assert [(job.get("highlights"), job.get("summary")) for job in work] == [(lines, None)]


def _below_a_job(*texts: tuple[float, str]) -> dict[str, Any]:
    page = [
        Words(50, 50, "Jane Roe", 20),
        Words(50, 90, "Experience", 14, bold=True),
        Words(50, 110, "Nurse", 10, bold=True),
        Words(480, 110, "2010 - 2014"),
        Words(50, 124, "Acme Clinic"),
    ]
    page += [Words(x, 140 + 14 * number, text) for number, (x, text) in enumerate(texts)]
    resume = parse(pdf(page), name="cv.pdf", as_of=DAY).resume
    job: dict[str, Any] = resume["work"][0]
    return job


def test_indented_lines_are_a_list_and_the_line_left_of_them_is_none() -> None:
    job = _below_a_job(
        (50, "Ran the night shift of a ward with thirty beds."),
        (66, "Trained two students in the care of wounds."),
        (66, "Kept the stock of medicines."),
    )
    assert job["summary"] == "Ran the night shift of a ward with thirty beds."
    assert job["highlights"] == [
        "Trained two students in the care of wounds.",
        "Kept the stock of medicines.",
    ]


def test_a_wrapped_paragraph_is_no_list() -> None:
    line = "Responsible for the whole of the night shift on a ward of thirty beds in which many"
    job = _below_a_job((50, line), (50, line), (50, line), (50, "slept."))
    assert "highlights" not in job
    assert job["summary"].endswith("many slept.")


def _jobs(*lines: str) -> list[tuple[str | None, ...]]:
    keys = ("name", "position", "location", "startDate")
    return [tuple(job.get(key) for key in keys) for job in read("## Work", *lines)["work"]]


def test_a_firm_may_be_called_as_its_site_is() -> None:
    lines = ("**Frontend Developer**", "lumen.energy", "2019 - 2021", "Built the pages")
    assert _jobs(*lines) == [("lumen.energy", "Frontend Developer", None, "2019")]
    assert _jobs("lumen.energy, Frontend Developer", "2019 - 2021") == [
        ("lumen.energy", "Frontend Developer", None, "2019")
    ]


def test_a_site_behind_the_name_of_a_firm_is_no_firm() -> None:
    lines = ("Frontend Developer, Lumen GmbH", "lumen.energy", "2019 - 2021")
    assert _jobs(*lines) == [("Lumen GmbH", "Frontend Developer", None, "2019")]


def test_what_stands_in_brackets_where_places_do_is_a_place() -> None:
    lines = ("**Technician**", "Nordwerk (Kleinfeld)", "2019 - 2021", "Kept the pumps going")
    more = ("**Apprentice**", "Sudwerk (Hamburg)", "2015 - 2019", "Learnt the trade")
    assert _jobs(*lines, *more) == [
        ("Nordwerk", "Technician", "Kleinfeld", "2019"),
        ("Sudwerk", "Apprentice", "Hamburg", "2015"),
    ]
    assert [job[0] for job in _jobs(*lines)] == ["Nordwerk (Kleinfeld)"]


def test_a_place_in_brackets_may_follow_the_form_of_a_firm() -> None:
    line = "Nordwerk GmbH ({})".format
    kept = ("**Technician**", line("NWG"), "2019 - 2021", "Kept the pumps going")
    assert [job[0] for job in _jobs(*kept)] == ["Nordwerk GmbH (NWG)"]
    cut = ("**Technician**", line("Kleinfeld"), "2019 - 2021", "Kept the pumps going")
    assert _jobs(*cut) == [("Nordwerk GmbH", "Technician", "Kleinfeld", "2019")]


def test_a_degree_and_its_short_form_are_one_before_a_school() -> None:
    line = "**Master of Science - M.Sc., Physics - Lake University**"
    (school,) = read("## Education", line, "2016 - 2019")["education"]
    assert (school["institution"], school["studyType"], school["area"]) == (
        "Lake University",
        "Master of Science",
        "M.Sc., Physics",
    )


def test_a_date_before_what_a_broken_template_printed_dates_the_job() -> None:
    (job,) = read("## Work", "**Nurse at Acme Clinic Apr 2019 - undefined NaN**")["work"]
    assert (job["name"], job["position"], job["startDate"]) == ("Acme Clinic", "Nurse", "2019-04")


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2016", "2016", "2016"),
        ("Summer 2016", "2016", "2016"),
        ("May 2016", "2016-05", None),  # the month it began in, or the month it was
        ("2016 - NaN", "2016", None),
        ("2016 –", "2016", None),
    ],
)
def test_a_lone_year_or_season_is_the_whole_time_of_a_job(
    printed: str, start: str, end: str | None
) -> None:
    (job,) = read("## Experience", "**Lead Counselor**", f"Pine Camp Ltd, {printed}")["work"]
    assert (job["startDate"], job.get("endDate")) == (start, end)
