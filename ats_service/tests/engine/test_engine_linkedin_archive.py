"""LinkedIn's export of one's own data: tables in a ZIP, read as JSON Resume with evidence."""

from __future__ import annotations

import pytest
from engine_builders import DAY, zipped
from linkedin_builders import TABLES, archive

from ats_service.engine import errors, limits, sandbox
from ats_service.engine.parse import parse
from ats_service.engine.readers import kinds

NAME = "Basic_LinkedInDataExport.zip"


RESUME = {
    "basics": {
        "name": "Ada Marlow",
        "label": "Principal Engineer",
        "email": "ada.marlow@example.org",
        "phone": "+49 40 555010",
        "url": "https://ada.example.org/work",
        "summary": "I build ledgers, and teach.",
        "location": {"city": "Hamburg", "region": "Germany"},
        "profiles": [
            {"network": "Website", "url": "ledger.example.net"},
            {
                "network": "Twitter",
                "username": "adamarlow",
                "url": "https://twitter.com/adamarlow",
            },
        ],
    },
    "work": [
        {
            "name": "Acme Robotics",
            "position": "Principal Engineer",
            "location": "Hamburg, Germany",
            "startDate": "2022-03",
            "summary": "Leads settlement.",
            "highlights": ["Cut the time to seconds", 'Wrote "The Ledger" book'],
        },
        {
            "name": "Initech",
            "position": "Software Engineer",
            "location": "Lyon",
            "startDate": "2015-06",
            "endDate": "2019-09",
        },
    ],
    "volunteer": [
        {
            "organization": "Code Club",
            "position": "Mentor",
            "startDate": "2019-01",
            "summary": "Taught children.",
        }
    ],
    "education": [
        {
            "institution": "Technical University of Berlin",
            "studyType": "Master of Science - MSc",
            "area": "Physics",
            "startDate": "2010",
            "endDate": "2015",
        }
    ],
    "skills": [{"name": "Python"}, {"name": "PostgreSQL"}],
    "languages": [
        {"language": "English", "fluency": "Native or bilingual proficiency"},
        {"language": "French"},
    ],
    "certificates": [
        {
            "name": "Certified Kubernetes Administrator",
            "issuer": "CNCF",
            "url": "https://cert.example.org/1",
            "date": "2021-01",
        }
    ],
    "projects": [
        {
            "name": "Ledger",
            "description": "Settles on time.",
            "url": "https://ledger.example.net",
            "startDate": "2020-01",
            "endDate": "2021-02",
        }
    ],
    "awards": [{"title": "Best Paper", "date": "2018-05", "summary": "For the ledger"}],
    "publications": [
        {
            "name": "On Ledgers",
            "publisher": "ACM",
            "url": "https://acm.example.org/1",
            "releaseDate": "2018-05",
            "summary": "How they settle",
        }
    ],
}


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport/"])
def test_an_export_is_read_field_by_field(folder: str) -> None:
    data = archive(folder=folder)
    parsed = parse(data, name=NAME, as_of=DAY)
    assert (kinds.detect(data), parsed.kind, parsed.pages) == ("linkedin", "linkedin", 0)
    resume = {key: value for key, value in parsed.resume.items() if key not in ("$schema", "meta")}
    assert resume == RESUME
    assert parsed.resume["meta"]["current"] == ["/work/0", "/volunteer/0"]


def test_every_value_tells_table_and_line() -> None:
    evidence = parse(archive(), name=NAME, as_of=DAY).resume["meta"]["evidence"]
    (span,) = evidence["/work/0/startDate"]["spans"]
    assert span == {
        "page": None,
        "box": None,
        "text": "Mar 2022",
        "part": "Positions.csv",
        "line": 4,  # the last of the row, whose description has three
    }


def test_what_an_application_does_not_need_is_left_alone() -> None:
    parsed = parse(archive(), name=NAME, as_of=DAY)
    for private in ("Secret", "Hidden Lane", "Quill", "20095", "Feb 1", "X-1"):
        assert private not in str(parsed.as_dict())


def test_the_sandbox_reads_it_too_and_a_ledger_of_one_table_suffices() -> None:
    try:
        parsed = sandbox.parse(
            archive({"Positions.csv": TABLES["Positions.csv"]}), name=NAME, as_of=DAY
        )
    finally:
        sandbox.close()
    assert [job["name"] for job in parsed.resume["work"]] == ["Acme Robotics", "Initech"]
    assert "Leads settlement." in parsed.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive({"Profile.csv": ""}), "empty"),
        (archive({"Profile.csv": TABLES["Profile.csv"].partition("\n")[0]}), "empty"),
        (archive({"Positions.csv": "Title\n" + "x\n" * 30_000}), "too-complex"),
        (archive({"Positions.csv": f"Title\n{'x' * 30_000}\n"}), "too-complex"),
        (archive({"Positions.csv": f'Title\n"{"x" * 200_000}"\n'}), "unreadable"),
        (archive({"Profile.csv": "a\n", **{f"{n}.csv": "" for n in range(201)}}), "too-complex"),
        (archive({"Positions.csv": "x" * (limits.MAX_XML_BYTES + 1)}), "too-large"),
        (archive(folder="../"), "unsafe-content"),
        (zipped(Connections_dot_csv="First Name"), "unsupported-type"),
    ],
)
def test_an_export_that_is_none_ends_in_a_code(data: bytes, code: str) -> None:
    with pytest.raises(errors.EngineError) as caught:
        parse(data, name=NAME, as_of=DAY)
    assert caught.value.code == code


def test_another_file_called_zip_is_refused_by_its_name() -> None:
    with pytest.raises(errors.UnsupportedType):
        parse(b"Jane Roe\njane@example.org\n", name="cv.zip", as_of=DAY)


def test_odd_signs_and_bytes_leave_no_trace() -> None:
    table = "Name\nPy\x00thon\u202e\nC\ufb02ow\nR\ud7ff\ue000\n".encode("utf-8-sig")
    data = zipped(Skills_dot_csv=table, Profile_dot_csv="First Name\nAda\n")
    skills = parse(data, name=NAME, as_of=DAY).resume["skills"]
    assert [skill["name"] for skill in skills] == ["Python", "Cflow", "R\ud7ff"]
