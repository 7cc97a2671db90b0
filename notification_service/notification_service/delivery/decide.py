"""Whether a message goes out now, later or not at all: one pure decision with its reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from notification_service.channels import Channel
from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery
from notification_service.messages.kinds import KINDS
from notification_service.preferences.actions import Known, wants

#: How long a message waits for the contact of a person nobody has told us about.
_PATIENCE = timedelta(hours=1)
_LOOK_AGAIN = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a delivery."""

    do: Literal["send", "wait", "suppress"]
    reason: str = ""
    until: datetime | None = None  # when to look again, where it waits


SEND = Decision("send")


def decide(
    delivery: Delivery,
    channel: Channel | None,
    *,
    known: Known,
    contact: Contact | None,
    at: datetime,
) -> Decision:
    """Return what to do with a delivery at this moment.

    Args:
        delivery: what would be sent.
        channel: by which it would go; None where its file was taken away.
        known: the person's choices.
        contact: where the person can be reached; None where we were not told yet.
        at: now.
    """
    kind = KINDS.get(delivery.kind)
    if kind is None or channel is None:
        return Decision("suppress", "kind-or-channel-gone")
    if not wants(known, kind, delivery.channel):
        return Decision("suppress", "preference")
    if channel.local:
        return SEND
    if contact is None:
        if at - delivery.created_at < _PATIENCE:
            return Decision("wait", "contact-unknown", at + _LOOK_AGAIN)
        return Decision("suppress", "contact-unknown")
    unreachable = channel.unreachable(contact)
    return Decision("suppress", unreachable) if unreachable else SEND
