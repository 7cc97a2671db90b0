"""Queues that are stuck are announced, once an hour each."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from common.outbox.models import InboxEvent, OutboxEvent
from common.outbox.watch import watch

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOW = timezone.now()


def late(by: timedelta, *, parked: bool = False) -> None:
    """Have a message wait in the inbox for so long."""
    InboxEvent.objects.create(
        id=uuid4(),
        name="x.happened.v1",
        subject_id=uuid4(),
        payload={},
        occurred_at=NOW - by,
        next_attempt_at=NOW - by,
        parked_at=NOW if parked else None,
    )


def told() -> list[tuple[str, int]]:
    """Return which queues were announced, with how many wait."""
    rows = OutboxEvent.objects.filter(name="operations.queue_stuck.v1").order_by("id")
    return [(row.payload["queue"], row.payload["waiting"]) for row in rows]


def test_what_is_on_its_way_is_not_announced() -> None:
    late(9 * MINUTE)
    assert watch(at=NOW) == []
    assert told() == []


def test_a_stuck_queue_is_announced_once_an_hour() -> None:
    late(11 * MINUTE)
    late(2 * HOUR)
    announced = list[list[str]]()
    for number in range(4):
        announced.append(watch(at=NOW + number * 25 * MINUTE))
        OutboxEvent.objects.update(published_at=NOW)
    assert announced == [["inbox"], [], [], ["inbox"]]
    assert told() == [("inbox", 2)] * 2


def test_a_message_that_was_given_up_is_announced() -> None:
    late(timedelta(0), parked=True)
    assert watch(at=NOW) == ["parked inbox"]
