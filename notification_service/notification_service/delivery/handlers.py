"""Every event that causes a message: each kind names its own."""

from django.utils import timezone

from common.events import Envelope, Event, handles
from notification_service.delivery import actions
from notification_service.messages.kinds import KINDS, Kind


def _tell(kind: Kind, cause: type[Event]) -> None:
    """Have ``kind`` told whenever ``cause`` happens."""

    @handles(cause)
    def tell(event: Event, envelope: Envelope) -> None:
        if envelope.user_id is None:
            return
        facts = {**event.model_dump(mode="json"), "event_id": str(envelope.id)}
        actions.route(
            kind,
            envelope.user_id,
            facts,
            occurred_at=envelope.occurred_at,
            at=timezone.now(),
        )


for _kind in KINDS.values():
    if _kind.event is not None:
        _tell(_kind, _kind.event)
