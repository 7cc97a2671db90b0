"""What stands in the way of an application that only a person gets past."""

from dataclasses import asdict, dataclass
from typing import Any

from agent_service.applications.models import Application
from agent_service.consents.actions import SITE_NEEDED, site_or_none
from agent_service.forms.candidate import Candidate, StandingAnswer
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
    answers: tuple[tuple[str, str, str], ...] = ()  # label, value, source: for a form not read

    def stored(self) -> dict[str, Any]:
        """Return it as an application keeps it."""
        return {**asdict(self), "held": list(self.held), "answers": list(map(list, self.answers))}


NO_FORM = Obstacle("no-form", "The opening has no form; send the documents yourself.")

_HUNG = (
    "The form kept the browser busy for so long that the agent gave up; nothing was sent. "
    "Try it again, or go on in your own browser."
)
#: What a person types into most forms, by its name in a JSON Resume.
_OWN = {"name": "Name", "email": "Email", "phone": "Phone", "url": "Website"}
_PLACE = {"address": "Address", "postalCode": "Postal code", "city": "City"}


def where(application: Application) -> str:
    """Return the address of the employer's form; empty where there is none."""
    known = (application.obstacle or {}).get("url") or ""
    if not known and application.manifest:
        known = application.manifest.body["final_url"]
    found = str(known or application.opening.url)
    return found if found.startswith(("https://", "http://")) else ""


def to_copy(person: Candidate) -> tuple[tuple[str, str, str], ...]:
    """Return what a person types into most forms: label, value and source of each."""
    basics = person.profile.get("basics") or {}
    place = basics.get("location") or {}
    named = [(label, basics.get(name)) for name, label in _OWN.items()]
    named += [(label, place.get(name)) for name, label in _PLACE.items()]
    named += [(str(one.get("network")), one.get("url")) for one in basics.get("profiles") or []]
    own = [(label, str(value), "your profile") for label, value in named if value]
    bank = [(_asked(one), one.value, "your standing answer") for one in person.answers]
    return tuple(own + bank)


def _asked(answer: StandingAnswer) -> str:
    label = answer.question or answer.kind.replace("_", " ").capitalize()
    return f"{label} ({answer.country})" if answer.country else label


def met_at(url: str, met: Met) -> Obstacle:
    """Return what was met on the way to, or on, the form at ``url``."""
    there = met.draft.manifest.final_url if met.draft else url
    return Obstacle(f"form-{met.kind}".replace("_", "-"), met.why, url=there)


def hung(url: str) -> Obstacle:
    """Return that the form at ``url`` did not get ready in the time that a browser may take."""
    return Obstacle("form-hung", _HUNG, url=url)


def consent_needed(draft: Draft) -> Obstacle:
    """Return that a form cannot be filled before its site may be sent to."""
    where = draft.manifest.final_url
    asked = [one for one in draft.held_back if one.kind not in ("ping", "image", "wire")]
    named = site_or_none(where)
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
