import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from board_payloads import ASHBY_JOB, BOARDS, GREENHOUSE_JOB, LEVER_JOB, TEXT, UUID, encoded

from agent_service.sources import (
    PostingEmpty,
    PostingGone,
    PostingSnapshot,
    Salary,
    SourceUnreadable,
)
from common.plugins import load

SOURCES = load("agent_service.sources", "SOURCE")


def parsed(board: str, job: Any = None) -> PostingSnapshot:
    url, payload, _ = BOARDS[board]
    source = SOURCES[board]
    found: PostingSnapshot = source.parse(encoded(job or payload), source.matches(url), url)
    return found


def test_every_file_is_a_source() -> None:
    assert set(SOURCES) == {"ashby", "greenhouse", "lever", "page"}
    assert [name for name, source in SOURCES.items() if source.general] == ["page"]


@pytest.mark.parametrize("board", BOARDS)
def test_every_board_gives_what_a_run_needs(board: str) -> None:
    found = parsed(board)
    assert found.ats == board
    assert found.title == "Pump Engineer"
    assert "Berlin" in found.places
    assert "- Python\n- SQL" in found.text
    assert found.language == "en"
    assert found.url.startswith("https://")
    assert found.apply_url
    assert len(found.sha256) == 64
    assert found.posted_at is not None
    assert found.posted_at.tzinfo is not None


@pytest.mark.parametrize("board", BOARDS)
def test_a_whole_board_gives_the_same_posting(board: str) -> None:
    (found,) = SOURCES[board].parse_board(encoded(BOARDS[board][2]))
    assert (found.title, found.text, found.url) == (
        parsed(board).title,
        parsed(board).text,
        parsed(board).url,
    )


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("payload", [b"", b"<html>", b"[]", b"{}", b"3", b"[[1]]", b"[" * 50_000])
def test_another_payload_is_a_clear_error(board: str, payload: bytes) -> None:
    url = BOARDS[board][0]
    source = SOURCES[board]
    with pytest.raises(SourceUnreadable):
        source.parse(payload, source.matches(url), url)


@pytest.mark.parametrize("board", BOARDS)
def test_parts_of_the_wrong_kind_do_no_harm(board: str) -> None:
    """A board may send null, text or a list where its documentation has an object."""
    original = {"greenhouse": GREENHOUSE_JOB, "lever": LEVER_JOB, "ashby": ASHBY_JOB}[board]
    kept = {"id", "title", "text", "jobUrl", "hostedUrl", "absolute_url"}
    wrongs: tuple[Any, ...] = (None, [], {}, "x", 7, [None], [[1]])
    for wrong in wrongs:
        job = {key: (value if key in kept else wrong) for key, value in original.items()}
        listed = [job] if board == "lever" else {"jobs": [job]}
        (found,) = SOURCES[board].parse_board(encoded(listed))
        assert found.title == "Pump Engineer"


def test_greenhouse_text_is_unescaped_twice_and_pay_comes_in_cents() -> None:
    found = parsed("greenhouse")
    assert found.text == TEXT
    assert found.salary == Salary(
        Decimal("60000.0"), Decimal("80000.5"), "EUR", "year", "Annual pay"
    )
    assert (found.employer, found.places, found.workplace) == (
        "Acme",
        ("Berlin", "Remote, Germany"),
        "hybrid",
    )
    assert found.closes_at == datetime(2026, 12, 31, tzinfo=UTC)
    assert found.url == "https://job-boards.greenhouse.io/acme/jobs/4001"


def test_greenhouse_questions_keep_their_fields_options_and_sections() -> None:
    questions = parsed("greenhouse").questions
    assert [(one.section, one.label, one.required) for one in questions] == [
        ("questions", "Resume/CV", True),
        ("questions", "Do you need a visa?", True),
        ("location_questions", "Location", False),
        ("demographic_questions", "Gender", False),
        ("data_compliance", "Consent to data processing", True),
    ]
    assert [field.name for field in questions[0].fields] == ["resume", "resume_text"]
    assert questions[1].fields[0].options == (("1", "Yes"), ("0", "No"))
    assert questions[1].description == "For Germany"


def test_a_greenhouse_list_by_department_is_flattened() -> None:
    board = {"departments": [{"jobs": [GREENHOUSE_JOB]}, {"jobs": []}]}
    assert len(SOURCES["greenhouse"].parse_board(encoded(board))) == 1


def test_the_practice_employer_speaks_greenhouse(settings: Any) -> None:
    settings.PRACTICE_ORIGIN = "http://127.0.0.1:8123"
    source = SOURCES["greenhouse"]
    found = source.matches("http://127.0.0.1:8123/boards/acme/jobs/7")
    assert found is not None
    assert found.keys() == ("practice:acme:7",)
    assert source.api_url(found).startswith(
        "http://127.0.0.1:8123/v1/boards/acme/jobs/7?questions=true"
    )
    assert source.parse(encoded(GREENHOUSE_JOB), found, "").ats == "practice"
    page = source.matches("http://127.0.0.1:8123/jobs/7?utm_source=x")
    assert page is not None
    assert page.keys() == ("practice:practice:7",)
    assert source.matches("http://127.0.0.1:8123/") is None
    assert source.matches("http://127.0.0.1:8124/boards/acme/jobs/7") is None


def test_lever_lists_and_closing_words_belong_to_the_text() -> None:
    assert parsed("lever").text == (
        "AcmePumps builds pumps.\n\nRequirements & more\n\n- Python\n- SQL\n\nNice\n\n- Rust\n"
        "We pay on time.\n\nEqual opportunity."
    )


def test_an_employer_without_a_name_is_spelled_as_the_posting_spells_it() -> None:
    assert parsed("lever").employer == "AcmePumps"
    assert parsed("lever", {**LEVER_JOB, "description": "Pumps!"}).employer == "Acme Pumps"
    assert parsed("ashby").employer == "AcmePumps"


def test_ashby_believes_the_workplace_and_not_the_remote_flag() -> None:
    found = parsed("ashby")
    assert (found.workplace, found.places) == ("hybrid", ("Berlin", "Paris"))
    assert found.salary == Salary(
        Decimal(50000), Decimal(60000), "EUR", "year", "€50K – €60K • Offers Equity"
    )


def test_ashby_hashes_only_the_job_itself() -> None:
    other = {**ASHBY_JOB, "id": UUID.replace("0a", "0b")}
    assert parsed("ashby", {"jobs": [other, ASHBY_JOB]}).sha256 == parsed("ashby").sha256


def test_a_job_that_is_off_the_board_is_gone() -> None:
    with pytest.raises(PostingGone):
        parsed("ashby", {"jobs": [{**ASHBY_JOB, "id": "other"}]})
    with pytest.raises(PostingGone):
        parsed("lever", {"ok": False, "error": "Document not found"})
    with pytest.raises(PostingGone):
        parsed("greenhouse", {"status": 404, "error": "Job not found"})


@pytest.mark.parametrize("board", BOARDS)
def test_a_posting_without_text_is_refused(board: str) -> None:
    job = json.loads(encoded(BOARDS[board][1]))
    one = job["jobs"][0] if board == "ashby" else job
    for key in list(one):
        if key.startswith(("content", "description", "lists", "additional", "salaryDesc")):
            del one[key]
    with pytest.raises(PostingEmpty):
        parsed(board, job)


@pytest.mark.parametrize(
    ("url", "api"),
    [
        (
            "https://job-boards.eu.greenhouse.io/acme/jobs/12",
            "https://boards-api.eu.greenhouse.io/v1/boards/acme/jobs/12",
        ),
        (
            "https://boards.greenhouse.io/embed/job_app?for=acme&token=12",
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs/12",
        ),
        (
            f"https://jobs.eu.lever.co/a/{UUID}/apply",
            f"https://api.eu.lever.co/v0/postings/a/{UUID}",
        ),
        (
            f"https://jobs.ashbyhq.com/A%20B/{UUID}/application",
            "https://api.ashbyhq.com/posting-api/job-board/a%20b",
        ),
    ],
)
def test_every_address_leads_to_the_public_data(url: str, api: str) -> None:
    for source in SOURCES.values():
        if not source.general and (found := source.matches(url)):
            assert source.api_url(found).startswith(api)
            return
    pytest.fail("no source knows the address")
