"""Lever: public postings API.

Source: Lever Postings API (``api.lever.co/v0/postings``). The description alone loses the
requirements: they stand in ``lists``; ``additional`` and the salary note close the text.
Times are milliseconds. The form's questions are not public.
"""

import html
from typing import Any
from urllib.parse import quote

from agent_service.openings.addresses import Reference
from agent_service.openings.identity import canonical_url, reference
from agent_service.openings.language import language_of
from agent_service.sources._contract import PostingEmpty, PostingSnapshot, SourceUnreadable
from agent_service.sources._html import one_line, text_of
from agent_service.sources._values import (
    distinct,
    employer_of,
    items,
    job_object,
    load_json,
    mapping,
    moment,
    rows,
    salary,
    sha256,
    string,
    workplace_of,
)


class Lever:
    """Boards of Lever in both its regions."""

    name = "lever"
    general = False

    def matches(self, url: str) -> Reference | None:
        """Return the site and posting that ``url`` names."""
        found = reference(url)
        return found if found and found.ats == "lever" else None

    def api_url(self, reference: Reference) -> str:
        """Return the address of one posting's JSON."""
        host = "api.eu.lever.co" if reference.region == "eu" else "api.lever.co"
        return f"https://{host}/v0/postings/{quote(reference.tenant)}/{reference.job}?mode=json"

    def parse(self, payload: bytes, reference: Reference, url: str) -> PostingSnapshot:
        """Return the posting; see ``Source.parse``."""
        found = _snapshot(job_object(payload, "Lever"), reference, url, sha256(payload))
        if not found.text:
            raise PostingEmpty("The job board published this posting without a text.")
        return found

    def parse_board(self, payload: bytes) -> list[PostingSnapshot]:
        """Return the postings of one page of a site."""
        jobs = load_json(payload)
        if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
            raise SourceUnreadable("This is no list of postings of a Lever site.")
        return [_snapshot(job, _reference(job), "", sha256(job)) for job in jobs]


def _reference(job: dict[str, Any]) -> Reference:
    """Return what a listed posting is known by."""
    found = reference(str(job.get("hostedUrl", "")))
    return found or Reference("lever", "", str(job.get("id", "")))


def _snapshot(job: dict[str, Any], reference: Reference, url: str, digest: str) -> PostingSnapshot:
    """Return one posting in the shape of all boards."""
    if not (title := one_line(job.get("text"))) or not job.get("id"):
        raise SourceUnreadable("The job board's answer names no posting.")
    markup = _markup(job)
    text = text_of(markup)
    categories = mapping(job.get("categories"))
    pay = mapping(job.get("salaryRange"))
    address = one_line(job.get("hostedUrl")) or url
    return PostingSnapshot(
        ats="lever",
        tenant=reference.tenant,
        job=str(job["id"]),
        title=title,
        employer=employer_of(reference.tenant, text),
        text=text,
        url=canonical_url(address) if address else "",
        sha256=digest,
        places=distinct([categories.get("location"), *items(categories.get("allLocations"))]),
        workplace=workplace_of(job.get("workplaceType")),
        employment_type=one_line(categories.get("commitment")),
        salary=salary(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval")),
        html=markup,
        apply_url=one_line(job.get("applyUrl")) or (f"{address}/apply" if address else ""),
        posted_at=moment(job.get("createdAt")),
        language=language_of(text),
    )


def _markup(job: dict[str, Any]) -> str:
    """Return all parts of the posting's body in the order of the hosted page."""
    parts = [_part(job, "description")]
    for block in rows(job.get("lists")):
        heading = html.escape(one_line(block.get("text")))
        parts.append(f"<h3>{heading}</h3><ul>{string(block.get('content'))}</ul>")
    parts += [_part(job, "salaryDescription"), _part(job, "additional")]
    return "\n".join(filter(None, parts))


def _part(job: dict[str, Any], name: str) -> str:
    """Return one part as HTML, from its plain form where that is all there is."""
    if markup := string(job.get(name)):
        return markup
    plain = string(job.get(f"{name}Plain"))
    return f"<pre>{html.escape(plain)}</pre>" if plain else ""


SOURCE = Lever()
