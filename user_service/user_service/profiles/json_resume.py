"""JSON Resume 1.0.0 as this service accepts it, and errors that point at what is wrong.

Source: https://jsonresume.org/schema (1.0.0). Fields it does not know are allowed inside its
objects and refused at the top, as there; lengths are bounded, which it leaves open.
"""

import re
from typing import Any, ClassVar

from jsonschema import Draft7Validator, FormatChecker, ValidationError

from common.errors import ServiceError

_DATE = r"^([12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|[12]\d{3}-(0[1-9]|1[0-2])|[12]\d{3})$"
_LINE = {"type": "string", "maxLength": 500}
_TEXT = {"type": "string", "maxLength": 10_000}
_DAY = {"type": "string", "pattern": _DATE}
_URL = {"type": "string", "maxLength": 2000, "format": "uri"}
_EMAIL = {"type": "string", "maxLength": 254, "format": "email"}
_COUNTRY = {"type": "string", "maxLength": 60}


def _list(item: dict[str, Any], most: int = 200) -> dict[str, Any]:
    return {"type": "array", "maxItems": most, "items": item}


def _object(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "additionalProperties": True}


_LOCATION = _object(
    address=_TEXT, postalCode=_LINE, city=_LINE, countryCode=_COUNTRY, region=_LINE
)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "$schema": _URL,
        "basics": _object(
            name=_LINE, label=_LINE, image=_TEXT, email=_EMAIL, phone=_LINE, url=_URL,
            summary=_TEXT, location=_LOCATION,
            profiles=_list(_object(network=_LINE, username=_LINE, url=_URL)),
        ),
        "work": _list(
            _object(
                name=_LINE, location=_LINE, description=_TEXT, position=_LINE, url=_URL,
                startDate=_DAY, endDate=_DAY, summary=_TEXT, highlights=_list(_TEXT),
            )
        ),
        "volunteer": _list(
            _object(
                organization=_LINE, position=_LINE, url=_URL, startDate=_DAY, endDate=_DAY,
                summary=_TEXT, highlights=_list(_TEXT),
            )
        ),
        "education": _list(
            _object(
                institution=_LINE, url=_URL, area=_LINE, studyType=_LINE, startDate=_DAY,
                endDate=_DAY, score=_LINE, courses=_list(_LINE),
            )
        ),
        "awards": _list(_object(title=_LINE, date=_DAY, awarder=_LINE, summary=_TEXT)),
        "certificates": _list(_object(name=_LINE, date=_DAY, url=_URL, issuer=_LINE)),
        "publications": _list(
            _object(name=_LINE, publisher=_LINE, releaseDate=_DAY, url=_URL, summary=_TEXT)
        ),
        "skills": _list(_object(name=_LINE, level=_LINE, keywords=_list(_LINE))),
        "languages": _list(_object(language=_LINE, fluency=_LINE)),
        "interests": _list(_object(name=_LINE, keywords=_list(_LINE))),
        "references": _list(_object(name=_LINE, reference=_TEXT)),
        "projects": _list(
            _object(
                name=_LINE, description=_TEXT, highlights=_list(_TEXT), keywords=_list(_LINE),
                startDate=_DAY, endDate=_DAY, url=_URL, roles=_list(_LINE), entity=_LINE,
                type=_LINE,
            )
        ),
        "meta": _object(canonical=_URL, version=_LINE, lastModified=_LINE),
    },
}  # fmt: skip
#: The sections that are lists: one entry is one thing in the person's life.
SECTIONS = tuple(
    name for name, part in SCHEMA["properties"].items() if part.get("type") == "array"
)
#: The fields of ``basics`` that hold one thing each.
BASICS = tuple(name for name in SCHEMA["properties"]["basics"]["properties"] if name != "profiles")
_MOST_ERRORS = 20
_formats = FormatChecker(formats=())


def _is_email(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


def _is_link(value: object) -> bool:
    """Accept links that may be shown: no scheme, or one that runs nothing."""
    if not isinstance(value, str):
        return True
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d)", value)
    return scheme is None or scheme[1].lower() in {"http", "https", "mailto", "ftp", "tel"}


_formats.checks("email")(_is_email)
_formats.checks("uri")(_is_link)
_validator = Draft7Validator(SCHEMA, format_checker=_formats)
_SENTENCES = {
    "additionalProperties": "Only the sections of JSON Resume 1.0.0 are kept; remove the others.",
    "format": "Give a valid value, such as name@example.org or https://example.org.",
    "pattern": "Give a date as YYYY-MM-DD, YYYY-MM or YYYY.",
    "maxLength": "Shorten the text to at most {limit} characters.",
    "maxItems": "Keep at most {limit} entries.",
    "type": "Give this as {limit}.",
}


class ResumeRefused(ServiceError):
    """The résumé is not a JSON Resume."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "resume-invalid"
    title: ClassVar[str] = "The résumé is not a valid JSON Resume"


def _problem(error: ValidationError) -> dict[str, str]:
    """Return one error with the pointer of its field, never with the field's text."""
    pointer = "".join(f"/{step}" for step in error.absolute_path)
    rule = str(error.validator)
    sentence = _SENTENCES.get(rule, "Correct this value.").format(limit=error.validator_value)
    return {"pointer": pointer or "/", "detail": sentence, "code": f"resume-{rule.lower()}"}


def problems(resume: Any) -> list[dict[str, str]]:
    """Return what keeps ``resume`` from being a JSON Resume, at most 20 points."""
    found = []
    for error in _validator.iter_errors(resume):
        found.append(_problem(error))
        if len(found) == _MOST_ERRORS:
            break
    return found


def check(resume: Any) -> None:
    """Make sure that ``resume`` is a JSON Resume.

    Raises:
        ResumeRefused: it is not; ``errors`` point at every field.
    """
    if found := problems(resume):
        raise ResumeRefused(
            "Correct the fields named in errors and send the résumé again.", errors=found
        )
