"""Ticks and rings: what Celery is asked to do exists and is safe to do twice."""

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from celery import current_app
from conftest import sweep
from django.conf import settings
from events import EVENTS

from notification_service.contacts.models import Contact
from notification_service.delivery import lanes, ringing
from notification_service.delivery.models import Delivery, State
from notification_service.delivery.ringing import DELIVER
from notification_service.inbox.models import Message
from notification_service.reminders.models import Reminder

pytestmark = pytest.mark.django_db
current_app.loader.import_default_modules()  # as a worker does
OWN = [name for name in current_app.tasks if name.startswith("notification_service.")]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lanes that are rung, which do nothing."""
    rung = list[str]()
    monkeypatch.setattr(lanes, "ring", rung.append)
    return rung


@pytest.mark.parametrize("tick", settings.CELERY_BEAT_SCHEDULE)
def test_every_tick_rings_a_task_that_exists(tick: str) -> None:
    assert settings.CELERY_BEAT_SCHEDULE[tick]["task"] in current_app.tasks


@pytest.mark.parametrize("name", OWN)
def test_tasks_take_what_a_later_version_may_send(name: str) -> None:
    parameters = inspect.signature(current_app.tasks[name].run).parameters.values()
    assert any(each.kind is each.VAR_KEYWORD for each in parameters)
    assert all(each.kind in (each.KEYWORD_ONLY, each.VAR_KEYWORD) for each in parameters)


def test_an_event_rings_for_its_e_mail_when_it_is_committed(
    contact: Contact,
    hear: Callable[..., Any],
    outbox: list[Any],
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    looked: list[str],
) -> None:
    task, rung = current_app.tasks[DELIVER], list[Any]()
    monkeypatch.setattr(
        current_app, "send_task", lambda *of, kwargs, **_: rung.append((of, kwargs))
    )
    with django_capture_on_commit_callbacks(execute=True):
        hear(EVENTS[3])
    mail = Delivery.objects.get(channel="email")
    assert rung == [((DELIVER,), {"delivery_id": str(mail.id), "channel": "email"})]
    for _ in range(2):
        task.run(**rung[0][1], sent_by_a_later_version=1)
    assert looked == ["email", "email"]
    sweep()
    assert len(outbox) == 1


def test_in_a_worker_an_event_rings_its_own_lanes_and_no_message_travels(
    contact: Contact,
    hear: Callable[..., Any],
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    looked: list[str],
) -> None:
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: pytest.fail("a message"))
    monkeypatch.setattr(ringing, "_own", [])
    lanes.begin()
    with django_capture_on_commit_callbacks(execute=True):
        hear(EVENTS[3])
        assert looked == []
    assert looked == ["email"]
    ringing.ring_elsewhere()
    assert ringing._own == []


def test_the_sweep_rings_every_lane_with_something_due(
    contact: Contact, hear: Callable[..., Any], looked: list[str]
) -> None:
    sweeping = current_app.tasks["notification_service.sweep_deliveries"]
    sweeping.run()
    hear(EVENTS[3])
    sweeping.run()
    assert looked == ["email"]


@pytest.mark.django_db(transaction=True)
def test_a_lane_sends_what_is_due_and_rests(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "LINGER_SECONDS", 0.01)
    hear(EVENTS[3])
    lane = lanes.Lane("email", width=2)
    for _ in range(5):
        lane.ring()
    lane.join()
    assert Delivery.objects.get(channel="email").state == State.SENT
    assert len(outbox) == 1


def test_the_tick_tells_due_reminders(hear: Callable[..., Any]) -> None:
    hear(EVENTS[3])
    Reminder.objects.update(due_at=datetime(2026, 1, 1, tzinfo=UTC))
    for _ in range(2):
        current_app.tasks["notification_service.fire_reminders"].run()
    assert Message.objects.filter(kind="follow_up_due").count() == 1


def test_the_hourly_tick_forgets_nothing_of_today(hear: Callable[..., Any]) -> None:
    hear(EVENTS[0])
    task = current_app.tasks["notification_service.purge_stream"]
    assert task.run() == 0
