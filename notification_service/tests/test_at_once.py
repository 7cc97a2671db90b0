"""Workers that do the same at the same time."""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from conftest import NOON, envelope
from django.db import connection
from django.utils import timezone
from events import EVENTS

from common.outbox import actions as outbox
from notification_service.channels import one_by_one
from notification_service.contacts import actions as contacts
from notification_service.contacts.models import Contact
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State
from notification_service.destinations import actions as destinations
from notification_service.destinations.models import Destination
from notification_service.inbox.models import Message
from notification_service.preferences.actions import channels
from notification_service.reminders import actions as reminders
from notification_service.reminders.models import Reminder
from notification_service.stream.models import StreamEvent

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8


def together(work: Callable[[int], Any]) -> list[Any]:
    """Return what each of eight workers got, all started at the same moment."""
    barrier, got = threading.Barrier(WORKERS), list[Any]()

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=10)
            got.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WORKERS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(got) == WORKERS
    return got


def test_the_same_news_from_eight_mouths_is_told_once() -> None:
    user_id = uuid4()
    news = [envelope(EVENTS[3], user_id) for _ in range(WORKERS)]
    assert together(lambda number: outbox.receive(news[number])) == [True] * WORKERS
    assert Message.objects.count() == 1
    assert sorted(StreamEvent.objects.values_list("kind", flat=True)) == ["inbox", "unread"]
    assert Delivery.objects.count() == 2
    assert Reminder.objects.count() == 1


def test_of_eight_workers_one_sends(contact: Contact, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = list[Any]()
    monkeypatch.setattr(
        channels()["email"], "opened", lambda: nullcontext(one_by_one(sent.append))
    )
    outbox.receive(envelope(EVENTS[3], contact.user_id))
    mail, now = Delivery.objects.get(channel="email"), timezone.now()
    looked = together(lambda _: actions.deliver(mail.id, at=now))
    assert sorted(looked) == [False] * (WORKERS - 1) + [True]
    assert len(sent) == 1
    assert Delivery.objects.get(id=mail.id).state == State.SENT


def test_eight_ticks_tell_a_reminder_once() -> None:
    outbox.receive(envelope(EVENTS[3], uuid4()))
    later = datetime(2026, 4, 1, tzinfo=UTC)
    assert sum(together(lambda _: reminders.fire_due(at=later))) == 1
    assert Message.objects.filter(kind="follow_up_due").count() == 1


def test_of_eight_versions_of_a_contact_the_newest_stays() -> None:
    user_id = uuid4()
    answers = [
        contacts.ContactAnswer(
            user_id=user_id, version=n, email=f"v{n}@example.org", email_verified=True
        )
        for n in range(1, WORKERS + 1)
    ]
    together(lambda number: contacts.store(answers[number], at=NOON))
    assert Contact.objects.get().email == f"v{WORKERS}@example.org"


def test_destinations_added_at_once_are_no_more_than_there_may_be() -> None:
    user_id, most = uuid4(), channels()["webhook"].most

    def add(number: int) -> str:
        given = {"url": f"https://example.org/{number}"}
        try:
            destinations.add(user_id, "webhook", given, kinds=[], at=NOON)
        except destinations.DestinationKnown:
            return "refused"
        return "added"

    for number in range(most - 1):
        destinations.add(user_id, "webhook", {"url": f"https://e.org/{number}"}, kinds=[], at=NOON)
    assert sorted(together(add)) == ["added"] + ["refused"] * (WORKERS - 1)
    assert Destination.objects.filter(user_id=user_id).count() == most
