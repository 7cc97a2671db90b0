"""Clocks that jump ahead and back, as after a suspended laptop or a wrong time server."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from conftest import NOON

from common.contracts.agent import ApplicationSubmitted, MatchFound, RunFailed
from common.contracts.user import PasswordChanged
from notification_service.contacts.models import Contact
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State
from notification_service.inbox.models import Message
from notification_service.reminders import actions as reminders
from notification_service.reminders.models import Reminder

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def look(at: datetime) -> None:
    """Do what the ticks do, as often as it changes anything."""
    while reminders.fire_due(at=at) or actions.deliver_next(at=at):
        pass


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_clock_does_everything_is_told_once(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], seed: int
) -> None:
    by_chance = random.Random(seed)
    run, application = uuid4(), uuid4()
    hear(RunFailed(run_id=run, step="match", code="x"))
    hear(MatchFound(run_id=run, match_id=uuid4(), score=0.8, met=1, missing=0))
    hear(PasswordChanged())
    hear(ApplicationSubmitted(application_id=application, run_id=run, submitted_at=NOON))
    reminders.plan_weekly(contact.user_id, contact.zone, at=NOON)
    for _ in range(40):
        look(NOON + by_chance.uniform(-48, 48) * HOUR)
    for day in range(1, 9):
        look(NOON + day * 24 * HOUR)
        look(NOON + (day * 24 - 5) * HOUR)  # and back again
    told = Counter(mail.extra_headers["Message-ID"] for mail in outbox)
    assert set(told.values()) == {1}
    states = dict(Delivery.objects.filter(channel="email").values_list("kind", "state"))
    assert states["run_failed"] == states["password_changed"] == State.SENT
    assert states["follow_up_due"] == State.SENT
    seen = Counter(Message.objects.values_list("kind", flat=True))
    assert seen["run_failed"] == seen["password_changed"] == seen["follow_up_due"] == 1
    weekly = Delivery.objects.filter(kind="weekly_report", channel="email")
    assert weekly.count() == weekly.values("subject").distinct().count() == 1


def test_a_clock_that_was_a_day_ahead_costs_no_message_its_place(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    hear(RunFailed(run_id=uuid4(), step="match", code="x"), at=NOON + 24 * HOUR)
    look(NOON + HOUR)
    assert [mail.subject for mail in outbox] == ["A run ended without an application"]
    assert Reminder.objects.count() == 0


def test_an_event_from_another_decade_is_too_late_and_says_so(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    hear(RunFailed(run_id=uuid4(), step="match", code="x"), at=NOON - 3650 * 24 * HOUR)
    look(NOON + HOUR)
    row = Delivery.objects.get(channel="email")
    assert (row.state, row.reason, outbox) == (State.SUPPRESSED, "too-late", [])
    assert Message.objects.count() == 1
