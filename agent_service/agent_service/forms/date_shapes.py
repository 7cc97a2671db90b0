"""The order in which forms show the parts of a date, in letters or by an example."""

from __future__ import annotations

import re

_PART_OF_DATE = r"(?:d{1,2}|m{1,2}|t{2}|y{4}|j{4}|j{2}|a{4}|r{4})"
#: How a label or a hint shows the order of a date: "MM/YYYY", "JJ.MM.AAAA".
DATE_SHAPE = re.compile(
    rf"\b(?=[\w\s/.-]{{0,8}}(?:y|j|a|r){{4}}){_PART_OF_DATE}(?:\s?[/.-]\s?{_PART_OF_DATE}){{1,2}}\b",
    re.IGNORECASE,
)


_NAMED_PARTS = re.compile(
    r"\b(?P<MM>mo|month)\s?/\s?((?P<DD>day)\s?/\s?)?(yr|year)\b", re.IGNORECASE
)


def date_shape(text: str) -> str:
    """Return the order of a date that a text shows, as "MM/YYYY"; empty for none."""
    found = DATE_SHAPE.search(_spelled(text))
    return found.group() if found else ""


_EXAMPLE = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")


def date_shape_of(example: str) -> str:
    """Return the order of the date that a hint gives as an example: "31.12.2027" is DD.MM.YYYY.

    Empty for none, and where both of the first two parts may be a month.
    """
    found = _EXAMPLE.search(example)
    if not found:
        return ""
    first, sign, second = found.groups()
    if not sign:
        return "YYYY-MM-DD"
    if (int(first) > 12) == (int(second) > 12):
        return ""
    parts = ("DD", "MM") if int(first) > 12 else ("MM", "DD")
    return sign.join((*parts, "YYYY"))


def without_date_shape(text: str) -> str:
    """Return a label without the order of a date that stands in it."""
    return DATE_SHAPE.sub(" ", _spelled(text))


def _spelled(text: str) -> str:
    """Return ``text`` with "mo/yr" and the like as the letters of a date's order."""
    return _NAMED_PARTS.sub(lambda m: "MM/DD/YYYY" if m["DD"] else "MM/YYYY", text)
