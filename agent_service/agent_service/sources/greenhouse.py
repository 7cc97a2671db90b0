"""Greenhouse: public board API, also spoken by the practice employer.

Source: Greenhouse Job Board API (``boards-api.greenhouse.io/v1``). ``content`` is HTML escaped
once more than JSON needs; ``questions`` come only with ``questions=true``; pay is in cents.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.conf import settings

from agent_service.openings.addresses import Reference
from agent_service.openings.identity import canonical_url, reference
from agent_service.openings.language import language_of
from agent_service.sources._contract import (
    Field,
    PostingEmpty,
    PostingSnapshot,
    Question,
    Salary,
    SourceUnreadable,
)
from agent_service.sources._html import one_line, text_of, unescape_twice
from agent_service.sources._values import (
    distinct,
    employer_of,
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

_SECTIONS = ("questions", "location_questions")


class Greenhouse:
    """Boards of Greenhouse in both its regions, and the practice employer's."""

    name = "greenhouse"
    general = False

    def matches(self, url: str) -> Reference | None:
        """Return what ``url`` names; a job known only by ``gh_jid`` has no board to ask."""
        found = reference(url, practice_origin=practice_origin())
        return (
            found if found and found.ats in {"greenhouse", "practice"} and found.tenant else None
        )

    def embedded(self, payload: bytes, url: str) -> Reference | None:
        """Return the job that an employer's own page at ``url`` shows from its board."""
        found = reference(url)
        board = re.search(
            rb"greenhouse\.io/embed/job_(?:board|app)[^\"'<>]*?for=([\w-]+)", payload
        )
        if not found or found.ats != "greenhouse" or not board:
            return None
        return replace(found, tenant=board.group(1).decode().lower())

    def api_url(self, reference: Reference) -> str:
        """Return the address of one job with its questions and pay."""
        origin = reference.origin or "https://boards-api.greenhouse.io"
        if reference.region == "eu":
            origin = "https://boards-api.eu.greenhouse.io"
        path = f"/v1/boards/{quote(reference.tenant)}/jobs/{quote(reference.job)}"
        return f"{origin}{path}?questions=true&pay_transparency=true"

    def parse(self, payload: bytes, reference: Reference, url: str) -> PostingSnapshot:
        """Return the posting; see ``Source.parse``."""
        job = job_object(payload, "Greenhouse")
        found = _snapshot(job, reference, url, sha256(payload))
        if not found.text:
            raise PostingEmpty("The job board published this posting without a text.")
        return found

    def parse_board(self, payload: bytes) -> list[PostingSnapshot]:
        """Return the postings of ``/jobs?content=true``, ``/departments`` or ``/offices``."""
        board = load_json(payload)
        jobs = list(_jobs(board)) if isinstance(board, dict) else None
        if jobs is None or not {"jobs", "departments", "offices"} & set(board):
            raise SourceUnreadable("This is no list of jobs of a Greenhouse board.")
        return [_snapshot(job, _reference(job), "", sha256(job)) for job in jobs]


def practice_origin() -> str:
    """Return the origin of the practice employer, empty where there is none."""
    if settings.configured:
        return str(getattr(settings, "PRACTICE_ORIGIN", "")).rstrip("/")
    return os.environ.get("AGENT_PRACTICE_ORIGIN", "").rstrip("/")


def _jobs(board: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Yield the jobs of a board, whether listed plainly or by department or office."""
    for group in [board, *rows(board.get("departments")), *rows(board.get("offices"))]:
        yield from rows(group.get("jobs"))


def _reference(job: dict[str, Any]) -> Reference:
    """Return what a listed job is known by; its board is read from its address."""
    found = reference(str(job.get("absolute_url", "")), practice_origin=practice_origin())
    return found or Reference("greenhouse", "", str(job.get("id", "")))


def _snapshot(job: dict[str, Any], reference: Reference, url: str, digest: str) -> PostingSnapshot:
    """Return one job of the board in the shape of all boards."""
    if not (title := one_line(job.get("title"))) or not job.get("id"):
        raise SourceUnreadable("The job board's answer names no job.")
    markup = unescape_twice(string(job.get("content")))
    text = text_of(markup)
    address = one_line(job.get("absolute_url")) or url
    metadata = {one_line(m.get("name")).lower(): m.get("value") for m in rows(job.get("metadata"))}
    return PostingSnapshot(
        ats=reference.ats,
        tenant=reference.tenant,
        job=str(job["id"]),
        title=title,
        employer=one_line(job.get("company_name")) or employer_of(reference.tenant, text),
        text=text,
        url=canonical_url(address) if address else "",
        sha256=digest,
        places=_places(job),
        workplace=workplace_of(metadata.get("location type"), metadata.get("workplace type"))
        or workplace_of(mapping(job.get("location")).get("name")),
        employment_type=one_line(metadata.get("employment type")),
        salary=_salary(job),
        html=markup,
        apply_url=address,
        posted_at=moment(job.get("first_published")),
        closes_at=moment(job.get("application_deadline")),
        language=language_of(text, one_line(job.get("language"))),
        questions=tuple(_questions(job)),
    )


def _places(job: dict[str, Any]) -> tuple[str, ...]:
    """Return the job's places; several are written into one field with bars or semicolons."""
    stated = one_line(mapping(job.get("location")).get("name"))
    return distinct(stated.replace(";", "|").split("|"))


def _salary(job: dict[str, Any]) -> Salary | None:
    """Return the first pay range, which Greenhouse states in cents."""
    for pay in rows(job.get("pay_input_ranges")):
        low, high = (_units(pay.get(f"{end}_cents")) for end in ("min", "max"))
        return salary(low, high, pay.get("currency_type"), pay.get("title"), pay.get("title"))
    return None


def _units(cents: object) -> float | None:
    """Return an amount in units of its currency."""
    return cents / 100 if isinstance(cents, int) else None


def _questions(job: dict[str, Any]) -> Iterable[Question]:
    """Yield the questions of the form in its order, the demographic ones last."""
    for section in _SECTIONS:
        for question in rows(job.get(section)):
            yield _question(question, section)
    demographic = mapping(job.get("demographic_questions"))
    for question in rows(demographic.get("questions")):
        options = tuple(
            (str(option.get("id", "")), one_line(option.get("label")))
            for option in rows(question.get("answer_options"))
        )
        name = f"demographic_answers[{question.get('id')}]"
        fields = (Field(name, one_line(question.get("type")), options),)
        required = bool(question.get("required"))
        yield Question(one_line(question.get("label")), required, fields, "demographic_questions")
    yield from _consents(job)


def _question(question: dict[str, Any], section: str) -> Question:
    """Return one question with the fields of which any one answers it."""
    fields = tuple(
        Field(
            one_line(field.get("name")),
            one_line(field.get("type")),
            tuple(
                (str(option.get("value", "")), one_line(option.get("label")))
                for option in rows(field.get("values"))
            ),
        )
        for field in rows(question.get("fields"))
    )
    description = text_of(unescape_twice(string(question.get("description"))))
    required = bool(question.get("required"))
    return Question(one_line(question.get("label")), required, fields, section, description)


def _consents(job: dict[str, Any]) -> Iterable[Question]:
    """Yield the consents to data processing that the board asks for."""
    for rule in rows(job.get("data_compliance")):
        law = one_line(rule.get("type"))
        for purpose in ("processing", "retention"):
            if rule.get(f"requires_{purpose}_consent"):
                field = Field(f"{law}_{purpose}_consent_given", "boolean")
                yield Question(f"Consent to data {purpose}", True, (field,), "data_compliance")


SOURCE = Greenhouse()
