"""Pauses where nothing arrives any more: a destination of the person, or their bounced address."""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from notification_service.channels import TransportError
from notification_service.contacts.models import Contact
from notification_service.delivery.decide import Person
from notification_service.delivery.models import Delivery, State
from notification_service.delivery.suppressions import suppress
from notification_service.destinations import actions as destinations

#: Sent with ``user_id``, ``detail`` and ``at`` when a person's address turns out to be none.
bounced = Signal()


@transaction.atomic
def stop_where_dead(row: Delivery, error: TransportError, person: Person, *, at: datetime) -> bool:
    """Stop where a message failed for good or was given up; return whether this call did.

    Args:
        row: the message, its failure noted and written.
        error: why it was not taken.
        person: whom it was for.
        at: now.
    """
    given_up = row.state == State.PARKED
    if row.destination and (error.dead or given_up):
        reason = "given-up" if given_up else "refused"
        return destinations.stop(row.destination, reason=reason, detail=str(error), at=at)
    if not error.dead or person.contact is None:
        return False
    return stop_address(person.contact, str(error), at=at)


@transaction.atomic
def stop_address(contact: Contact, detail: str, *, at: datetime) -> bool:
    """Let nothing more go to an address that is none; return whether that is new."""
    new = bool(suppress([contact], reason=f"bounced: {detail}"[:200], at=at))
    if new:
        bounced.send(sender=Delivery, user_id=contact.user_id, detail=detail[:300], at=at)
    return new
