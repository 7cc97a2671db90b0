"""What the broker lost is found by comparing the inbox with the peers' outboxes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from celery import current_app
from django.utils import timezone

from common import events, internal
from common.contracts.commands import CommandFailed
from common.events import Envelope, handles
from common.outbox import comparing, tasks
from common.outbox.models import InboxEvent, OutboxEvent, PeerPosition
from project.things.api import ThingMade

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OWN, PEER = "ats_service", "user_service"
AGO = timedelta(minutes=1)


def publish(ago: timedelta = 5 * AGO, *, audience: str = OWN, **replaced: Any) -> OutboxEvent:
    """Have a message published that long ago."""
    fields: dict[str, Any] = {
        "id": uuid4(),
        "name": ThingMade.name,
        "subject_id": uuid4(),
        "user_id": uuid4(),
        "payload": {"thing_id": str(uuid4())},
        "audience": [audience],
        "occurred_at": NOW - ago,
        "next_attempt_at": NOW - ago,
        "published_at": NOW - ago,
    }
    return OutboxEvent.objects.create(**(fields | replaced))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Return the ids that the handler of ``ThingMade`` was called with."""
    found: list[UUID] = []
    monkeypatch.setattr(events, "_handlers", {})

    @handles(ThingMade)
    def note(event: ThingMade, envelope: Envelope) -> None:
        found.append(envelope.id)

    return found


@pytest.fixture
def asked(
    monkeypatch: pytest.MonkeyPatch, service_api: Callable[..., Any], settings: Any
) -> list[str]:
    """Let calls to the one peer reach this service's own outbox; return their addresses.

    The peer's table is the service's own here, so that the whole way through token, view and
    query is the real one.
    """
    settings.ORIGINS = {OWN: "http://127.0.0.1:1", PEER: "http://127.0.0.1:1"}
    client, paths = service_api(OWN, on_behalf_of=None), []

    def ask(service: str, path: str, *, on_behalf_of: UUID | None) -> httpx2.Response:
        paths.append(path)
        answer = client.get(f"/internal{path}")
        return httpx2.Response(answer.status_code, content=answer.content)

    monkeypatch.setattr(comparing, "call", ask)
    return paths


def compare() -> int:
    """Compare, and handle what was found as the worker that is rung for does."""
    found = comparing.compare_all(at=NOW)
    tasks.sweep()
    return found


def test_a_message_that_never_arrived_is_fetched_and_handled_once(
    heard: list[UUID], asked: list[str]
) -> None:
    lost = publish(request_id="r-1", subject_version=7)
    assert [compare(), compare()] == [1, 0]
    assert heard == [lost.id]
    came = InboxEvent.objects.get()
    assert (came.id, came.request_id, came.subject_version) == (lost.id, "r-1", 7)
    assert came.payload == lost.payload
    assert came.handled_at is not None


def test_what_arrived_is_not_fetched_again(heard: list[UUID], asked: list[str]) -> None:
    row = publish()
    InboxEvent.objects.create(
        id=row.id, name=row.name, subject_id=row.subject_id, payload={}, occurred_at=NOW,
        next_attempt_at=NOW, handled_at=NOW,
    )  # fmt: skip
    assert compare() == 0
    assert (heard, [path for path in asked if "ids=" in path]) == ([], [])


def test_what_may_still_be_on_its_way_is_left_to_the_broker(
    heard: list[UUID], asked: list[str]
) -> None:
    publish(AGO)
    publish(published_at=None)
    assert compare() == 0


def test_what_is_for_others_is_not_shown(heard: list[UUID], asked: list[str]) -> None:
    other = publish(audience="agent_service")
    assert compare() == 0
    assert not comparing.whole(OWN, [other.id]).exists()


def test_many_messages_of_one_moment_are_compared_page_by_page(
    heard: list[UUID], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "PAGE", 3)
    monkeypatch.setattr(comparing, "WHOLE", 2)
    lost = {publish().id for _ in range(7)}
    assert compare() == 7
    assert set(heard) == lost
    pages = [path for path in asked if "ids=" not in path]
    assert len(pages) == 3
    compare()
    assert len(asked) == 3 + 5 + 1, "the next time goes on where the last one stopped"


def test_the_comparison_goes_on_after_it_broke_off(
    heard: list[UUID], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()

    def die(name: str) -> None:
        raise SystemExit(name)

    with monkeypatch.context() as broken:
        broken.setattr(comparing, "crashpoint", die)
        with pytest.raises(SystemExit):
            comparing.compare_all(at=NOW)
    assert compare() == 0
    assert len(heard) == 1
    assert PeerPosition.objects.get().published_at > NOW - 6 * AGO


def test_a_peer_that_another_worker_asks_is_left_to_it(
    heard: list[UUID], asked: list[str]
) -> None:
    publish()
    PeerPosition.objects.create(
        service=PEER, published_at=NOW - 9 * AGO, message_id=uuid4(),
        lease_owner="another", lease_expires_at=datetime.max.replace(tzinfo=NOW.tzinfo),
    )  # fmt: skip
    assert compare() == 0
    assert asked == []


def test_a_peer_that_is_away_keeps_no_other_from_being_asked(
    heard: list[UUID], asked: list[str], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.ORIGINS = {**settings.ORIGINS, "agent_service": "http://127.0.0.1:1"}
    publish()
    reachable: Callable[..., httpx2.Response] = vars(comparing)["call"]

    def ask(service: str, path: str, **options: Any) -> httpx2.Response:
        if service == "agent_service":
            raise internal.PeerAway("agent_service does not answer")
        return reachable(service, path, **options)

    monkeypatch.setattr(comparing, "call", ask)
    assert compare() == 1


@pytest.mark.django_db(transaction=True)
def test_somebody_is_rung_to_handle_what_was_fetched(
    heard: list[UUID], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, **sent: rung.append((task, sent)))
    lost = publish()
    comparing.compare_all(at=NOW)
    [(task, sent)] = rung
    tasks.handle(**sent["kwargs"])
    assert (task, heard) == ("outbox.handle", [lost.id])


def test_answers_to_commands_are_found_too(heard: list[UUID], asked: list[str]) -> None:
    answered: list[str] = []

    @handles(CommandFailed)
    def note(event: CommandFailed, envelope: Envelope) -> None:
        answered.append(event.code)

    payload = CommandFailed(command_id=uuid4(), code="gone", detail="").model_dump(mode="json")
    publish(name=CommandFailed.name, payload=payload)
    assert compare() == 1
    assert answered == ["gone"]


@pytest.mark.parametrize(
    "query", ["", "?at=yesterday&id=1", "?ids=1", "?ids=" + ",".join(["-" * 36] * 101)]
)
def test_a_question_that_makes_no_sense_is_refused(
    service_api: Callable[..., Any], query: str
) -> None:
    answer = service_api(PEER, on_behalf_of=None).get(f"/internal/outbox/{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")


def test_people_may_not_read_the_outbox(api: Any, anonymous: Any) -> None:
    assert [who.get("/internal/outbox/").status_code for who in (api, anonymous)] == [401, 401]
