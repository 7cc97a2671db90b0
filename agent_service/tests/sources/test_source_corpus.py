import html
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from agent_service.openings.addresses import Reference
from agent_service.sources import SourceError
from agent_service.sources.page import SOURCE as PAGE
from common.plugins import load

JOBS = Path(os.environ.get("CORPUS_DIR", "/nowhere"), "jobs")
SOURCES = load("agent_service.sources", "SOURCE")
HERE = Reference("page", "", "https://a.example/x")
#: Payloads of one job or one form: they are not boards.
NOT_BOARDS = {"questions.json", "application_form_graphql.json"}
BOARDS = [
    pytest.param(name, file, id=f"{name}-{file.stem}")
    for name in ("greenhouse", "lever", "ashby")
    for file in sorted((JOBS / "boards/dev" / name).glob("*.json"))
    if file.name not in NOT_BOARDS
]
PAGES = [pytest.param(file, id=file.stem[:40]) for file in sorted((JOBS / "pages/dev").glob("*"))]

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("CORPUS_DIR" not in os.environ, reason="CORPUS_DIR is not set"),
]


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def body(job: dict[str, Any]) -> str:
    """The letters of a payload's job that its text has to hold."""
    lists = [one["text"] + one["content"] for one in job.get("lists", [])]
    parts = [html.unescape(job.get("content", "")), job.get("description", ""), *lists]
    parts += [job.get("descriptionHtml", ""), job.get("additional", "")]
    return letters(html.unescape(re.sub(r"<[^>]*>?", " ", " ".join(parts))))


@pytest.mark.parametrize(("name", "file"), BOARDS)
def test_every_real_board_parses(name: str, file: Path) -> None:
    payload = json.loads(file.read_text())
    jobs = payload if isinstance(payload, list) else payload.get("jobs")
    if jobs is None:
        jobs = [job for group in payload["departments"] for job in group["jobs"]]
    found = SOURCES[name].parse_board(file.read_bytes())
    assert len(found) == len(jobs)
    for job, posting in zip(jobs, found, strict=True):
        assert posting.job == str(job["id"])
        assert posting.title
        if job.get("absolute_url") or job.get("jobUrl") or job.get("hostedUrl"):
            assert posting.url.startswith("https://")
            assert posting.places
        assert len(letters(posting.text)) >= 0.99 * len(body(job))
        for heading in job.get("lists", []):
            assert " ".join(heading["text"].split()) in posting.text
        assert "&lt;" not in posting.text
        assert "<p>" not in posting.text


@pytest.mark.parametrize("file", PAGES)
def test_every_page_gives_a_posting_or_a_reason(file: Path) -> None:
    with suppress(SourceError):  # anything else is a defect
        found = PAGE.parse(file.read_bytes(), HERE, HERE.job)
        assert found.title
        assert found.text


def test_real_pages_are_read() -> None:
    titles = {}
    for file in (JOBS / "pages/dev").glob("*"):
        if file.stat().st_size > 50_000:
            try:
                found = PAGE.parse(file.read_bytes(), HERE, HERE.job)
            except SourceError:
                continue
            titles[found.title] = len(found.text)
    assert len([length for length in titles.values() if length > 2000]) == 4
