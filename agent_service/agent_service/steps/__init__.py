"""The pipeline of an agent run: one step a file, in the order of execution."""

from functools import cache
from typing import TYPE_CHECKING

from common.plugins import load

if TYPE_CHECKING:
    from agent_service.steps._contract import Step

PIPELINE = (
    "resume",
    "posting",
    "match",
    "decide",
    "write",
    "prepare",
    "approve",
    "submit",
    "track",
)
#: Steps that need the browser's worker.
IN_BROWSER = frozenset({"prepare", "submit"})


@cache
def steps() -> "dict[str, Step]":
    """Return every step there is by name: those of PIPELINE, and old ones a run may stand at.

    They are loaded when a worker first needs one, so that the API carries no browser.
    """
    return {step.name: step for step in load(__name__, "STEP").values()}
