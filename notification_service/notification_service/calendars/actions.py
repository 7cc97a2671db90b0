"""Making, reading and voiding the address of a person's calendar."""

import zlib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from common.errors import NotHere
from notification_service.calendars.ics import Appointment, calendar_of
from notification_service.calendars.models import Feed
from notification_service.contacts.models import Contact
from notification_service.messages.languages import language_of, words_of
from notification_service.preferences.actions import known_of
from notification_service.reminders.interviews import INTERVIEW, facts_of
from notification_service.reminders.models import Reminder

_SALT = "notification_service.calendar"
_PAST, _MOST = timedelta(days=90), 500


@transaction.atomic
def make(user_id: UUID, *, at: datetime) -> str:
    """Return a new address of a person's calendar; those before are void."""
    Feed.objects.bulk_create([Feed(user_id=user_id, created_at=at)], ignore_conflicts=True)
    Feed.objects.filter(user_id=user_id).update(round=F("round") + 1, is_open=True)
    return _url(Feed.objects.get(user_id=user_id))


def close(user_id: UUID) -> None:
    """Let no address of a person's calendar work any more; twice is once."""
    Feed.objects.filter(user_id=user_id).update(is_open=False)


def address_of(user_id: UUID) -> str:
    """Return the address of a person's calendar; "" where there is none."""
    found = Feed.objects.filter(user_id=user_id, is_open=True).first()
    return _url(found) if found else ""


def read(token: str, *, at: datetime) -> bytes:
    """Return the calendar behind an address: interviews of the last 90 days and to come.

    Raises:
        NotHere: the address is forged, void, or its owner is gone.
    """
    user_id = _owner(token)
    language = _language(user_id)
    rows = Reminder.objects.of(user_id).filter(kind=INTERVIEW, due_at__gt=at - _PAST)
    word = words_of(language)["interview"]
    found = [
        Appointment.of(facts_of(row), word=word, stamped_at=row.created_at)
        for row in rows.order_by("due_at")[:_MOST]
    ]
    return calendar_of(found, name="Job Applier")


def _owner(token: str) -> UUID:
    try:
        user_id, number = signing.Signer(salt=_SALT).unsign_object(token)
        if Feed.objects.filter(user_id=UUID(user_id), round=number, is_open=True).exists():
            return UUID(user_id)
    except (signing.BadSignature, ValueError, TypeError, AttributeError, zlib.error):
        pass
    raise NotHere("Copy the calendar's address anew.")


def _language(user_id: UUID) -> str:
    contact = Contact.objects.filter(user_id=user_id).first()
    chosen = known_of(user_id).habits.language or (contact.language if contact else "")
    return language_of(chosen)


def _url(feed: Feed) -> str:
    token = signing.Signer(salt=_SALT).sign_object([str(feed.user_id), feed.round])
    return settings.PUBLIC_URL + reverse("v1:calendar-feed", args=[token])
