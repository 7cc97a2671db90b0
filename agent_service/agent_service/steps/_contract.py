"""What a step is given and what it may answer.

A step is a module with ``STEP``. Its ``run`` is called by the engine outside of any transaction,
once or more often: after a crash it is called again with the same context, so whatever it writes
it writes under a unique key. What it answers is stored by the engine, under the run's lease.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from common.events import Command, Event


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered to this step's command."""

    completed: bool
    output: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a step may know of its run."""

    run_id: UUID
    user_id: UUID
    opening_id: UUID
    document_id: UUID
    document_sha256: str
    profile_version: int | None
    fencing: int  # of the run's lease
    confirmed: frozenset[str]  # codes about which the person said to go on
    outputs: Mapping[str, Mapping[str, Any]]  # of the steps before, by name
    command_id: UUID  # to be used by this step's command
    answer: Answer | None
    at: datetime
    attempts: int  # how often this step was begun since the person last let it go on
    check_lease: Callable[[], None]  # raises LeaseLost; call it inside a transaction that counts


@dataclass(frozen=True, slots=True)
class Done:
    """The step is finished; the next one sees ``output``."""

    output: Mapping[str, Any] = field(default_factory=dict)
    pin: Mapping[str, Any] = field(default_factory=dict)  # columns of the run to fix for good
    news: tuple[Event, ...] = ()  # told with the step's result, in its transaction


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another service works; it is asked again after ``deadline_at``.

    Without a command the step itself is run again then.
    """

    code: str
    reason: str
    deadline_at: datetime
    command: Command | None = None


@dataclass(frozen=True, slots=True)
class NeedsPerson:
    """Only the person can go on."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The run ends here."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Back:
    """An earlier step has to be done again."""

    step: str
    reason: str


Outcome = Done | Waiting | NeedsPerson | Failed | Back


class Step(Protocol):
    """One step of the pipeline."""

    name: str

    def run(self, context: Context) -> Outcome:
        """Do the work, or say what it waits for.

        Raises:
            ServiceError: with ``permanent`` False to be tried again later, else the run fails.
        """
