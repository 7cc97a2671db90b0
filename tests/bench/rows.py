"""Two hundred rows of each hot list for a new person, and the statement that reads 21 of them."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.utils import timezone
from uuid_utils.compat import uuid7

COUNT = 200
Made = tuple[UUID, str, str]


def _select(columns: tuple[str, ...], table: str, where: str = "") -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f'SELECT {names} FROM "{table}" WHERE user_id = %s{where} ORDER BY id DESC LIMIT 21'


def messages() -> Made:
    """Make messages."""
    from notification_service.inbox.api import MessagesView
    from notification_service.inbox.models import Message

    user_id, now = uuid4(), timezone.now()
    Message.objects.bulk_create(
        Message(
            id=uuid7(),
            user_id=user_id,
            kind="application_submitted",
            subject=str(uuid4()),
            title=f"Your application for position {number} was sent",
            body="The employer confirmed it. You find what was sent under your applications.",
            link=f"/applications/{number}",
            created_at=now,
        )
        for number in range(COUNT)
    )
    query = _select(MessagesView.row_fields, Message._meta.db_table, " AND archived_at IS NULL")
    return user_id, "/api/v1/notifications/messages/", query


def openings() -> Made:
    """Make openings."""
    from agent_service.openings.api import OpeningViewSet
    from agent_service.openings.models import Opening

    user_id = uuid4()
    _openings(user_id)
    query = _select(OpeningViewSet.row_fields, Opening._meta.db_table)
    return user_id, "/api/v1/agents/openings/", query


def applications() -> Made:
    """Make applications with their runs and openings."""
    from agent_service.applications.api import ApplicationViewSet
    from agent_service.applications.models import Application
    from agent_service.runs.models import Run

    user_id, now = uuid4(), timezone.now()
    wanted = {"user_id": user_id, "created_at": now}
    runs = [
        Run(opening=one, document_id=uuid4(), state="finished", step="track", due_at=now, **wanted)
        for one in _openings(user_id)
    ]
    Run.objects.bulk_create(runs)
    Application.objects.bulk_create(
        Application(
            run=run,
            opening=run.opening,
            title=run.opening.title,
            employer=run.opening.employer,
            updated_at=now,
            **wanted,
        )
        for run in runs
    )
    query = _select(ApplicationViewSet.row_fields, Application._meta.db_table)
    return user_id, "/api/v1/agents/applications/", query


def _openings(user_id: UUID) -> list:  # type: ignore[type-arg]
    from agent_service.openings.models import Opening

    now = timezone.now()
    found = [
        Opening(
            user_id=user_id,
            url=f"https://boards.example.org/harbour/jobs/{number}",
            state="ready",
            title=f"Backend Engineer {number}",
            employer="Harbour",
            places=[{"city": "Berlin", "country": "DE"}],
            next_attempt_at=now,
            created_at=now,
        )
        for number in range(COUNT)
    ]
    return Opening.objects.bulk_create(found)


MAKERS: dict[str, Callable[[], Made]] = {
    "messages": messages,
    "openings": openings,
    "applications": applications,
}
