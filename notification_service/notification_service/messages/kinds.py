"""Every kind of message: what causes it, what it is about, where it goes by default.

A new kind is a row here and a pair of templates beside it, ``en/<kind>.txt`` and
``en/<kind>.html``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from common.contracts import agent, ats, user
from common.events import Event

IN_APP, EMAIL = "in_app", "email"
_BOTH = frozenset({IN_APP, EMAIL})
_RUN = "/api/v1/agents/runs/{run_id}/"
_APPLICATION = "/api/v1/agents/applications/{application_id}/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message.

    ``subject`` and ``link`` are formats over the facts of the cause. What gives the same subject
    twice is told once: a subject with ``{event_id}`` in it tells every occurrence.
    """

    name: str
    label: str  # what people see among their preferences
    event: type[Event] | None  # what causes it; None where a reminder does
    subject: str
    link: str = ""  # path below PUBLIC_URL; "" where there is nothing to open
    mint: str = ""  # internal path of agent_service that makes the link of a mail; "" for none
    on: frozenset[str] = _BOTH  # channels that are on until the person says otherwise
    locked: frozenset[str] = field(default_factory=frozenset)  # channels that stay on

    def subject_of(self, facts: Mapping[str, Any]) -> str:
        """Return what the message is about: one message a person, kind and subject."""
        return self.subject.format_map(facts)

    def link_of(self, facts: Mapping[str, Any]) -> str:
        """Return the path that the message leads to."""
        return self.link.format_map(facts)


_ALL = (
    Kind(
        "approval_needed",
        "An application waits for your approval",
        agent.ApprovalRequested,
        "{application_id}:{manifest_digest:.16}",
        "/review/{application_id}/",
        mint="/applications/{application_id}/mailed-link/",
    ),
    Kind(
        "person_needed", "The agent needs your help", agent.PersonNeeded, "{event_id}", link=_RUN
    ),
    Kind(
        "application_submitted",
        "An application was submitted",
        agent.ApplicationSubmitted,
        "{application_id}",
        link=_APPLICATION,
    ),
    Kind(
        "application_refused",
        "An employer's form refused an application",
        agent.ApplicationRefused,
        "{application_id}",
        link=_APPLICATION,
    ),
    Kind(
        "outcome_unknown",
        "Whether an application arrived is unknown",
        agent.OutcomeLost,
        "{application_id}",
        link=_APPLICATION,
    ),
    Kind("run_failed", "A run ended without an application", agent.RunFailed, "{run_id}", _RUN),
    Kind("follow_up_due", "It is time to follow up", None, "{occasion}", link=_APPLICATION),
    Kind(
        "document_read",
        "A document was read",
        ats.DocumentParsed,
        "{parse_id}",
        "/api/v1/ats/parses/{parse_id}/",
        on=frozenset({IN_APP}),
    ),
    Kind(
        "document_rejected",
        "A document could not be read",
        ats.DocumentRejected,
        "{document_id}:{sha256:.16}",
        "/api/v1/users/documents/{document_id}/",
        on=frozenset({IN_APP}),
    ),
    Kind(
        "password_changed",
        "Your password was changed",
        user.PasswordChanged,
        "{event_id}",
        locked=_BOTH,
    ),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
