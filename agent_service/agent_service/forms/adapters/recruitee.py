"""Recruitee: career sites at NAME.recruitee.com and at employers' own addresses.

Source of the schema: Careers Site API, "Show an offer" (https://docs.recruitee.com/reference).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from agent_service.forms.adapter import Adapter
from agent_service.forms.asked import asked
from agent_service.forms.reader import Control

_KINDS = {
    "string": "text",
    "text": "textarea",
    "boolean": "radio",
    "single_choice": "radio",
    "multi_choice": "checkboxes",
    "dropdown": "select",
    "date": "date",
    "number": "number",
    "file": "file",
    "legal": "checkbox",
}
_STANDARD = (
    ("options_phone", "Phone", "tel"),
    ("options_photo", "Photo", "file"),
    ("options_cv", "CV", "file"),
    ("options_cover_letter", "Cover letter", "file"),
)


class RecruiteeForm(Adapter):
    """Forms of Recruitee's career sites; known from their documentation only."""

    name = "recruitee"
    sites = ("recruitee.com",)
    marks = "form [name^='candidate.openQuestionAnswers'], form [name='candidate.cv']"

    def schema_url(self, url: str) -> str:
        """Return the offer in the public API."""
        parts = urlsplit(url)
        slug = re.search(r"/o/([\w-]+)", parts.path)
        if not slug or not (parts.hostname or "").endswith(".recruitee.com"):
            return ""
        return f"https://{parts.hostname}/api/offers/{slug[1]}"

    def schema(self, payload: Mapping[str, Any]) -> tuple[Control, ...]:
        """Return the questions of an offer: the standing ones and the employer's."""
        offer = payload.get("offer", payload)
        if not isinstance(offer, Mapping) or "options_cv" not in offer:
            raise ValueError("this is no Recruitee offer")
        return (
            asked("Full name", "text", name="candidate.name", required=True),
            asked("Email", "email", name="candidate.email", required=True),
            *_standard(offer),
            *_open(offer),
        )


def _standard(offer: Mapping[str, Any]) -> Iterator[Control]:
    for option, label, kind in _STANDARD:
        wish = offer.get(option)
        if wish in ("required", "optional"):
            name = f"candidate.{option.removeprefix('options_')}"
            yield asked(label, kind, name=name, required=wish == "required")


def _open(offer: Mapping[str, Any]) -> Iterator[Control]:
    for question in offer.get("open_questions") or []:
        kind = _KINDS.get(str(question.get("kind")))
        if not kind:
            continue
        options = [str(o.get("body") or "") for o in question.get("open_question_options") or []]
        yield asked(
            str(question.get("body") or ""),
            kind,
            name=f"candidate.openQuestionAnswers.{question.get('id')}",
            required=bool(question.get("required")),
            options=("Yes", "No") if question.get("kind") == "boolean" else tuple(options),
        )


FORM = RecruiteeForm()
