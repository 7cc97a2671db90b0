"""The audit of attempts to get in."""

from datetime import datetime
from uuid import UUID

from user_service.accounts.callers import Caller
from user_service.accounts.models import AccessEvent


def record(
    kind: AccessEvent.Kind, outcome: str, *, user_id: UUID | None, caller: Caller, at: datetime
) -> UUID:
    """Write down one attempt and return the id of its row."""
    event = AccessEvent.objects.create(
        kind=kind,
        outcome=outcome,
        user_id=user_id,
        address=caller.address,
        agent=caller.agent,
        at=at,
    )
    return event.id
