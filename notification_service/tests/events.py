"""One of every event that this service hears."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from common.contracts import agent, ats, operations, user
from common.events import Event

_SPACE = UUID("00000000-0000-0000-0000-00000000feed")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def named(name: str) -> UUID:
    """Return an id that is the same in every run."""
    return uuid5(_SPACE, name)


RUN, APPLICATION, DOCUMENT = named("run"), named("application"), named("document")
EVENTS: tuple[Event, ...] = (
    agent.RunChanged(run_id=RUN, state=agent.RunState.RUNNING, step="match"),
    agent.ApprovalRequested(
        run_id=RUN,
        application_id=APPLICATION,
        manifest_digest="a" * 64,
        expires_at=NOON + timedelta(days=2),
    ),
    agent.PersonNeeded(run_id=RUN, code="login"),
    agent.ApplicationSubmitted(application_id=APPLICATION, run_id=RUN, submitted_at=NOON),
    agent.ApplicationRefused(application_id=APPLICATION, run_id=RUN),
    agent.OutcomeLost(application_id=APPLICATION, run_id=RUN),
    agent.RunFailed(run_id=RUN, step="posting", code="posting-behind-login"),
    ats.DocumentParsed(document_id=DOCUMENT, parse_id=named("parse"), sha256="b" * 64),
    ats.DocumentRejected(document_id=DOCUMENT, sha256="c" * 64, code="needs-ocr"),
    user.PasswordChanged(),
    user.SignedIn(),
    user.DataExported(),
    agent.MatchFound(run_id=RUN, match_id=named("match"), score=0.824, met=7, missing=2),
    agent.PostingClosed(run_id=RUN, opening_id=named("opening")),
)
STAFF_EVENTS: tuple[Event, ...] = (
    operations.QueueStuck(
        service="ats_service",
        queue="outbox",
        waiting=3,
        since_at=NOON - timedelta(hours=1),
        admin="/admin/ats/",
    ),
    operations.SourceSilent(source="greenhouse", code="posting-unreadable", since_at=NOON),
    operations.AdapterChanged(adapter="lever", fingerprint="e" * 64, changed=1),
)
