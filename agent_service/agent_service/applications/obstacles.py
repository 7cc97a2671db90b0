"""What stands in the way of an application that only a person gets past."""

from dataclasses import asdict, dataclass
from typing import Any

from agent_service.consents.actions import SITE_NEEDED, site
from agent_service.forms.draft import Draft
from agent_service.forms.draft import NeedsPerson as Met
from agent_service.forms.manifest import SentRequest


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way: a stable ``code``, ``why`` for reading, and where."""

    code: str
    why: str
    url: str = ""  # of the form, for the person's own browser
    site: str = ""  # that would have to be sent to
    held: tuple[str, ...] = ()  # what the page wanted to send, for reading

    def stored(self) -> dict[str, Any]:
        """Return it as an application keeps it."""
        return {**asdict(self), "held": list(self.held)}


NO_FORM = Obstacle("no-form", "The opening has no form; send the documents yourself.")


def met_at(url: str, met: Met) -> Obstacle:
    """Return what was met on the way to, or on, the form at ``url``."""
    there = met.draft.manifest.final_url if met.draft else url
    return Obstacle(f"form-{met.kind}".replace("_", "-"), met.why, url=there)


def consent_needed(draft: Draft) -> Obstacle:
    """Return that a form cannot be filled before its site may be sent to."""
    where = draft.manifest.final_url
    asked = [one for one in draft.held_back if one.kind not in ("ping", "image", "wire")]
    named = site(where)
    return Obstacle(
        SITE_NEEDED,
        "This form cannot be filled in whole without sending something first. Let the agent "
        f"prepare on {named}, or go on in your own browser.",
        url=where,
        site=named,
        held=tuple(dict.fromkeys(_line(one) for one in asked))[:20],
    )


def _line(one: SentRequest) -> str:
    """Return a request in a line without what its address may carry."""
    size = f", {one.body_bytes} bytes" if one.body_bytes else ""
    return f"{one.method} {one.url.split('?')[0][:200]}{size}".strip()
