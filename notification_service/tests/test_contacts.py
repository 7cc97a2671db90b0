"""The replica of contacts: fetched, by version, and waited for."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from conftest import NOON, envelope
from django.utils import timezone
from events import EVENTS

from common import internal
from common.contracts.user import ContactChanged, UserErased
from common.outbox import actions as outbox
from common.outbox.models import InboxEvent
from notification_service.contacts import actions
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import zone_of
from notification_service.delivery.models import Delivery
from notification_service.inbox.models import Message
from notification_service.reminders.models import Reminder
from notification_service.stream.models import StreamEvent

pytestmark = pytest.mark.django_db


class Peer:
    """user_service as its peers see it."""

    def __init__(self, user_id: UUID) -> None:
        self.asked = 0
        self.away = False
        self.answer: dict[str, Any] = {
            "user_id": str(user_id),
            "version": 1,
            "email": "ada@example.org",
            "email_verified": True,
            "name": "Ada",
            "zone": "Europe/Berlin",
            "language": "en",
        }

    def call(self, service: str, path: str, *, on_behalf_of: UUID) -> Any:
        assert (service, path) == ("user_service", f"/contacts/{self.answer['user_id']}/")
        self.asked += 1
        if self.away:
            raise internal.PeerAway("away")
        return self

    def json(self) -> dict[str, Any]:
        return self.answer


@pytest.fixture
def peer(user_id: UUID, monkeypatch: pytest.MonkeyPatch) -> Peer:
    """Return user_service as it answers here."""
    found = Peer(user_id)
    monkeypatch.setattr(internal, "call", found.call)
    return found


def test_a_changed_contact_is_fetched(peer: Peer, hear: Callable[..., Any]) -> None:
    hear(ContactChanged(version=1))
    kept = Contact.objects.get()
    assert (kept.email, kept.name, kept.zone, kept.version) == (
        "ada@example.org",
        "Ada",
        "Europe/Berlin",
        1,
    )


def test_a_known_version_is_not_asked_for_again(peer: Peer, hear: Callable[..., Any]) -> None:
    peer.answer["version"] = 5
    for version in (5, 4, 5, 1):
        hear(ContactChanged(version=version))
    assert peer.asked == 1


def test_an_older_answer_never_overwrites(peer: Peer, hear: Callable[..., Any]) -> None:
    peer.answer |= {"version": 3, "email": "new@example.org"}
    hear(ContactChanged(version=3))
    peer.answer |= {"version": 2, "email": "old@example.org"}
    hear(ContactChanged(version=4))
    kept = Contact.objects.get()
    assert (kept.version, kept.email) == (3, "new@example.org")


def test_with_user_service_away_the_event_waits_and_is_handled_later(
    peer: Peer, user_id: UUID
) -> None:
    peer.away = True
    event = envelope(ContactChanged(version=1), user_id)
    assert not outbox.receive(event)
    row = InboxEvent.objects.get(id=event.id)
    assert (row.handled_at, row.parked_at, row.attempts) == (None, None, 1)
    assert not Contact.objects.exists()
    peer.away = False
    assert outbox.handle(event.id, at=row.next_attempt_at + timedelta(seconds=1))
    assert Contact.objects.count() == 1


def test_whatever_stands_in_a_contact_is_one_short_line(
    peer: Peer, hear: Callable[..., Any]
) -> None:
    peer.answer |= {
        "name": "Ada\r\nBcc: all@example.org\x00" + "x" * 10_000,
        "zone": "Mars/Olympus",
        "language": None,
    }
    hear(ContactChanged(version=1))
    kept = Contact.objects.get()
    assert kept.name.startswith("Ada Bcc: all@example.orgx")
    assert (len(kept.name), kept.language) == (100, "en")
    assert str(zone_of(kept.zone)) == "UTC"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "Europe", "\x00", "x" * 70])
def test_an_unknown_zone_is_utc(name: str) -> None:
    assert str(zone_of(name)) == "UTC"


def test_who_moves_keeps_the_hour_of_their_reminders(peer: Peer, hear: Callable[..., Any]) -> None:
    hear(EVENTS[3])
    assert (
        Reminder.objects.get(kind="follow_up_due").due_at.isoformat()
        == "2026-03-09T09:00:00+00:00"
    )
    hear(ContactChanged(version=1))
    assert (
        Reminder.objects.get(kind="follow_up_due").due_at.isoformat()
        == "2026-03-09T08:00:00+00:00"
    )
    peer.answer |= {"version": 2, "zone": "America/New_York"}
    hear(ContactChanged(version=2))
    found = Reminder.objects.get(kind="follow_up_due")
    assert found.due_at.isoformat() == "2026-03-09T13:00:00+00:00"
    assert (found.local_date, found.local_time) == (date(2026, 3, 9), time(9))


def test_an_erased_person_leaves_nothing_and_late_events_bring_nothing_back(
    peer: Peer, hear: Callable[..., Any], user_id: UUID
) -> None:
    hear(ContactChanged(version=1))
    for event in EVENTS:
        hear(event)
    hear(UserErased(erasure_id=user_id))
    hear(EVENTS[3])
    hear(ContactChanged(version=2))
    for model in (Contact, Delivery, Message, Reminder, StreamEvent):
        assert not model._default_manager.filter(user_id=user_id).exists(), model


def test_storing_two_versions_at_once_keeps_the_newer(user_id: UUID) -> None:
    first = actions.ContactAnswer(
        user_id=user_id, version=1, email="old@example.org", email_verified=True
    )
    second = first.model_copy(update={"version": 2, "email": "new@example.org"})
    assert actions.store(second, at=timezone.now())
    assert not actions.store(first, at=NOON)
    assert Contact.objects.get().email == "new@example.org"
