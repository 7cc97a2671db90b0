"""Who may read the live stream, with a real granian process and real tickets."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from django.utils import timezone
from events import EVENTS
from streams import PATH, Reader, refusal, tell, ticket_of

from common.contracts.user import TokensRevoked, UserErased
from notification_service.stream import tickets
from notification_service.stream.models import StreamEvent

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_ticket_opens_one_stream(origin: str, api: Any) -> None:
    ticket = ticket_of(api)
    with Reader(origin, ticket) as reader:
        assert reader.answer.status_code == 200
        assert refusal(origin, ticket=ticket) == (401, "ticket-refused")


def test_of_twenty_simultaneous_uses_one_opens(origin: str, api: Any) -> None:
    ticket, statuses = ticket_of(api), list[int]()

    def use() -> None:
        with httpx2.stream(
            "GET", f"{origin}{PATH}", params={"ticket": ticket}, trust_env=False
        ) as answer:
            statuses.append(answer.status_code)

    threads = [threading.Thread(target=use) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(statuses) == [200] + [401] * 19


@pytest.mark.parametrize("ticket", ["", "x", "x" * 5000, "é", "../..", "%00"])
def test_what_is_no_ticket_opens_nothing(origin: str, ticket: str) -> None:
    assert refusal(origin, ticket=ticket) == (401, "ticket-refused")


def test_a_ticket_lasts_a_minute(api: Any) -> None:
    ticket = ticket_of(api)
    left = tickets._client().ttl(tickets._key(ticket))
    assert 0 < left <= 60


def test_without_a_token_there_is_no_ticket(anonymous: Any) -> None:
    assert anonymous.post("/api/v1/notifications/tickets/").status_code == 401


def test_without_the_cache_no_ticket_is_given_and_the_answer_says_when_to_come_again(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets._client.cache_clear()
    monkeypatch.setattr("django.conf.settings.CACHE_URL", "redis://127.0.0.1:1/1")
    answer = api.post("/api/v1/notifications/tickets/")
    assert (answer.status_code, answer.json()["code"]) == (503, "tickets-away")
    assert answer["Retry-After"] == "5"
    tickets._client.cache_clear()


def test_signing_out_everywhere_ends_the_streams_of_that_person_only(
    read: Callable[..., Reader],
    hear: Callable[..., Any],
    origin: str,
    api: Any,
    client_of: Callable[[UUID], Any],
    stranger_id: UUID,
) -> None:
    mine, theirs, unused = read(), read(client_of(stranger_id)), ticket_of(api)
    mine.next()
    theirs.next()
    hear(TokensRevoked(revoked_before=timezone.now()))
    assert mine.wait_until_ended()
    assert refusal(origin, ticket=unused) == (401, "ticket-refused")
    assert not theirs.ended
    tell(stranger_id, 1)
    assert theirs.next()[0][2] == {"number": 1}


def test_an_erased_person_reads_nothing_more(
    read: Callable[..., Reader],
    hear: Callable[..., Any],
    origin: str,
    api: Any,
    user_id: UUID,
) -> None:
    hear(EVENTS[6])
    reader, unused = read(), ticket_of(api)
    reader.next()
    hear(UserErased(erasure_id=uuid4()))
    assert reader.wait_until_ended()
    assert refusal(origin, ticket=unused) == (401, "ticket-refused")
    assert not StreamEvent.objects.filter(user_id=user_id).exists()


def test_the_oldest_of_too_many_streams_of_one_person_makes_room(
    read: Callable[..., Reader],
) -> None:
    readers = [read() for _ in range(21)]
    assert readers[0].wait_until_ended()
    assert not any(reader.ended for reader in readers[1:])


def test_the_web_process_says_where_the_stream_is(anonymous: Any) -> None:
    answer = anonymous.get(PATH, headers={"Accept": "text/event-stream"})
    assert (answer.status_code, answer.json()["code"]) == (421, "stream-elsewhere")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("POST", PATH, 405, "method-not-allowed"),
        ("DELETE", PATH, 405, "method-not-allowed"),
        ("GET", "/api/v1/notifications/stream/x", 404, "no-such-path"),
        ("GET", "/", 404, "no-such-path"),
    ],
)
def test_what_is_no_reading_is_a_problem(
    origin: str, method: str, path: str, status: int, code: str
) -> None:
    answer = httpx2.request(method, f"{origin}{path}", trust_env=False)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_asking_for_the_head_of_a_stream_does_not_spend_the_ticket(origin: str, api: Any) -> None:
    ticket = ticket_of(api)
    answer = httpx2.head(f"{origin}{PATH}", params={"ticket": ticket}, trust_env=False)
    assert answer.status_code == 405
    with Reader(origin, ticket) as reader:
        assert reader.answer.status_code == 200
