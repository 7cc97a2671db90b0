"""Messages leave with their change and take effect once."""

import time
from base64 import b64decode
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from celery import current_app
from celery.exceptions import Reject
from django.db import OperationalError as DatabaseError
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from common import events
from common.auth import revocation
from common.events import Envelope, handles
from common.outbox import actions, relay, tasks
from common.outbox.models import InboxEvent, OutboxEvent
from project.things.api import ThingMade
from project.things.models import Thing


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Envelope]:
    """Return what the handler of ``ThingMade`` was called with."""
    found: list[Envelope] = []
    monkeypatch.setattr(events, "_handlers", {})

    @handles(ThingMade)
    def note(event: ThingMade, envelope: Envelope) -> None:
        found.append(envelope)

    return found


def envelope(**replaced: Any) -> Envelope:
    fields: dict[str, Any] = {
        "id": uuid4(),
        "name": ThingMade.name,
        "occurred_at": timezone.now(),
        "user_id": uuid4(),
        "subject_id": uuid4(),
        "payload": {"thing_id": str(uuid4())},
    }
    return Envelope(**(fields | replaced))


@pytest.mark.django_db(transaction=True)
def test_emitting_outside_a_transaction_is_refused(user_id: UUID) -> None:
    with pytest.raises(actions.OutsideTransaction):
        actions.emit(ThingMade(thing_id=user_id), user_id=user_id, subject_id=user_id)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_says_nothing(user_id: UUID) -> None:
    with transaction.atomic():
        actions.emit(ThingMade(thing_id=user_id), user_id=user_id, subject_id=user_id)
        transaction.set_rollback(True)
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_a_message_that_comes_five_times_is_handled_once(heard: list[Envelope]) -> None:
    message = envelope()
    assert [actions.receive(message) for _ in range(5)] == [True, False, False, False, False]
    assert [found.id for found in heard] == [message.id]


@pytest.mark.django_db
def test_a_message_nobody_handles_is_parked_and_replayed(heard: list[Envelope]) -> None:
    message = envelope(name="things.thing_lost.v9")
    assert not actions.receive(message)
    row = InboxEvent.objects.get()
    assert row.parked_at is not None
    assert "deploy one" in row.last_error
    assert actions.replay(InboxEvent, [row.id], at=timezone.now()) == 1
    row = InboxEvent.objects.get()
    assert (row.parked_at, row.attempts) == (None, 0)


@pytest.mark.django_db
def test_a_handler_that_fails_leaves_no_trace_and_is_tried_again_later(
    heard: list[Envelope],
) -> None:
    @handles(ThingMade)
    def fail(event: ThingMade, envelope: Envelope) -> None:
        Thing.objects.create(user_id=uuid4(), name="half")
        raise RuntimeError("no")

    assert not actions.receive(envelope())
    row = InboxEvent.objects.get()
    assert not Thing.objects.exists()
    assert (row.attempts, row.parked_at, row.last_error) == (1, None, "RuntimeError: no")
    assert row.next_attempt_at > timezone.now()


@pytest.mark.django_db
def test_a_poison_message_is_parked_after_five_attempts(heard: list[Envelope]) -> None:
    @handles(ThingMade)
    def fail(event: ThingMade, envelope: Envelope) -> None:
        raise RuntimeError("no")

    message = envelope()
    actions.receive(message)
    for _ in range(10):
        InboxEvent.objects.update(next_attempt_at=timezone.now())
        actions.handle(message.id, at=timezone.now())
    row = InboxEvent.objects.get()
    assert row.attempts == 5
    assert row.parked_at is not None


@pytest.mark.django_db
def test_a_late_message_about_an_erased_person_changes_nothing(heard: list[Envelope]) -> None:
    message = envelope()
    assert message.user_id
    revocation.entomb(message.user_id, at=timezone.now())
    assert actions.receive(message)
    assert heard == []


@pytest.mark.django_db
def test_the_relay_marks_what_the_broker_took_and_keeps_the_request_id(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "common.outbox.publishing.current_app.send_task", lambda _, **options: sent.append(options)
    )
    with transaction.atomic():
        actions.emit(ThingMade(thing_id=user_id), user_id=user_id, subject_id=user_id)
    assert relay.publish_batch() == 1
    assert relay.publish_batch() == 0
    assert [options["queue"] for options in sent] == ["ats_service"]
    assert OutboxEvent.objects.get().published_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ConnectionRefusedError("away"), OperationalError("away")])
def test_a_broker_that_is_away_parks_nothing(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def away(name: str, **options: Any) -> None:
        raise error

    monkeypatch.setattr("common.outbox.publishing.current_app.send_task", away)
    with transaction.atomic():
        actions.emit(ThingMade(thing_id=user_id), user_id=user_id, subject_id=user_id)
    relay.publish_batch()
    row = OutboxEvent.objects.get()
    assert (row.published_at, row.parked_at, row.attempts) == (None, None, 0)
    assert row.last_error == f"{type(error).__name__}: away"


@pytest.mark.django_db
def test_one_message_that_cannot_be_sent_holds_up_no_other(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    emit_many(user_id, 3)
    bad = OutboxEvent.objects.order_by("id")[1]
    OutboxEvent.objects.filter(id=bad.id).update(audience=["nowhere"])
    real = current_app.send_task

    def send(name: str, **options: Any) -> Any:
        if options["queue"] == "nowhere":
            raise ValueError("cannot be sent")
        return real(name, **options)

    monkeypatch.setattr("common.outbox.publishing.current_app.send_task", send)
    relay.publish_batch()
    OutboxEvent.objects.filter(published_at=None).update(next_attempt_at=timezone.now())
    OutboxEvent.objects.filter(id=bad.id).update(
        next_attempt_at=timezone.now() + timedelta(hours=1)
    )
    relay.publish_batch()
    assert [row.id for row in OutboxEvent.objects.filter(published_at=None)] == [bad.id]
    assert OutboxEvent.objects.get(id=bad.id).attempts == 1


@pytest.mark.django_db
def test_a_batch_arrives_whole_and_in_order(user_id: UUID) -> None:
    emit_many(user_id, 5)
    with current_app.connection_for_write() as broker:
        channel: Any = broker.default_channel
        queue = channel.client
        queue.delete("ats_service")
        assert relay.publish_batch() == 5
        came = [orjson.loads(one) for one in reversed(queue.lrange("ats_service", 0, -1))]
        queue.delete("ats_service")
    ids = [orjson.loads(b64decode(one["body"]))[1]["envelope"]["id"] for one in came]
    assert ids == [str(row.id) for row in OutboxEvent.objects.order_by("id")]
    assert {one["headers"]["kwargsrepr"] for one in came} == {ThingMade.name}


def emit_many(user_id: UUID, count: int) -> None:
    with transaction.atomic():
        for _ in range(count):
            actions.emit(ThingMade(thing_id=user_id), user_id=user_id, subject_id=user_id)


@pytest.mark.django_db
def test_a_ring_that_is_lost_does_not_fail_the_change(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*args: Any, **options: Any) -> None:
        raise ConnectionRefusedError("away")

    monkeypatch.setattr("common.outbox.publishing.current_app.send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        actions.enqueue("outbox.sweep")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return for how long somebody would have slept."""
    found = list[float]()
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def fail(monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[Envelope]:
    """Have the database be away so many times; return what was tried."""
    tried, receive = list[Envelope](), actions.receive

    def away(message: Envelope) -> bool:
        tried.append(message)
        if len(tried) <= times:
            raise DatabaseError("connection refused")
        return receive(message)

    monkeypatch.setattr(actions, "receive", away)
    return tried


@pytest.mark.django_db(transaction=True)
def test_a_message_that_comes_while_the_database_is_away_is_not_lost(
    heard: list[Envelope], waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = fail(monkeypatch, times=3)
    tasks.receive(envelope=envelope().model_dump(mode="json"))
    assert (len(tried), len(heard), waited) == (4, 1, [0.5, 1.0, 2.0])


@pytest.mark.django_db(transaction=True)
def test_where_the_database_stays_away_the_broker_keeps_the_message(
    heard: list[Envelope], waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, times=100)
    with pytest.raises(Reject) as caught:
        tasks.receive(envelope=envelope().model_dump(mode="json"))
    assert vars(caught.value)["requeue"]
    assert sum(waited) < 60  # less than a lease, far less than the broker's patience
