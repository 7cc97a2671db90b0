"""Puts messages into the words of the one who reads them."""

from typing import Any
from uuid import UUID

from notification_service.contacts.models import Contact
from notification_service.contacts.zones import zone_of
from notification_service.messages.kinds import KINDS
from notification_service.messages.rendering import write
from notification_service.preferences.models import Habits


def in_words_of(user_id: UUID, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of an inbox in their reader's language and time zone of now.

    Args:
        user_id: the reader.
        rows: each with ``facts``, which are taken out; one without any stays as it is.
    """
    contact = Contact.objects.filter(user_id=user_id).only("language", "zone").first()
    language, zone = (contact.language, contact.zone) if contact else ("", "UTC")
    chosen = Habits.objects.filter(user_id=user_id).values_list("language", flat=True).first()
    for row in rows:
        facts = row.pop("facts")
        if facts and row["kind"] in KINDS:
            words = write(row["kind"], facts, language=chosen or language, zone=zone_of(zone))
            row["title"], row["body"] = words.title, words.body
    return rows
