"""Every event that causes a message: each kind names its own. Changed habits: look again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils import timezone

from common.events import Envelope, Event, handles
from notification_service.delivery import actions
from notification_service.delivery.stopping import bounced
from notification_service.destinations.actions import stopped
from notification_service.destinations.models import Destination
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


@receiver(bounced)
def tell_bounced(sender: Any, user_id: UUID, detail: str, at: datetime, **_: Any) -> None:
    """Tell a person elsewhere that their address takes no mail."""
    actions.tell_bounced(user_id, detail, at=at)


@receiver(stopped)
def tell_stopped(sender: Any, destination: Destination, at: datetime, **_: Any) -> None:
    """Tell a person elsewhere that nothing arrives at a destination."""
    actions.tell_stopped(destination, at=at)
