"""Every event that causes a message: each kind names its own. Changed habits: look again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone

from common.events import Envelope, Event, handles
from notification_service.delivery import actions
from notification_service.messages.kinds import KINDS, Kind
from notification_service.preferences.actions import changed


def _tell(kind: Kind, cause: type[Event]) -> None:
    """Have ``kind`` told whenever ``cause`` happens."""

    @handles(cause)
    def tell(event: Event, envelope: Envelope) -> None:
        facts = {**event.model_dump(mode="json"), "event_id": str(envelope.id)}
        occurred_at, at = envelope.occurred_at, timezone.now()
        if kind.staff:
            actions.route_to_staff(kind, facts, occurred_at=occurred_at, at=at)
        elif envelope.user_id is not None:
            actions.route(kind, envelope.user_id, facts, occurred_at=occurred_at, at=at)


for _kind in KINDS.values():
    if _kind.event is not None:
        _tell(_kind, _kind.event)


@receiver(changed)
def look_again(sender: Any, user_id: UUID, at: datetime, **_: Any) -> None:
    """Decide anew about what waits for a person who chose otherwise."""
    actions.look_again(user_id, at=at)
