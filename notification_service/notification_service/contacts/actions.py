"""Keeping the replica of people's contacts."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from pydantic import BaseModel, ConfigDict

from common import internal
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import zone_of
from notification_service.delivery import actions as deliveries
from notification_service.messages.rendering import one_line
from notification_service.reminders import actions as reminders


class ContactAnswer(BaseModel):
    """What user_service answers about a person."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    user_id: UUID
    version: int
    email: str
    email_verified: bool
    name: str | None = ""
    zone: str | None = "UTC"
    language: str | None = "en"


def refresh(user_id: UUID, *, version: int, at: datetime) -> bool:
    """Fetch the person's contact unless ``version`` is known already; return whether it was.

    Raises:
        PeerAway: user_service does not answer; the message is handled again later.
        PeerRefused: user_service knows no such person.
    """
    if Contact.objects.filter(user_id=user_id, version__gte=version).exists():
        return False
    answer = internal.call("user_service", f"/contacts/{user_id}/", on_behalf_of=user_id)
    return store(ContactAnswer.model_validate(answer.json()), at=at)


@transaction.atomic
def store(answer: ContactAnswer, *, at: datetime) -> bool:
    """Keep the contact if it is newer than the known one; return whether it was."""
    fields = {
        "version": answer.version,
        "email": one_line(answer.email, longest=254),
        "email_verified": answer.email_verified,
        "name": one_line(answer.name or "", longest=100),
        "zone": (answer.zone or "UTC")[:64],
        "language": (answer.language or "en")[:35],
        "fetched_at": at,
    }
    known = Contact.objects.select_for_update().filter(user_id=answer.user_id).first()
    if known is None:
        # a twin that inserts at the same moment is waited for here and compared below
        first = Contact(user_id=answer.user_id, **{**fields, "version": -1})
        Contact.objects.bulk_create([first], ignore_conflicts=True)
    changed = Contact.objects.filter(user_id=answer.user_id, version__lt=answer.version)
    newer = bool(changed.update(**fields))
    if known is None:
        reminders.plan_weekly(answer.user_id, str(fields["zone"]), at=at)
    if newer and (known is None or known.zone != fields["zone"]):
        reminders.move_to_zone(answer.user_id, zone_of(str(fields["zone"])))
        deliveries.look_again(answer.user_id, at=at)
    return newer
