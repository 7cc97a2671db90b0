"""The live stream: a real granian process, real Postgres and Valkey, readers over loopback."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from django.db import connection, transaction
from django.utils import timezone
from events import EVENTS, RUN
from streams import PATH, Reader, tell, ticket_of

from notification_service.inbox import actions as inbox
from notification_service.inbox.models import Message
from notification_service.stream import actions
from notification_service.stream.models import StreamEvent

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stream_opens_with_the_count_and_shows_what_happens(
    read: Callable[..., Reader], hear: Callable[..., Any]
) -> None:
    reader = read()
    assert reader.answer.headers["content-type"].startswith("text/event-stream")
    assert reader.answer.headers["cache-control"] == "no-store"
    assert [event[1:] for event in reader.next()] == [("unread", {"count": 0})]
    hear(EVENTS[6])
    first, second = reader.next(2)
    assert (first[1], first[2]["kind"], second[1:]) == (
        "inbox",
        "run_failed",
        ("unread", {"count": 1}),
    )
    assert first[0] < second[0]


def test_runs_and_parses_are_shown(read: Callable[..., Reader], hear: Callable[..., Any]) -> None:
    reader = read()
    reader.next()
    hear(EVENTS[0], version=7)
    hear(EVENTS[8])
    events = reader.next(4)
    assert events[0][1:] == (
        "run",
        {"run_id": str(RUN), "state": "running", "step": "match", "version": 7},
    )
    shown = {kind: data for _, kind, data in events[1:]}
    assert shown["parse"]["state"] == "rejected"
    assert set(shown) == {"inbox", "unread", "parse"}


def test_reading_a_message_changes_the_count_everywhere(
    read: Callable[..., Reader], hear: Callable[..., Any], api: Any
) -> None:
    hear(EVENTS[6])
    readers = [read(), read()]
    assert [reader.next()[0][2] for reader in readers] == [{"count": 1}, {"count": 1}]
    api.post(f"/api/v1/notifications/messages/{Message.objects.get().id}/read/")
    assert [reader.next()[0][1:] for reader in readers] == [("unread", {"count": 0})] * 2


def test_events_of_others_are_never_seen(
    read: Callable[..., Reader],
    client_of: Callable[[UUID], Any],
    user_id: UUID,
    stranger_id: UUID,
) -> None:
    mine, theirs = read(), read(client_of(stranger_id))
    start = mine.next()[0][0], theirs.next()[0][0]
    for number in range(5):
        tell(stranger_id, number)
    tell(user_id, 99)
    assert [data for _, _, data in mine.next()] == [{"number": 99}]
    assert [data["number"] for _, _, data in theirs.next(5)] == list(range(5))
    again = read(client_of(stranger_id), last_event_id=start[1])
    assert [data["number"] for _, _, data in again.next(5)] == list(range(5))


def test_a_reader_resumes_after_the_last_event_it_has_seen(
    read: Callable[..., Reader], user_id: UUID
) -> None:
    reader = read()
    reader.next()
    for number in range(3):
        tell(user_id, number)
    first = reader.next(3)[0]
    for number in range(3, 6):
        tell(user_id, number)
    resumed = read(last_event_id=first[0])
    tell(user_id, 6)
    assert [data["number"] for _, _, data in resumed.next(6)] == [1, 2, 3, 4, 5, 6]


def test_the_header_of_a_browser_resumes_too(origin: str, api: Any, user_id: UUID) -> None:
    tell(user_id, 1)
    tell(user_id, 2)
    first = StreamEvent.objects.earliest("id")
    headers = {"Last-Event-ID": str(first.id)}
    with httpx2.stream(
        "GET",
        f"{origin}{PATH}",
        params={"ticket": ticket_of(api)},
        headers=headers,
        trust_env=False,
    ) as answer:
        lines = answer.iter_lines()
        found = [next(lines) for _ in range(5)]
    assert found[2:] == [f"id: {first.id + 2}", "event: run", 'data: {"number":2}']


def test_who_missed_more_than_is_kept_is_told_to_look_again(
    read: Callable[..., Reader], user_id: UUID
) -> None:
    tell(user_id, 1)
    seen = StreamEvent.objects.latest("id").id
    tell(user_id, 2)
    forgotten = StreamEvent.objects.latest("id").id
    assert actions.purge(before=timezone.now()) == 2
    tell(user_id, 3)
    newest = StreamEvent.objects.latest("id").id
    for last_id in (seen, newest + 1000):
        reader = read(last_event_id=last_id)
        assert [event[:2] for event in reader.next(2)] == [(newest, "reset"), (newest, "unread")]
    assert [e[2] for e in read(last_event_id=forgotten).next()] == [{"number": 3}]


@pytest.mark.parametrize("last_id", ["-1", "x", "9" * 30, "1.5", ""])
def test_a_last_event_that_cannot_be_one_starts_now(
    read: Callable[..., Reader], last_id: str
) -> None:
    assert [event[1] for event in read(last_event_id=last_id).next()] == ["unread"]


def test_when_the_database_cuts_the_connection_nothing_is_missed_or_repeated(
    read: Callable[..., Reader], user_id: UUID
) -> None:
    reader = read()
    reader.next()
    for number in range(0, 9, 3):
        tell(user_id, number)
        cut_others_off()
        tell(user_id, number + 1)
        tell(user_id, number + 2)
        events = reader.next(3)
        assert [data["number"] for _, _, data in events] == [number, number + 1, number + 2]


def cut_others_off() -> None:
    """End every connection to the database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] == 2


def test_a_person_is_shown_their_events_in_the_order_of_the_commits(
    read: Callable[..., Reader], user_id: UUID
) -> None:
    reader = read()
    reader.next()
    threads = [threading.Thread(target=tell_and_close, args=(user_id, n)) for n in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    events = reader.next(20)
    assert [event[0] for event in events] == sorted(event[0] for event in events)
    assert {event[2]["number"] for event in events} == set(range(20))


def tell_and_close(user_id: UUID, number: int) -> None:
    """Tell from a thread of its own."""
    try:
        tell(user_id, number)
    finally:
        connection.close()


def test_any_number_of_readers_costs_two_connections(
    read: Callable[..., Reader], client_of: Callable[[UUID], Any]
) -> None:
    for _ in range(15):
        read(client_of(uuid4())).next()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone() == (2,)


def test_what_is_rolled_back_is_never_shown(read: Callable[..., Reader], user_id: UUID) -> None:
    reader = read()
    reader.next()
    with transaction.atomic():
        actions.tell(user_id, ("run", {"number": 1}))
        transaction.set_rollback(True)
    tell(user_id, 2)
    assert reader.next()[0][2] == {"number": 2}


def test_an_event_outside_a_transaction_is_refused(user_id: UUID) -> None:
    with pytest.raises(actions.OutsideTransaction):
        actions.tell(user_id, ("run", {}))


def test_counting_unread_is_the_same_on_the_stream_and_in_the_list(
    read: Callable[..., Reader], hear: Callable[..., Any], user_id: UUID
) -> None:
    for event in EVENTS:
        hear(event)
    inbox.archive(user_id, Message.objects.latest("id").id, at=timezone.now())
    assert read().next()[0][2] == {"count": inbox.count_unread(user_id)}
