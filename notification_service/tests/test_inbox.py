"""The inbox, through its API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import NOON, Statements
from events import EVENTS

from notification_service.identity import id_of
from notification_service.inbox.api import MessageSerializer
from notification_service.inbox.models import Message
from notification_service.stream.models import StreamEvent

pytestmark = pytest.mark.django_db
BASE = "/api/v1/notifications"


@pytest.fixture
def messages(user_id: UUID) -> list[Message]:
    """Return thirty messages, oldest first; every third is read."""
    return Message.objects.bulk_create(
        Message(
            id=id_of(NOON + timedelta(minutes=i), user_id, i),
            user_id=user_id,
            kind="run_failed" if i % 2 else "document_read",
            subject=str(i),
            title=f"Message {i}",
            body="A sentence.",
            link="/review/1/",
            created_at=NOON + timedelta(minutes=i),
            read_at=NOON if i % 3 == 0 else None,
        )
        for i in range(30)
    )


def test_the_list_is_three_statements_newest_first_and_pages_by_key(
    api: Any, messages: list[Message], django_assert_num_queries: Any
) -> None:
    api.get(f"{BASE}/unread/")  # who may call is remembered from here on
    with django_assert_num_queries(3):  # the rows, the reader's contact, their habits
        first = api.get(f"{BASE}/messages/").json()
    second = api.get(first["next"]).json()
    titles = [row["title"] for row in first["results"] + second["results"]]
    assert titles == [f"Message {i}" for i in range(29, -1, -1)]
    assert second["next"] is None


def test_a_row_holds_what_its_description_says(api: Any, messages: list[Message]) -> None:
    row = api.get(f"{BASE}/messages/").json()["results"][0]
    described = MessageSerializer(messages[-1]).data
    assert list(row) == list(described)
    assert row == described


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("unread=true", 20),
        ("unread=false", 10),
        ("kind=run_failed", 15),
        ("kind=nothing", 0),
        ("archived=true", 0),
        ("archived=false", 30),
    ],
)
def test_the_list_is_filtered(api: Any, messages: list[Message], query: str, count: int) -> None:
    found = api.get(f"{BASE}/messages/?page_size=100&{query}").json()["results"]
    assert len(found) == count


def test_what_somebody_else_was_told_is_not_shown(
    client_of: Callable[[UUID], Any], stranger_id: UUID, messages: list[Message]
) -> None:
    stranger = client_of(stranger_id)
    assert stranger.get(f"{BASE}/messages/").json()["results"] == []
    assert stranger.get(f"{BASE}/unread/").json() == {"count": 0}
    for verb in ("read", "archive"):
        answer = stranger.post(f"{BASE}/messages/{messages[1].id}/{verb}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert Message.objects.filter(archived_at=None).count() == 30


def test_without_a_token_nothing_is_shown(anonymous: Any) -> None:
    assert anonymous.get(f"{BASE}/messages/").status_code == 401


def test_reading_a_message_costs_four_statements_and_rings_the_stream(
    api: Any, user_id: UUID, messages: list[Message], statements: Statements
) -> None:
    api.get(f"{BASE}/unread/")
    path = f"{BASE}/messages/{messages[1].id}/read/"
    with statements() as made:
        answer = api.post(path, headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 204
    assert len(made) == 4
    assert api.get(f"{BASE}/unread/").json() == {"count": 19}
    assert list(StreamEvent.objects.values_list("user_id", "kind")) == [(user_id, "unread")]


def test_the_first_reading_counts(api: Any, messages: list[Message]) -> None:
    assert api.post(f"{BASE}/messages/{messages[0].id}/read/").status_code == 204
    assert Message.objects.get(id=messages[0].id).read_at == NOON


def test_reading_everything_says_how_much_there_was(api: Any, messages: list[Message]) -> None:
    assert api.post(f"{BASE}/messages/read-all/").json() == {"changed": 20}
    assert api.post(f"{BASE}/messages/read-all/").json() == {"changed": 0}
    assert StreamEvent.objects.count() == 1


def test_an_archived_message_leaves_list_and_count_and_can_be_found(
    api: Any, messages: list[Message]
) -> None:
    api.post(f"{BASE}/messages/{messages[1].id}/archive/")
    shown = api.get(f"{BASE}/messages/?page_size=100").json()["results"]
    put_away = api.get(f"{BASE}/messages/?archived=true").json()["results"]
    assert len(shown) == 29
    assert [row["id"] for row in put_away] == [str(messages[1].id)]
    assert api.get(f"{BASE}/unread/").json() == {"count": 19}


def test_an_unknown_message_is_not_found(api: Any) -> None:
    assert api.post(f"{BASE}/messages/{uuid4()}/read/").json()["code"] == "not-found"


def test_a_new_message_is_on_the_stream_with_its_count_to_come(
    hear: Callable[..., Any], user_id: UUID
) -> None:
    hear(EVENTS[6])
    message = Message.objects.get()
    shown = {
        "id": str(message.id),
        "kind": "run_failed",
        "title": "A run ended without an application",
        "link": message.link,
    }
    assert list(StreamEvent.objects.order_by("id").values_list("kind", "data")) == [
        ("inbox", shown),
        ("unread", {}),
    ]
