"""What a delivery's reader gets, as staff may see it."""

from notification_service.channels import Channel
from notification_service.delivery.letters import letter_of, local_letter
from notification_service.delivery.models import Delivery
from notification_service.delivery.sending import people_of
from notification_service.messages.kinds import KINDS
from notification_service.messages.minting import Minted
from notification_service.preferences.actions import channels


def preview(row: Delivery) -> str:
    """Return the exact bytes of a delivery as text.

    Only the links that decide without a password are not made: the page's own path is in their
    place. Where it cannot be shown, the text says why.
    """
    kind = KINDS.get(row.kind)
    channel: Channel | None = channels().get(row.channel)
    if kind is None or channel is None:
        return "This version of the product knows the kind or the channel no more."
    if channel.local:
        return str(channel.preview(local_letter(row)))
    person = people_of([row])[str(row.user_id)]
    if person.contact is None:
        return "Nobody has told us where the person can be reached."
    others = Delivery.objects.carried_by(row)
    links = Minted(kind.link_of(row.facts))
    try:
        return str(channel.preview(letter_of(row, person, list(others), minted=links)))
    except Exception as error:  # a channel's own trouble is what staff want to see
        return f"The channel cannot make it: {type(error).__name__}: {error}"
