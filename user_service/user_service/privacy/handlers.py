"""Events that privacy hears."""

from common.contracts.privacy import ErasureDone
from common.events import Envelope, handles
from user_service.privacy import actions


@handles(ErasureDone)
def note_done(event: ErasureDone, envelope: Envelope) -> None:
    """Keep what a service removed."""
    actions.note_done(
        event.erasure_id, service=event.service, rows=event.rows, at=envelope.occurred_at
    )
