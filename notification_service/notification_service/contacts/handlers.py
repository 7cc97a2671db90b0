"""What user_service says about contacts."""

from django.utils import timezone

from common.contracts.user import ContactChanged
from common.events import Envelope, handles
from notification_service.contacts import actions


@handles(ContactChanged)
def refresh_contact(event: ContactChanged, envelope: Envelope) -> None:
    """Fetch the contact; user_service away means that the message is handled again later."""
    if envelope.user_id:
        actions.refresh(envelope.user_id, version=event.version, at=timezone.now())
