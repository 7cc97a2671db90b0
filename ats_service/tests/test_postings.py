"""A posting is analysed in the background, and every fact quotes its text."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from ats_rows import BASE, NOON, POSTING, Answer, answers, deliver, posting
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ats_service.postings import actions, tasks
from ats_service.postings.models import Posting
from common import internal, leases
from common.contracts.ats import AnalysePosting
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


def command() -> AnalysePosting:
    """Return a new command."""
    return AnalysePosting(
        command_id=uuid4(), reply_to="agent_service", snapshot_id=uuid4(), sha256="0" * 64
    )


def quotes(value: Any) -> Iterator[str]:
    """Yield every quote below a value."""
    if isinstance(value, list):
        for inner in value:
            yield from quotes(inner)
    elif isinstance(value, dict):
        if "quote" in value:
            yield value["quote"]
        for inner in value.values():
            yield from quotes(inner)


@pytest.fixture
def snapshots(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, UUID | None]]:
    """Let agent_service answer with a posting; return what it was asked."""
    asked: list[tuple[str, str, UUID | None]] = []

    def call(service: str, path: str, *, on_behalf_of: UUID | None) -> Answer:
        asked.append((service, path, on_behalf_of))
        return Answer(body={"text": POSTING})

    monkeypatch.setattr(internal, "call", call)
    return asked


def away(*_: Any, **__: Any) -> Answer:
    """Be away."""
    raise internal.PeerAway("agent_service does not answer; it is asked again.")


def test_a_pasted_posting_is_analysed_and_every_fact_quotes_its_text(api: Any) -> None:
    answer = api.post(f"{BASE}/postings/", {"text": POSTING})
    assert (answer.status_code, answer.json()["state"]) == (202, "pending")
    tasks.analyse_posting(posting_id=answer.json()["id"])
    found = api.get(f"{BASE}/postings/{answer.json()['id']}/").json()
    facts, said = found["facts"], list(quotes(found["facts"]))
    assert found["state"] == "done"
    assert [one["name"] for one in facts["skills"]] == [
        "Python",
        "PostgreSQL",
        "MySQL",
        "Kubernetes",
    ]
    assert facts["min_years"]["value"] == 3
    assert len(said) >= 7
    assert [quote for quote in said if quote not in found["text"]] == []
    assert OutboxEvent.objects.count() == 0


def test_a_command_has_its_snapshot_analysed_and_is_answered(
    snapshots: list[Any], user_id: UUID
) -> None:
    asked = command()
    message_id = deliver(asked, user_id)
    tasks.sweep_postings()
    row = Posting.objects.get()
    assert snapshots == [("agent_service", f"/snapshots/{asked.snapshot_id}/", user_id)]
    assert (row.state, row.text, row.snapshot_id) == ("done", POSTING, asked.snapshot_id)
    answer = OutboxEvent.objects.get()
    assert answer.payload["output"] == {"posting_id": str(row.id)}
    assert (answer.subject_id, answer.causation_id) == (asked.command_id, message_id)
    assert list(answer.audience) == ["agent_service"]


def test_the_same_command_twice_is_answered_twice_with_the_same_posting(
    snapshots: list[Any], user_id: UUID
) -> None:
    asked = command()
    deliver(asked, user_id)
    tasks.sweep_postings()
    deliver(asked, user_id)
    tasks.sweep_postings()
    first, second = answers()
    assert first == second
    assert (Posting.objects.count(), len(snapshots)) == (1, 1)


def test_a_snapshot_that_is_refused_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, user_id: UUID
) -> None:
    def refuse(*_: Any, **__: Any) -> Answer:
        raise internal.PeerRefused("agent_service answered 404.")

    monkeypatch.setattr(internal, "call", refuse)
    deliver(command(), user_id)
    tasks.sweep_postings()
    [(name, payload)] = answers()
    assert (name, payload["code"]) == ("common.command_failed.v1", "peer-refused")
    assert Posting.objects.get().state == "failed"


def test_a_peer_that_is_away_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch, user_id: UUID
) -> None:
    deliver(command(), user_id)
    with monkeypatch.context() as patched:
        patched.setattr(internal, "call", away)
        actions.analyse(Posting.objects.get().id, at=NOON)
    row = Posting.objects.get()
    assert (row.state, row.code, answers()) == ("pending", "peer-away", [])
    assert row.next_attempt_at == NOON + timedelta(seconds=30)
    monkeypatch.setattr(internal, "call", lambda *_, **__: Answer(body={"text": POSTING}))
    actions.analyse(row.id, at=NOON + timedelta(seconds=31))
    row.refresh_from_db()
    assert (row.state, row.code, len(answers())) == ("done", "", 1)


def test_a_posting_that_is_held_is_left_to_its_holder(user_id: UUID) -> None:
    row = actions.paste(user_id, POSTING, at=NOON)
    assert leases.claim(Posting.objects.filter(id=row.id))
    actions.analyse(row.id, at=NOON)
    row.refresh_from_db()
    assert (row.state, actions.due(NOON)) == ("pending", [])


def test_text_that_postgres_cannot_hold_is_cleaned(user_id: UUID) -> None:
    row = posting(user_id, "Backend Engineer\x00\n\nRequirements:\n- Python\ud800\n")
    assert (row.state, "\x00" in row.text) == ("done", False)


@pytest.mark.parametrize("text", ["", "   ", "x" * 200_001])
def test_no_text_and_a_book_are_refused(api: Any, text: str) -> None:
    assert api.post(f"{BASE}/postings/", {"text": text}).status_code == 400


def test_the_list_is_one_statement_and_holds_only_the_callers_own(
    api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    mine = [str(posting(user_id).id) for _ in range(3)]
    posting(stranger_id)
    api.get(f"{BASE}/postings/")
    with CaptureQueriesContext(connection) as seen:
        rows = api.get(f"{BASE}/postings/").json()["results"]
    assert [row["id"] for row in rows] == mine[::-1]
    assert len(seen) == 1


def test_a_strangers_posting_is_not_found(api: Any, service_api: Any, stranger_id: UUID) -> None:
    row = posting(stranger_id)
    assert api.get(f"{BASE}/postings/{row.id}/").status_code == 404
    client = service_api("agent_service")
    assert client.get(f"/internal/postings/{row.id}/").status_code == 404


def test_peers_read_the_facts_of_the_persons_posting(service_api: Any, user_id: UUID) -> None:
    row = posting(user_id)
    found = service_api("agent_service").get(f"/internal/postings/{row.id}/").json()
    assert found == {"id": str(row.id), "snapshot_id": None, "facts": row.facts}
