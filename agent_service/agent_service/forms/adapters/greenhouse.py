"""Greenhouse: hosted boards, the older board and boards embedded in an employer's page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from agent_service.forms.adapter import Adapter
from agent_service.forms.page import PageError, PageLike
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot

_MARKS = """() => !!document.querySelector('#grnhse_app,
  form#application_form [name^="job_application"], form#application-form.application--form')"""


class GreenhouseForm(Adapter):
    """Forms of boards.greenhouse.io and job-boards.greenhouse.io."""

    name = "greenhouse"
    submit_hosts = ("greenhouse.io", "amazonaws.com")  # files go to its store directly

    def matches(self, page: PageLike) -> float:
        """Return certainty for Greenhouse's hosts and frames, less for its markup elsewhere."""
        hosts = [urlsplit(frame.url).hostname or "" for frame in page.frames()]
        if any(host.endswith("greenhouse.io") for host in hosts):
            return 1.0
        try:
            return 0.9 if page.frames()[0].evaluate(_MARKS) else 0.0
        except PageError:
            return 0.0

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


FORM = GreenhouseForm()
