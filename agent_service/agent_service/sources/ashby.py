"""Ashby: public job board feed.

Source: Ashby job posting API (``api.ashbyhq.com/posting-api/job-board``). There is no call for
one job: the board comes whole and the job is picked from it. ``isRemote`` stands beside a
hybrid ``workplaceType``, so only the latter is believed. The form's questions are not public.
"""

import html
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from agent_service.openings.addresses import Reference
from agent_service.openings.identity import canonical_url, reference
from agent_service.openings.language import language_of
from agent_service.sources._contract import (
    PostingEmpty,
    PostingGone,
    PostingSnapshot,
    Salary,
    SourceUnreadable,
)
from agent_service.sources._html import one_line, text_of
from agent_service.sources._values import (
    distinct,
    employer_of,
    load_json,
    mapping,
    moment,
    rows,
    salary,
    sha256,
    string,
    workplace_of,
)


class Ashby:
    """Boards of Ashby."""

    name = "ashby"
    general = False

    def matches(self, url: str) -> Reference | None:
        """Return what ``url`` names; a job known only by ``ashby_jid`` has no board to ask."""
        found = reference(url)
        return found if found and found.ats == "ashby" and found.tenant else None

    def embedded(self, payload: bytes, url: str) -> Reference | None:
        """Return the job that an employer's own page at ``url`` shows from its board."""
        found = reference(url)
        board = re.search(rb"jobs\.ashbyhq\.com/([\w.%-]+)/embed", payload)
        if not found or found.ats != "ashby" or not board:
            return None
        return replace(found, tenant=board.group(1).decode().lower())

    def api_url(self, reference: Reference) -> str:
        """Return the address of the whole board with pay."""
        board = quote(reference.tenant)
        return f"https://api.ashbyhq.com/posting-api/job-board/{board}?includeCompensation=true"

    def parse(self, payload: bytes, reference: Reference, url: str) -> PostingSnapshot:
        """Return the one posting that ``reference`` names; see ``Source.parse``."""
        for job in _jobs(payload):
            if str(job.get("id", "")).lower() == reference.job:
                found = _snapshot(job, reference, url)
                if found.text:
                    return found
                raise PostingEmpty("The job board published this posting without a text.")
        raise PostingGone("The employer's board does not list this posting (any more).")

    def parse_board(self, payload: bytes) -> list[PostingSnapshot]:
        """Return the listed postings of a board."""
        jobs = [job for job in _jobs(payload) if job.get("isListed") is not False]
        return [_snapshot(job, _reference(job), "") for job in jobs]


def _jobs(payload: bytes) -> list[dict[str, Any]]:
    """Return the jobs of a board.

    Raises:
        SourceUnreadable: the payload is no such board.
    """
    board = load_json(payload)
    jobs = board.get("jobs") if isinstance(board, dict) else None
    if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
        raise SourceUnreadable("This is no list of jobs of an Ashby board.")
    return jobs


def _reference(job: dict[str, Any]) -> Reference:
    """Return what a listed job is known by."""
    found = reference(str(job.get("jobUrl", "")))
    return found or Reference("ashby", "", str(job.get("id", "")))


def _snapshot(job: dict[str, Any], reference: Reference, url: str) -> PostingSnapshot:
    """Return one job in the shape of all boards; its hash is that of its own part of the feed."""
    if not (title := one_line(job.get("title"))) or not job.get("id"):
        raise SourceUnreadable("The job board's answer names no job.")
    plain = string(job.get("descriptionPlain"))
    markup = string(job.get("descriptionHtml")) or (
        f"<pre>{html.escape(plain)}</pre>" if plain else ""
    )
    text = text_of(markup)
    address = one_line(job.get("jobUrl")) or url
    slug = urlsplit(address).path.strip("/").split("/")[0]  # the reference has lost its case
    others = [place.get("location") for place in rows(job.get("secondaryLocations"))]
    return PostingSnapshot(
        ats="ashby",
        tenant=reference.tenant,
        job=str(job["id"]),
        title=title,
        employer=employer_of(unquote(slug), text),
        text=text,
        url=canonical_url(address) if address else "",
        sha256=sha256(job),
        places=distinct([job.get("location"), *others]),
        workplace=workplace_of(job.get("workplaceType")),
        employment_type=one_line(job.get("employmentType")),
        salary=_salary(mapping(job.get("compensation"))),
        html=markup,
        apply_url=one_line(job.get("applyUrl")) or (f"{address}/application" if address else ""),
        posted_at=moment(job.get("publishedAt")),
        language=language_of(text),
    )


def _salary(compensation: dict[str, Any]) -> Salary | None:
    """Return the salary part of the pay; bonus and equity stay in its words only."""
    text = compensation.get("compensationTierSummary")
    for part in rows(compensation.get("summaryComponents")):
        if part.get("compensationType") == "Salary":
            bounds = (part.get("minValue"), part.get("maxValue"))
            return salary(*bounds, part.get("currencyCode"), part.get("interval"), text)
    return salary(None, None, "", "", text)


SOURCE = Ashby()
