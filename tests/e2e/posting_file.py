"""Reads a posting that was given as a file, so that the practice employer can publish it."""

import html
import json
import re
from pathlib import Path
from typing import Any

_TITLES = ("title", "text", "name", "jobTitle", "position")
_TEXTS = (
    "content",
    "descriptionPlain",
    "description",
    "descriptionHtml",
    "body",
    "jobDescription",
)
_PLACES = ("location", "candidate_required_location", "city", "locationName")
_LONGEST = 60_000


def read(path: Path) -> dict[str, str]:
    """Return title, company, location and text of a posting file: a board's JSON, HTML or text."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        return _from_json(json.loads(raw), company=path.stem.replace("_", " ").title())
    text = _visible(raw) if raw.lstrip().startswith("<") else raw
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return _posting(lines[0], path.stem, "", "\n".join(lines))


def _from_json(data: Any, *, company: str) -> dict[str, str]:
    job = next((one for one in _dicts(data) if _first(one, _TITLES) and _first(one, _TEXTS)), None)
    if job is None:
        raise ValueError("the file holds no posting with a title and a description")
    text = _visible(html.unescape(_first(job, _TEXTS)))
    lists = [_visible(str(one.get("content", ""))) for one in job.get("lists") or []]
    employer = str(job.get("company_name") or job.get("companyName") or company)
    return _posting(
        _first(job, _TITLES), employer, _first(job, _PLACES), "\n\n".join([text, *lists])
    )


def _dicts(data: Any) -> list[dict[str, Any]]:
    """Return every object in the data, outermost first."""
    if isinstance(data, dict):
        return [data] + [one for value in data.values() for one in _dicts(value)]
    return [one for item in data for one in _dicts(item)] if isinstance(data, list) else []


def _first(job: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = job.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _posting(title: str, company: str, location: str, text: str) -> dict[str, str]:
    return {
        "title": title[:200],
        "company": company[:100],
        "location": (location or "Berlin, Germany")[:100],
        "text": text[:_LONGEST],
    }


def _visible(markup: str) -> str:
    """Return the text of HTML with one block a line."""
    markup = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", markup)
    markup = re.sub(r"(?i)<br\s*/?>|</(p|li|h\d|div|tr|ul)>", "\n", markup)
    text = html.unescape(re.sub(r"<[^>]+>", " ", html.unescape(markup)))
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
