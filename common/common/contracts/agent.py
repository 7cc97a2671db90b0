"""What agent_service tells the others."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from common.events import Event

_TOLD = ("notification_service",)


class ApplicationState(StrEnum):
    """Where an application stands; only ``submitted`` says that the employer has it."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"
    REFUSED = "refused"
    OUTCOME_UNKNOWN = "outcome_unknown"
    WITHDRAWN = "withdrawn"


class RunState(StrEnum):
    """Where an agent run stands."""

    RUNNING = "running"
    WAITING = "waiting"
    NEEDS_PERSON = "needs_person"
    NEEDS_ATTENTION = "needs_attention"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RunChanged(Event):
    """A run moved on; screens that show it may look again."""

    name: ClassVar[str] = "agent.run_changed.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    run_id: UUID
    state: RunState
    step: str


class ApprovalRequested(Event):
    """A manifest waits for the person's word."""

    name: ClassVar[str] = "agent.approval_requested.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    run_id: UUID
    application_id: UUID
    manifest_digest: str
    expires_at: datetime


class PersonNeeded(Event):
    """A run stopped where only the person may go on: a login, a code, an answer."""

    name: ClassVar[str] = "agent.person_needed.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    run_id: UUID
    code: str  # stable, kebab-case
    application_id: UUID | None = None  # a run may stop before it has one


class ApplicationSubmitted(Event):
    """An employer's form confirmed an application."""

    name: ClassVar[str] = "agent.application_submitted.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    application_id: UUID
    run_id: UUID
    submitted_at: datetime


class ApplicationRefused(Event):
    """An employer's form refused an application and stored nothing."""

    name: ClassVar[str] = "agent.application_refused.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    application_id: UUID
    run_id: UUID


class OutcomeLost(Event):
    """Whether an application arrived is unknown; only the person can settle it."""

    name: ClassVar[str] = "agent.outcome_lost.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    application_id: UUID
    run_id: UUID


class RunFailed(Event):
    """A run ended without an application."""

    name: ClassVar[str] = "agent.run_failed.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    run_id: UUID
    step: str
    code: str  # stable, kebab-case


class MatchFound(Event):
    """A posting suits the person well enough to be told about."""

    name: ClassVar[str] = "agent.match_found.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    run_id: UUID
    match_id: UUID
    score: float  # 0 to 1
    met: int  # requirements with evidence in the résumé
    missing: int  # requirements without


class PostingClosed(Event):
    """The posting of a run takes no applications any more."""

    name: ClassVar[str] = "agent.posting_closed.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    run_id: UUID
    opening_id: UUID
