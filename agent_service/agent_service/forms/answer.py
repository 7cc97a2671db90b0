"""What a question is answered with, and the answer that leaves it to the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent_service.forms.candidate import Candidate, Document, JobContext
from agent_service.forms.manifest import Policy, Source, Value
from agent_service.forms.reader import Control
from agent_service.forms.slots import Slot

NOTHING = Source(kind="none")


@dataclass(frozen=True)
class Answer:
    """What to put into a control; ``ask`` says that a person has to."""

    value: Value
    source: Source
    policy: Policy
    reason: str
    slot: str = ""
    ask: bool = False
    document: Document | None = None


def blank(control: Control, slot: Slot, reason: str) -> Answer:
    """Leave it empty; a required one is asked."""
    return Answer(None, NOTHING, slot.policy, reason, ask=control.required)


def home(candidate: Candidate) -> str:
    """Return the ISO code of the country the person lives in; empty when it is not known."""
    where = (candidate.profile.get("basics") or {}).get("location") or {}
    return str(where.get("countryCode") or "")


Decider = Callable[[Control, Candidate, JobContext, Slot], Answer]
