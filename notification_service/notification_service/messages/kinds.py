"""Every kind of message: what causes it, how it may be sent, how long it stays true.

A new kind is a row here and one template in each language, ``<language>/<kind>.txt``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from common.contracts import agent, ats, operations, user
from common.events import Event

IN_APP, EMAIL = "in_app", "email"
#: The template of one message about many; no kind, as nothing causes it by itself.
DIGEST = "_digest"
_BOTH = frozenset({IN_APP, EMAIL})
_APP = frozenset({IN_APP})
_RUN = "/api/v1/agents/runs/{run_id}/"
_APPLICATION = "/api/v1/agents/applications/{application_id}/"
_AGENTS = "/admin/agents/"
_REVIEW = "/applications/{application_id}/mailed-link/"
_DAY = timedelta(days=1)


class Priority(IntEnum):
    """What goes first where much waits."""

    URGENT = 0  # goes out in quiet hours, too
    NORMAL = 1
    LOW = 2


class Pace(StrEnum):
    """How soon a kind goes to a channel."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message.

    ``subject``, ``link``, ``mint`` and ``collapse`` are formats over the facts of the cause. What
    gives the same subject twice is told once: a subject with ``{event_id}`` in it tells every
    occurrence. What waits to be sent with the same ``collapse`` becomes one message.
    """

    name: str
    label: str  # what people see among their preferences
    event: type[Event] | None  # what causes it; None where this service itself does
    subject: str
    link: str = ""  # path below PUBLIC_URL; "" where there is nothing to open
    mint: str = ""  # internal path of agent_service that makes the link of a mail; "" for none
    pressing: bool = False  # whether a mail without that link is of no use, and waits for it
    on: frozenset[str] = _BOTH  # channels that are on until the person says otherwise
    locked: frozenset[str] = field(default_factory=frozenset)  # channels that stay on
    priority: Priority = Priority.NORMAL
    pace: Pace = Pace.AT_ONCE  # of channels outside the app, until the person says otherwise
    stays: timedelta = 14 * _DAY  # how long after its cause it is worth telling
    until: str = ""  # the fact that says until when it is true; "" where ``stays`` does
    collapse: str = ""  # "" where each is a message of its own
    gather: timedelta = timedelta(0)  # how long to wait for more that collapses with it
    snooze: bool = False  # whether its reader may be reminded tomorrow instead
    invites: bool = False  # whether its mail carries the interview for a calendar
    asked: bool = False  # told only where its reader asked for this very one
    staff: bool = False  # told to those of STAFF_ALERTS, not to the person it is about

    @property
    def may_wait(self) -> bool:
        """Return whether quiet hours, pauses and digests hold it back."""
        return self.priority is not Priority.URGENT

    def subject_of(self, facts: Mapping[str, Any]) -> str:
        """Return what the message is about: one message a person, kind and subject."""
        return self.subject.format_map(facts)

    def link_of(self, facts: Mapping[str, Any]) -> str:
        """Return the path that the message leads to."""
        return self.link.format_map({"admin": "", **facts})

    def collapse_of(self, facts: Mapping[str, Any]) -> str:
        """Return the key of what becomes one message with it; "" where nothing does."""
        return self.collapse.format_map(facts)

    def true_until(self, facts: Mapping[str, Any], *, occurred_at: datetime) -> datetime:
        """Return the moment after which nobody should be told any more."""
        value = facts.get(self.until) if self.until else None
        return datetime.fromisoformat(value) if value else occurred_at + self.stays


_ALL = (
    Kind(
        "approval_needed",
        "An application waits for your approval",
        agent.ApprovalRequested,
        "{application_id}:{manifest_digest:.16}",
        "/review/{application_id}/",
        mint=_REVIEW,
        pressing=True,
        until="expires_at",
        snooze=True,
    ),
    Kind(
        "person_needed",
        "The agent needs your help",
        agent.PersonNeeded,
        "{event_id}",
        link=_RUN,
        mint=_REVIEW,
        pressing=True,
        snooze=True,
    ),
    Kind(
        "application_submitted",
        "An application was submitted",
        agent.ApplicationSubmitted,
        "{application_id}",
        link=_APPLICATION,
        mint=_REVIEW,
    ),
    Kind(
        "application_refused",
        "An employer's form refused an application",
        agent.ApplicationRefused,
        "{application_id}",
        link=_APPLICATION,
        mint=_REVIEW,
    ),
    Kind(
        "outcome_unknown",
        "Whether an application arrived is unknown",
        agent.OutcomeLost,
        "{application_id}",
        link=_APPLICATION,
        mint=_REVIEW,
        pressing=True,
        stays=60 * _DAY,
    ),
    Kind("run_failed", "A run ended without an application", agent.RunFailed, "{run_id}", _RUN),
    Kind(
        "match_found",
        "A posting suits you",
        agent.MatchFound,
        "{run_id}",
        _RUN,
        on=_APP,
        priority=Priority.LOW,
        pace=Pace.DAILY,
        stays=7 * _DAY,
        collapse="match",
        gather=timedelta(minutes=2),
    ),
    Kind(
        "posting_closed",
        "A posting you follow was closed",
        agent.PostingClosed,
        "{run_id}",
        _RUN,
        on=_APP,
        priority=Priority.LOW,
        stays=7 * _DAY,
    ),
    Kind(
        "follow_up_due",
        "It is time to follow up",
        None,
        "{occasion}",
        link=_APPLICATION,
        mint=_REVIEW,
        snooze=True,
    ),
    Kind(
        "interview_tomorrow",
        "An interview is coming up",
        None,
        "{occasion}",
        until="starts_at",
        invites=True,
    ),
    Kind(
        "interview_planned",
        "An interview for your calendar",
        None,
        "{occasion}",
        on=frozenset({EMAIL}),
        until="starts_at",
        invites=True,
    ),
    Kind(
        "weekly_report",
        "Your week in numbers",
        None,
        "{occasion}",
        on=frozenset({EMAIL}),
        priority=Priority.LOW,
        stays=2 * _DAY,
    ),
    Kind(
        "document_read",
        "A document was read",
        ats.DocumentParsed,
        "{parse_id}",
        "/api/v1/ats/parses/{parse_id}/",
        on=_APP,
    ),
    Kind(
        "document_rejected",
        "A document could not be read",
        ats.DocumentRejected,
        "{document_id}:{sha256:.16}",
        "/api/v1/users/documents/{document_id}/",
        on=_APP,
    ),
    Kind(
        "new_sign_in",
        "Somebody signed in from a new device",
        user.SignedIn,
        "{event_id}",
        locked=_BOTH,
        priority=Priority.URGENT,
    ),
    Kind(
        "password_changed",
        "Your password was changed",
        user.PasswordChanged,
        "{event_id}",
        locked=_BOTH,
        priority=Priority.URGENT,
    ),
    Kind(
        "data_exported",
        "Your data was exported",
        user.DataExported,
        "{occurred_at:.10}",
        locked=_BOTH,
        priority=Priority.URGENT,
    ),
    Kind(
        "channel_paused",
        "A channel no longer reaches you",
        None,
        "{occasion}",
        locked=_BOTH,
    ),
    Kind(
        "webhook_disabled",
        "A webhook was switched off",
        None,
        "{occasion}",
        locked=_BOTH,
    ),
    Kind(
        "test_message",
        "A test that you asked for",
        None,
        "{occasion}",
        on=frozenset(),
        priority=Priority.URGENT,
        stays=timedelta(hours=1),
        asked=True,
    ),
    Kind(
        "queue_stuck",
        "Work is not getting done",
        operations.QueueStuck,
        "{service}:{queue}:{since_at:.13}",
        link="{admin}",
        locked=_BOTH,
        priority=Priority.URGENT,
        stays=_DAY,
        staff=True,
    ),
    Kind(
        "source_silent",
        "A job board answers no more",
        operations.SourceSilent,
        "{source}:{since_at:.10}",
        link=_AGENTS,
        priority=Priority.LOW,
        stays=3 * _DAY,
        staff=True,
    ),
    Kind(
        "adapter_changed",
        "An employer's form changed",
        operations.AdapterChanged,
        "{adapter}:{fingerprint:.16}",
        link=_AGENTS,
        priority=Priority.LOW,
        stays=3 * _DAY,
        collapse="adapter",
        gather=timedelta(minutes=2),
        staff=True,
    ),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
