"""One open application at an employer: the default, the warning, and the person's exception."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from agent_service.applications.models import Application
from agent_service.applications.timeline import note
from agent_service.applications.versions import locked
from agent_service.openings.identity import employer_part, similar_titles
from agent_service.runs import actions as runs
from common.contracts.agent import ApplicationState
from common.errors import ServiceError

_ON_ITS_WAY = (ApplicationState.SUBMITTING, ApplicationState.OUTCOME_UNKNOWN)


class EmployerTaken(ServiceError):
    """The person has another open application at this employer."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "employer-taken"
    title: ClassVar[str] = "You have an open application at this employer"


@dataclass(frozen=True, slots=True)
class Other:
    """Another open application at the same employer."""

    application_id: UUID
    title: str
    employer: str
    state: str
    submitted_at: datetime | None
    similar: bool  # its title is the same or nearly


def one_at_a_time(user_id: UUID) -> None:
    """Let the caller's transaction be the only one that decides about this person's sending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sending:{user_id}"]
        )


def others(application: Application, *, at: datetime, planned: bool = True) -> list[Other]:
    """Return the person's other open applications at the employer, those alike first.

    Args:
        application: the one that they are beside.
        at: now; what was sent longer ago than AGENT_OPEN_DAYS counts as over.
        planned: also those that are approved and not sent yet.
    """
    own = application.opening.soft_key
    if not own:
        return []
    since = at - timedelta(days=settings.OPEN_DAYS)
    states = (*_ON_ITS_WAY, ApplicationState.APPROVED) if planned else _ON_ITS_WAY
    sent = Q(state=ApplicationState.SUBMITTED, submitted_at__gt=since)
    rows = (
        Application.objects.of(application.user_id)
        .filter(Q(state__in=states) | sent, opening__soft_key__startswith=employer_part(own))
        .exclude(id=application.id)
        .select_related("opening")
        .order_by("-id")[:50]
    )
    found = [_other(row, own) for row in rows]
    return sorted(found, key=lambda one: not one.similar)


def _other(row: Application, own: str) -> Other:
    similar = similar_titles(own, row.opening.soft_key)
    return Other(row.id, row.title, row.employer, row.state, row.submitted_at, similar)


def check(application: Application, *, at: datetime, planned: bool = True) -> None:
    """Make sure that the person has no other open application there, or wants this one too.

    Raises:
        EmployerTaken: they have one, and did not say to apply here all the same.
    """
    if application.employer_allowed_at is not None:
        return
    if found := others(application, at=at, planned=planned):
        raise EmployerTaken(
            f"You have an open application for {found[0].title} at {application.employer}. "
            "Say to apply here all the same, or do not apply.",
            applications=[str(one.application_id) for one in found],
        )


@transaction.atomic(savepoint=False)
def allow(application_id: UUID, user_id: UUID, *, at: datetime) -> Application:
    """Apply here although another application at this employer is open.

    Raises:
        NotOpen: it was sent, or withdrawn.
    """
    application = locked(application_id, user_id)
    if application.employer_allowed_at is None:
        application.employer_allowed_at = application.updated_at = at
        application.save(update_fields=["employer_allowed_at", "updated_at"])
        sentence = (
            f"You said to apply although another application at {application.employer} is open."
        )
        note(application, "employer-allowed", sentence, at=at)
    if application.run.code == EmployerTaken.code:
        runs.go_on(application.run_id, at=at)
    return application
