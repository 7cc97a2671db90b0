"""Letters for tests."""

from typing import Any
from uuid import uuid4

from conftest import NOON

from notification_service.channels import Letter
from notification_service.contacts.models import Contact
from notification_service.delivery.decide import Person
from notification_service.delivery.letters import letter_of
from notification_service.delivery.models import Delivery


def letter(**changed: Any) -> Letter:
    """Return a letter about a failed run."""
    fields: dict[str, Any] = {
        "user_id": uuid4(),
        "version": 1,
        "email": "ada@example.org",
        "email_verified": True,
        "name": "Ada",
        "zone": "Europe/Berlin",
        "language": "en",
        "fetched_at": NOON,
    }
    facts = {"step": "prepare", "code": "form-unreadable", "run_id": str(uuid4())}
    facts |= changed.pop("facts", {})
    row = Delivery(
        kind=changed.pop("kind", "run_failed"), channel="email", facts=facts, occurred_at=NOON
    )
    contact = Contact(**{**fields, **changed})
    row.user_id = contact.user_id
    return letter_of(row, Person(contact=contact))
