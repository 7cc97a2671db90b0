"""Reads the values that boards write in their own ways: JSON, dates, pay, places, languages."""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from agent_service.sources._contract import PostingGone, Salary, SourceUnreadable
from agent_service.sources._html import one_line

PERIODS = {
    "year": ("year", "annual", "annum", "1 year", "jahr", "pa"),
    "month": ("month", "monat", "mes", "mois"),
    "week": ("week", "woche", "semaine"),
    "day": ("day", "daily", "tag", "jour"),
    "hour": ("hour", "stunde", "heure", "hora"),
}
WORKPLACES = {
    "hybrid": ("hybrid",),
    "remote": ("remote", "telecommute", "home office", "homeoffice", "anywhere"),
    "onsite": ("on-site", "onsite", "on site", "in-office", "in office"),
}


def load_json(payload: bytes) -> Any:
    """Return the JSON value in ``payload``.

    Raises:
        SourceUnreadable: it is no JSON, or JSON nested past reason.
    """
    try:
        return json.loads(payload.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable("The job board's answer is not JSON; try again later.") from error


def job_object(payload: bytes, board: str) -> dict[str, Any]:
    """Return the JSON object of one job.

    Raises:
        SourceUnreadable: the payload is no JSON object.
        PostingGone: the board answered that there is no such job.
    """
    value = load_json(payload)
    if not isinstance(value, dict):
        raise SourceUnreadable(f"{board} answered with something that is no posting.")
    if value.get("status") in (404, "404") or value.get("ok") is False or "error" in value:
        raise PostingGone(f"{board} says that this posting does not exist (any more).")
    return value


def sha256(value: bytes | Any) -> str:
    """Return the SHA-256 of bytes, or of a JSON value in its canonical form."""
    if not isinstance(value, bytes):
        value = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        value = value.encode("utf-8", errors="surrogatepass")
    return hashlib.sha256(value).hexdigest()


def moment(value: object) -> datetime | None:
    """Return an ISO date or time, or milliseconds since 1970, as an aware time; else None."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / (1000 if value > 1e11 else 1), UTC)
        if not isinstance(value, str) or not value.strip():
            return None
        text = value.strip().removesuffix(" UTC")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def amount(value: object) -> Decimal | None:
    """Return a positive amount of money, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None


def salary(
    low: object, high: object, currency: object, period: object, text: object = ""
) -> Salary | None:
    """Return what a board states as pay, or None when it states nothing."""
    found = Salary(
        amount(low), amount(high), one_line(currency).upper(), period_of(period), one_line(text)
    )
    return found if found.minimum or found.maximum or found.text else None


def period_of(value: object) -> str:
    """Return ``year``, ``month``, ``week``, ``day``, ``hour`` or an empty string."""
    text = one_line(value).casefold()
    for period, words in PERIODS.items():
        if any(word in text for word in words):
            return period
    return ""


def workplace_of(*values: object) -> str:
    """Return ``remote``, ``hybrid`` or ``onsite`` from the first value that says so."""
    for value in values:
        text = one_line(value).casefold()
        for workplace, words in WORKPLACES.items():
            if any(word in text for word in words):
                return workplace
    return ""


def distinct(values: Iterable[object]) -> tuple[str, ...]:
    """Return the non-empty strings among ``values`` as tidy lines, each once, in order."""
    return tuple(dict.fromkeys(line for line in map(one_line, values) if line))


def mapping(value: object) -> dict[str, Any]:
    """Return ``value`` when it is a JSON object, else an empty one: boards leave parts null."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[dict[str, Any]]:
    """Return the JSON objects in a JSON array; anything else counts as an empty one."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def items(value: object) -> list[Any]:
    """Return ``value`` when it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def string(value: object) -> str:
    """Return ``value`` when it is a string, without what no store takes, else an empty one."""
    return re.sub("[\ud800-\udfff\0]", "", value) if isinstance(value, str) else ""


def employer_of(slug: str, text: str) -> str:
    """Return how the posting itself spells the employer whose board is called ``slug``.

    Some boards publish no name: ``idealistconsulting`` is "Idealist Consulting" in the text.
    """
    letters = [re.escape(char) for char in slug if char.isalnum()]
    if not letters:
        return ""
    spelling = re.compile(r"(?<!\w)" + r"[ .&'\-]?".join(letters) + r"(?!\w)", re.IGNORECASE)
    found = [match.group() for match in spelling.finditer(text) if match.group()[0].isupper()]
    named = max(found, key=found.count) if found else ""
    return named or (slug if slug != slug.lower() else slug.replace("-", " ").title())
