"""Résumés of our own in layouts that few templates have; each file is one invented person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from engine_builders import DAY

from ats_service.engine.parse import parse

FOLDER = Path(__file__).parent / "own_resumes"


def read(name: str) -> dict[str, Any]:
    file = FOLDER / f"{name}.txt"
    return parse(file.read_bytes(), name=file.name, as_of=DAY).resume


def jobs(name: str) -> list[tuple[str, ...]]:
    """Return employer, position, start and end of each job; "-" for what is not there."""
    keys = ("name", "position", "startDate", "endDate")
    return [tuple(job.get(key, "-") for key in keys) for job in read(name)["work"]]


def schools(name: str) -> list[tuple[str, ...]]:
    keys = ("institution", "studyType", "area", "endDate")
    return [tuple(one.get(key, "-") for key in keys) for one in read(name)["education"]]


JOBS = {
    "tabular_de": [
        ("Rheinland Spedition GmbH", "Teamleiterin Logistik", "2019-04", "-"),
        ("Kölner Transporte AG", "Disponentin", "2013-09", "2019-03"),
    ],
    "dated_first_fr": [
        ("Hôpital Édouard Herriot", "Infirmière en réanimation", "2020-09", "-"),
        ("Clinique du Parc", "Infirmière aux urgences", "2017-01", "2020-08"),
    ],
    "europass_es": [
        ("Aguas del Centro S.A.", "Técnica de laboratorio", "2018-03", "2023-06"),
    ],
    "form_fields": [
        ("Al Noor Contracting", "Site Engineer", "2018-02", "-"),
        ("Gulf Builders", "Trainee Engineer", "2016-06", "2018-01"),
    ],
    "promotions": [
        ("Globex Corporation", "Director of Engineering", "2022-01", "-"),
        ("Globex Corporation", "Engineering Manager", "2019-03", "2021-12"),
        ("Globex Corporation", "Software Engineer", "2015-06", "2019-02"),
        ("Initech Inc.", "Junior Engineer", "2013-07", "2015-05"),
    ],
    "roof_employer": [
        ("United States Marine Corps", "Supply Chain Manager", "2018", "2022"),
        ("United States Marine Corps", "Warehouse Chief", "2012", "2018"),
    ],
    "name_reversed": [
        ("Budapest Bank Zrt.", "Credit Analyst", "2018-05", "2023-09"),
        ("Danube Insurance", "Claims Handler", "2016-01", "2018-04"),
    ],
    "seasons": [
        ("Initech", "Software Intern", "2021", "2021"),
        ("Globex Corporation", "Junior Developer", "2021", "2023"),
        ("Hooli", "Developer", "2023", "-"),
    ],
    "since": [
        ("Maple Leaf Foods Inc.", "Senior Accountant", "2019", "-"),
        ("Northern Bank", "Accountant", "2014", "2019"),
    ],
    "academic": [
        ("University of Utrecht", "Associate Professor", "2019", "-"),
        ("ETH Zürich", "Postdoctoral Fellow", "2015", "2019"),
        ("TU Delft", "Research Assistant", "2012", "2015"),
    ],
    "functional": [
        ("Bramley Foods Ltd", "Shift Coordinator", "2014", "2018"),
        ("Oakwood Stores", "Team Member", "2010", "2014"),
    ],
}
SCHOOLS = {
    "tabular_de": [
        (
            "Berufskolleg Deutz",
            "Ausbildung zur Kauffrau für Spedition und Logistikdienstleistung",
            "-",
            "2013-07",
        ),
        ("Gymnasium Kreuzgasse", "Allgemeine Hochschulreife", "-", "2010"),
    ],
    "europass_es": [("Universidad Complutense de Madrid", "Grado", "Química", "2017")],
    "form_fields": [("University of Jordan", "Bachelor of Civil Engineering", "-", "2016")],
    "name_reversed": [("Corvinus University of Budapest", "BA", "Finance", "2015-06")],
}
NAMES = {
    "tabular_de": "Katrin Hoffmann",
    "europass_es": "García Romero, Lucía",
    "form_fields": "Ahmed Saleh",
    "name_reversed": "Nagy, Péter",
    "dated_first_fr": "Camille DURAND",
}


@pytest.mark.parametrize("name", JOBS)
def test_jobs_are_read_in_unusual_layouts(name: str) -> None:
    assert jobs(name) == JOBS[name]


@pytest.mark.parametrize("name", SCHOOLS)
def test_schools_are_read_in_unusual_layouts(name: str) -> None:
    assert schools(name) == SCHOOLS[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_found_under_a_title_or_behind_its_label(name: str) -> None:
    assert read(name)["basics"]["name"] == NAMES[name]


def test_the_place_of_work_and_not_the_firm_is_the_place() -> None:
    assert [job["location"] for job in read("tabular_de")["work"]] == ["Köln", "Köln"]


def test_an_identifier_of_a_scholar_is_no_city() -> None:
    assert read("academic")["basics"].get("location") is None


def test_what_a_lecturer_teaches_is_no_publication() -> None:
    assert "Quantum Optics" not in str(read("academic")["publications"])


def test_every_field_is_printed() -> None:
    for file in FOLDER.glob("*.txt"):
        text = " ".join(file.read_text(encoding="utf-8").split())
        for job in read(file.stem)["work"]:
            assert job.get("name", "") in text
            assert job.get("position", "") in text
