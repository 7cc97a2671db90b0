from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from board_payloads import ASHBY_JOB, BOARDS, GREENHOUSE_JOB, UUID, encoded

from agent_service.sources import (
    PostingEmpty,
    PostingGone,
    SourceError,
    SourceRefused,
    SourceUnavailable,
    pasted,
    read,
)


@dataclass
class Answer:
    content: bytes
    url: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Web:
    """Answers by the start of the address and remembers what was asked."""

    def __init__(self, pages: dict[str, bytes], status: int = 200) -> None:
        self.pages, self.status = pages, status
        self.asked: list[str] = []

    def __call__(self, url: str) -> Answer:
        self.asked.append(url)
        content = next((body for start, body in self.pages.items() if url.startswith(start)), None)
        return Answer(content or b"", url, self.status if content is not None else 404)


@pytest.mark.parametrize("board", BOARDS)
def test_a_board_is_asked_for_its_data_and_not_for_its_page(board: str) -> None:
    url, payload, _ = BOARDS[board]
    web = Web({"https://boards-api.": encoded(payload), "https://api.": encoded(payload)})
    assert read(f"{url}?utm_source=x", web).ats == board
    assert len(web.asked) == 1


def test_a_page_that_embeds_greenhouse_is_followed_to_its_board() -> None:
    page = b'<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>'
    web = Web({"https://acme.example": page, "https://boards-api.": encoded(GREENHOUSE_JOB)})
    found = read("https://acme.example/jobs?gh_jid=4001", web)
    assert (found.ats, found.tenant, found.job) == ("greenhouse", "acme", "4001")


def test_a_page_that_embeds_ashby_is_followed_to_its_board() -> None:
    page = b'<script src="https://jobs.ashbyhq.com/AcmePumps/embed?version=2"></script>'
    web = Web({"https://acme.example": page, "https://api.": encoded({"jobs": [ASHBY_JOB]})})
    assert read(f"https://acme.example/jobs?ashby_jid={UUID}", web).ats == "ashby"


def test_another_page_is_read_as_it_is() -> None:
    body = b"<h1>Pump Engineer</h1><p>" + b"We build pumps for the whole world. " * 12
    found = read("https://acme.example/jobs/7?utm_source=x", Web({"https://acme.example": body}))
    assert (found.ats, found.title, found.tenant) == ("page", "Pump Engineer", "acme.example")


@pytest.mark.parametrize(
    ("status", "error", "permanent"),
    [
        (404, PostingGone, True),
        (410, PostingGone, True),
        (401, SourceRefused, True),
        (403, SourceRefused, True),
        (429, SourceUnavailable, False),
        (500, SourceUnavailable, False),
        (503, SourceUnavailable, False),
    ],
)
def test_a_status_says_whether_to_ask_again(
    status: int, error: type[SourceError], permanent: bool
) -> None:
    with pytest.raises(error) as raised:
        read("https://acme.example/jobs/7", Web({"https://acme.example": b"x"}, status))
    assert raised.value.permanent is permanent


def test_what_is_no_address_is_refused_before_anything_is_fetched() -> None:
    web = Web({})
    with pytest.raises(ValueError, match="absolute"):
        read("javascript:alert(1)", web)
    assert web.asked == []


def test_pasted_text_becomes_a_posting_with_its_first_line_as_title() -> None:
    text = "Pump Engineer\nWe build pumps and you will work with the team.\u200b"
    found = pasted(text, employer=" Acme ")
    assert (found.title, found.employer, found.language) == ("Pump Engineer", "Acme", "en")
    assert found.text == "Pump Engineer\nWe build pumps and you will work with the team."


def test_a_scrap_of_text_is_no_posting() -> None:
    with pytest.raises(PostingEmpty):
        pasted("Pump Engineer")
