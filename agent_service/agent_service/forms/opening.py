"""Reads off a page which opening its form is for, where nobody said so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from agent_service.forms import places
from agent_service.forms.candidate import JobContext
from agent_service.forms.page import PageError, PageLike
from agent_service.forms.scripts import script

_TITLES = (
    re.compile(r"^job application for (?P<title>.+) at (?P<employer>.+)$", re.I),
    re.compile(r"^(?P<title>.+?) (@|at|bei|chez) (?P<employer>[^|–—]+)", re.I),
    re.compile(
        r"^(?P<title>)(apply( now)?|careers?|jobs?|vacancies) [|–—-] (?P<employer>[^|–—]+)$", re.I
    ),
    re.compile(r"^(?P<title>)(?P<employer>[^:|–—]+): (application|apply)\b", re.I),
)
_NO_TITLE = re.compile(
    r"^(apply\b|application|bewerb|candidature|careers?\b|jobs?$|candidate profile|easy apply)",
    re.I,
)


def complete(page: PageLike, job: JobContext) -> JobContext:
    """Return ``job`` with what it lacks read off ``page``: employer, title, country.

    A country is taken from the JobPosting markup, else from the heading and the lines around
    it, and only where they name exactly one.
    """
    if job.employer and job.title and job.country:
        return job
    try:
        said: Mapping[str, Any] = page.frames()[0].evaluate(
            script("sight", "names", "controls", "opening", call="opening()")
        )
    except PageError:
        return job
    posting = next(_postings(said["markup"]), {})
    title, employer = _titled(said)
    return replace(
        job,
        employer=job.employer or _text(posting, "hiringOrganization", "name") or employer,
        title=job.title or _text(posting, "title") or title,
        country=job.country or _country(posting, said),
    )


def _country(posting: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    place = posting.get("jobLocation")
    place = place[0] if isinstance(place, list) and len(place) == 1 else place
    address = place.get("address") if isinstance(place, Mapping) else None
    marked = _text(address or {}, "addressCountry") or _text(
        address or {}, "addressCountry", "name"
    )
    if code := places.country_code(marked):
        return code
    texts = [*said["headings"], said["title"], *said["lines"]]
    return next((c for c in (_country_in(text) for text in texts) if c), "")


def _country_in(text: str) -> str:
    """Return the country that one line names, or the one whose state it names."""
    return places.mentioned_country(text) or places.country_of_region(text)


def _titled(said: Mapping[str, Any]) -> tuple[str, str]:
    """Return the job's title and its employer as the page's title or heading word them."""
    head = next(iter(said["headings"]), "")
    headed = "" if _NO_TITLE.search(head) else head
    for shape in _TITLES:
        if found := shape.match(said["title"]):
            return found["title"].strip() or headed, found["employer"].strip()
    return headed, ""


def _postings(markup: list[str]) -> Iterator[Mapping[str, Any]]:
    for text in markup:
        try:
            found = json.loads(text)
        except ValueError:
            continue
        for item in found if isinstance(found, list) else [found, *_graph(found)]:
            if isinstance(item, Mapping) and item.get("@type") == "JobPosting":
                yield item


def _graph(found: Any) -> list[Any]:
    inner = found.get("@graph") if isinstance(found, Mapping) else None
    return inner if isinstance(inner, list) else []


def _text(found: Any, *path: str) -> str:
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found.strip() if isinstance(found, str) else ""
