"""Reads JobPosting data (schema.org) and other embedded JSON out of a page."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from agent_service.openings.language import listed
from agent_service.sources._contract import Salary
from agent_service.sources._html import one_line, text_of, unescape_twice
from agent_service.sources._values import distinct, items, mapping, rows, salary, string

TITLES = ("title", "jobTitle", "postingTitle", "job_title", "positionTitle", "jobPostingTitle")
#: The parts of a posting's body in the order a page shows them.
BODIES = listed(
    "jobSummary summary intro description jobDescription job_description descriptionHtml "
    "description_html descriptionPlain jobPostingDescription content body externalDescription "
    "responsibilities jobResponsibilities requirements jobRequirements qualifications "
    "minimumQualifications preferredQualifications skills experienceRequirements "
    "educationRequirements benefits jobBenefits additionalInformation"
)
MIN_BODY = 120  # characters; shorter descriptions belong to lists of jobs
MAX_OBJECTS = 50_000
_ASSIGNED = re.compile(r"[\w$\])\"']\s*=\s*(?=\{\s*\"|\[\s*[{\[\"]|JSON\.parse\()")


def job_postings(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """Return every JobPosting that the page states as JSON-LD, however it is nested."""
    found: list[dict[str, Any]] = []
    for script in tree.css('script[type*="ld+json"]'):
        for value in _objects(_loads(script.text())):
            kinds = value.get("@type")
            if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                found.append(value)
    return found


def hydrated_postings(tree: LexborHTMLParser, heading: str) -> list[dict[str, Any]]:
    """Return the objects in a page's scripts that are clearly one whole posting each.

    A title and a long body in the same object make a posting; items of job lists have no body.
    A short body does where the title is the page's ``heading``.
    """
    found: dict[str, dict[str, Any]] = {}
    for value in _hydration(tree):
        for candidate in _objects(value):
            title = title_of(candidate)
            least = 40 if title and title == heading else MIN_BODY
            if title and len(body_of(candidate)) >= least:
                found.setdefault(f"{title}\0{body_of(candidate)}", candidate)
    return list(found.values())


def title_of(job: dict[str, Any]) -> str:
    """Return the title of an embedded posting, empty when it has none."""
    return next((line for key in TITLES if (line := one_line(job.get(key)))), "")


def body_of(job: dict[str, Any]) -> str:
    """Return all parts of an embedded posting's body as text."""
    parts = []
    for key in BODIES:
        value = job.get(key)
        texts = items(value) if isinstance(value, list) else [value]
        parts += [text_of(_markup(string(text))) for text in texts]
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def _markup(text: str) -> str:
    """Return HTML for ``text``; plain text keeps its line breaks."""
    text = unescape_twice(text)
    return text if re.search(r"<\w+[\s/>]", text) else text.replace("\n", "<br>")


def _hydration(tree: LexborHTMLParser) -> Iterator[Any]:
    """Yield the JSON values that a page's scripts start from."""
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").lower()
        text = script.text()
        if "ld+json" in kind:
            continue
        if "json" in kind:
            yield _loads(text)
        elif not kind or "javascript" in kind or kind == "module":
            for match in _ASSIGNED.finditer(text):
                yield _literal(text, match.end())


def _literal(text: str, start: int) -> Any:
    """Return the JSON that is assigned at ``start``, plain or as ``JSON.parse("…")``."""
    decoder = json.JSONDecoder(strict=False)
    try:
        if text.startswith("JSON.parse(", start):
            quoted, _ = decoder.raw_decode(text, start + len("JSON.parse("))
            return _loads(string(quoted))
        return decoder.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _loads(text: str) -> Any:
    """Return the JSON in a script, None when it is none; comment marks around it are usual."""
    try:
        return json.loads(re.sub(r"^\s*<!--|-->\s*$", "", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every JSON object in ``value``, outer ones first, up to a bound."""
    queue, seen = deque([value]), 0
    while queue and seen < MAX_OBJECTS:
        seen += 1
        current = queue.popleft()
        if isinstance(current, dict):
            yield current
            queue += [child for child in current.values() if isinstance(child, dict | list)]
        elif isinstance(current, list):
            queue += [child for child in current if isinstance(child, dict | list)]


def places_of(job: dict[str, Any]) -> tuple[str, ...]:
    """Return the places of a JobPosting, and where its remote applicants may live."""
    found: list[str] = []
    for key in ("jobLocation", "applicantLocationRequirements"):
        value = job.get(key)
        for place in rows(value) or ([value] if isinstance(value, dict) else []):
            address = place.get("address")
            found.append(_address(address) or one_line(place.get("name")))
    for key in ("location", "locations"):
        for place in items(job.get(key)) or [job.get(key)]:
            found.append(one_line(place) or _city(mapping(place)))
    return distinct(found)


def _city(place: dict[str, Any]) -> str:
    """Return the place in an embedded posting's own words."""
    parts = distinct(place.get(key) for key in ("city", "stateProvince", "countryName"))
    return ", ".join(parts) or one_line(place.get("name"))


def _address(address: Any) -> str:
    """Return a PostalAddress as ``city, region, country``."""
    if not isinstance(address, dict):
        return one_line(address)
    country = address.get("addressCountry")
    parts = [address.get("addressLocality"), address.get("addressRegion")]
    parts.append(mapping(country).get("name") if isinstance(country, dict) else country)
    return ", ".join(distinct(parts))


def salary_of(job: dict[str, Any]) -> Salary | None:
    """Return the base salary of a JobPosting; estimates by the job board are no statement."""
    base = mapping(job.get("baseSalary"))
    value = base.get("value")
    amounts = value if isinstance(value, dict) else base
    single = amounts.get("value") if isinstance(value, dict) else value
    low, high = amounts.get("minValue", single), amounts.get("maxValue", single)
    return salary(
        low, high, base.get("currency") or amounts.get("currency"), amounts.get("unitText")
    )
