"""Greenhouse: hosted boards, the older board and boards embedded in an employer's page.

Source of the schema: Job Board API, "Retrieve a job" with ``questions=true``
(https://developers.greenhouse.io/job-board.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from agent_service.forms.adapter import Adapter, Verified
from agent_service.forms.asked import asked
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot

_KINDS = {
    "input_file": "file",
    "input_text": "text",
    "textarea": "textarea",
    "multi_value_single_select": "select",
    "multi_value_multi_select": "checkboxes",
}


class GreenhouseForm(Adapter):
    """Forms of boards.greenhouse.io and job-boards.greenhouse.io."""

    name = "greenhouse"
    verified = Verified(date(2026, 11, 24), "a saved page of job-boards.greenhouse.io")
    sites = ("greenhouse.io",)
    marks = (
        "#grnhse_app, form#application_form [name^='job_application'],"
        " form#application-form.application--form"
    )
    submit_hosts = ("amazonaws.com",)  # files go to its store directly
    thanks_path = r"/confirmation/?$"

    def slot(self, control: Control, form: Sequence[Control]) -> Slot | None:
        """Return the dialling code for the Country list that stands right before Phone.

        Its label says only "Country"; the home country is asked in a question of its own.
        """
        if control.label != "Country" or control.kind != "combobox":
            return None
        after = [c for c in form if c.frame == control.frame]
        at = next((i for i, c in enumerate(after) if c.key == control.key), -1)
        if 0 <= at < len(after) - 1 and after[at + 1].label == "Phone":
            return Slot("phone_country", "derived", "it stands before the phone number")
        return None

    def schema_url(self, url: str) -> str:
        """Return the job in the public API: board and number stand in all forms of its URL."""
        parts = urlsplit(url)
        if not (parts.hostname or "").endswith("greenhouse.io"):
            return ""
        query = parse_qs(parts.query)
        path = re.search(r"^/(?:embed/)?(?P<board>[\w-]+)/jobs/(?P<job>\d+)", parts.path)
        board = path["board"] if path else "".join(query.get("for", [])[:1])
        job = path["job"] if path else "".join(query.get("token", [])[:1])
        if not re.fullmatch(r"[\w-]+", board) or not job.isdecimal():
            return ""
        region = ".eu" if ".eu." in (parts.hostname or "") else ""
        api = f"https://boards-api{region}.greenhouse.io/v1/boards"
        return f"{api}/{board}/jobs/{job}?questions=true"

    def schema(self, payload: Mapping[str, Any]) -> tuple[Control, ...]:
        """Return the questions of a job, those of location and compliance among them."""
        if not isinstance(payload.get("questions"), list):
            raise ValueError("this is no Greenhouse job with its questions")
        blocks = [payload["questions"], payload.get("location_questions") or []]
        blocks += [b.get("questions") or [] for b in payload.get("compliance") or []]
        return tuple(c for block in blocks for question in block for c in _questions(question))


def _questions(question: Mapping[str, Any]) -> Iterator[Control]:
    """Yield the first way of answering; a file may be pasted instead, which we never do."""
    for field in (question.get("fields") or [])[:1]:
        kind = _KINDS.get(str(field.get("type")))
        if kind:
            options = tuple(str(v.get("label") or "") for v in field.get("values") or [])
            yield asked(
                str(question.get("label") or ""),
                kind,
                name=str(field.get("name") or ""),
                required=bool(question.get("required")),
                options=options,
            )


FORM = GreenhouseForm()
