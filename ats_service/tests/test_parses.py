"""A document is read once, whoever asks and however often, and every asker is answered."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from ats_rows import (
    BASE,
    DATA,
    NOON,
    Answer,
    UserService,
    answers,
    deliver,
    digest,
    parse,
    read,
    upload,
)
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ats_service.engine import sandbox
from ats_service.resumes import actions, tasks
from ats_service.resumes.models import Asker, Parse
from common import internal, leases
from common.contracts.ats import ParseDocument
from common.contracts.user import DocumentUploaded
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def user_service(monkeypatch: pytest.MonkeyPatch) -> UserService:
    peer = UserService()
    monkeypatch.setattr(internal, "call", peer.call)
    return peer


@pytest.fixture(scope="module", autouse=True)
def _sandbox() -> Iterator[None]:
    yield
    sandbox.close()


def command(row: Parse) -> ParseDocument:
    """Return a new command to read the document of ``row``."""
    return ParseDocument(
        command_id=uuid4(),
        reply_to="agent_service",
        document_id=row.document_id,
        sha256=row.sha256,
    )


def told() -> list[str]:
    """Return the names of what was told to others, in order."""
    return list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))


def test_an_upload_is_read_and_told_with_evidence_for_its_fields(
    user_service: UserService, user_id: UUID
) -> None:
    row = read(upload(user_id))
    paths = [f"/documents/{row.document_id}/{part}" for part in ("content/", "")]
    assert user_service.asked == [("user_service", path, user_id) for path in paths]
    assert (row.state, row.kind, row.language, row.code) == ("done", "text", "en", "")
    assert row.resume is not None
    assert row.resume["basics"]["email"] == "ada.marlow@example.org"
    assert [job["name"] for job in row.resume["work"]] == ["Acme GmbH", "Initech Inc."]
    assert row.resume["meta"]["evidence"]["/basics/email"]
    event = OutboxEvent.objects.get()
    assert (event.name, event.user_id) == ("ats.document_parsed.v1", user_id)
    assert event.payload == {
        "document_id": str(row.document_id),
        "parse_id": str(row.id),
        "sha256": digest(DATA),
    }


def test_the_same_bytes_are_read_once_however_often_they_are_told(
    user_service: UserService, user_id: UUID
) -> None:
    row = upload(user_id)
    deliver(DocumentUploaded(document_id=row.document_id, sha256=row.sha256), user_id)
    read(row)
    deliver(DocumentUploaded(document_id=row.document_id, sha256=row.sha256), user_id)
    read(row)
    assert (Parse.objects.count(), len(user_service.asked)) == (1, 2)
    assert told() == ["ats.document_parsed.v1"]


def test_a_new_version_is_read_by_itself(user_service: UserService, user_id: UUID) -> None:
    row = read(upload(user_id))
    deliver(DocumentUploaded(document_id=row.document_id, sha256="1" * 64), user_id)
    assert Parse.objects.filter(document_id=row.document_id).count() == 2


def test_a_command_waits_for_the_reading_and_names_its_message(
    user_service: UserService, user_id: UUID
) -> None:
    row = upload(user_id)
    asked = command(row)
    message_id = deliver(asked, user_id)
    assert answers() == []
    read(row)
    answer = OutboxEvent.objects.get(name="common.command_completed.v1")
    assert answer.payload["output"] == {"parse_id": str(row.id)}
    assert (answer.subject_id, answer.causation_id) == (asked.command_id, message_id)
    assert list(answer.audience) == ["agent_service"]


def test_the_same_command_twice_is_answered_twice_with_the_same_parse(
    user_service: UserService, user_id: UUID
) -> None:
    row = upload(user_id)
    asked = command(row)
    deliver(asked, user_id)
    read(row)
    deliver(asked, user_id)
    said = {"command_id": str(asked.command_id), "output": {"parse_id": str(row.id)}}
    assert answers() == [("common.command_completed.v1", said)] * 2
    assert (Asker.objects.count(), len(user_service.asked)) == (1, 2)


def test_a_command_alone_starts_the_reading(user_service: UserService, user_id: UUID) -> None:
    unknown = Parse(document_id=uuid4(), sha256=digest(DATA))
    deliver(command(unknown), user_id)
    deliver(command(unknown), user_id)
    tasks.sweep_parses()
    assert [name for name, _ in answers()] == ["common.command_completed.v1"] * 2
    assert len(user_service.asked) == 2  # its bytes and its name


@pytest.mark.parametrize(
    ("data", "code"), [(b"  \n", "empty"), (b"MZ\x90\x00\x03\x00\x00\x00", "unsupported-type")]
)
def test_a_document_that_cannot_be_read_is_rejected_with_its_code(
    user_service: UserService, user_id: UUID, data: bytes, code: str
) -> None:
    user_service.content = data
    row = upload(user_id, data)
    asked = command(row)
    deliver(asked, user_id)
    read(row)
    assert (row.state, row.code, row.attempts) == ("failed", code, 1)
    assert row.reason
    assert OutboxEvent.objects.get(name="ats.document_rejected.v1").payload["code"] == code
    failed = {"command_id": str(asked.command_id), "code": code, "detail": row.reason}
    assert answers() == [("common.command_failed.v1", failed)]


def test_other_bytes_than_the_announced_are_not_read(
    user_service: UserService, user_id: UUID
) -> None:
    row = upload(user_id)
    user_service.content = b"Somebody else"
    assert (read(row).state, row.code) == ("failed", "document-changed")


def test_a_peer_that_is_away_is_asked_again_later(
    user_service: UserService, user_id: UUID
) -> None:
    row = upload(user_id)
    deliver(command(row), user_id)
    user_service.error = internal.PeerAway("user_service does not answer; it is asked again.")
    assert (read(row).state, row.code, told()) == ("pending", "peer-away", [])
    assert row.next_attempt_at == NOON + timedelta(seconds=30)
    user_service.error = None
    assert read(row, seconds=29).state == "pending"
    assert (read(row, seconds=31).state, row.code, row.attempts) == ("done", "", 2)
    assert [name for name, _ in answers()] == ["common.command_completed.v1"]


def test_a_peer_that_stays_away_fails_the_reading_in_the_end(
    user_service: UserService, user_id: UUID
) -> None:
    row = upload(user_id)
    user_service.error = internal.PeerAway("away")
    states = [read(row, hours=hour).state for hour in range(actions.MAX_ATTEMPTS)]
    assert states == ["pending"] * (actions.MAX_ATTEMPTS - 1) + ["failed"]


def test_of_two_workers_one_reads(user_service: UserService, user_id: UUID) -> None:
    row = upload(user_id)
    held = leases.claim(Parse.objects.filter(id=row.id))
    assert held is not None
    assert (read(row).state, actions.due(NOON), user_service.asked) == ("pending", [], [])
    leases.release(held)
    assert actions.due(NOON) == [row.id]
    assert read(row).state == "done"


def test_a_worker_that_lost_its_row_writes_nothing(
    user_service: UserService, user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = upload(user_id)

    def freeze(*_: Any, **__: Any) -> Answer:
        Parse.objects.update(lease_owner="another", fencing=99)
        return Answer(DATA, {"name": "ada-marlow.txt"})

    monkeypatch.setattr(internal, "call", freeze)
    with pytest.raises(leases.LeaseLost):
        actions.read(row.id, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.lease_owner, told()) == ("pending", "another", [])


def test_asking_over_rest_is_accepted_and_read_later(user_service: UserService, api: Any) -> None:
    body = {"document_id": str(uuid4())}
    first = api.post(f"{BASE}/parses/", body)
    assert (first.status_code, first.json()["state"]) == (202, "pending")
    assert api.post(f"{BASE}/parses/", body).json()["id"] == first.json()["id"]
    tasks.parse_document(parse_id=first.json()["id"])
    found = api.get(f"{BASE}/parses/{first.json()['id']}/").json()
    assert (found["state"], found["resume"]["basics"]["name"]) == ("done", "Ada Marlow")


def test_a_document_of_somebody_else_is_not_found(user_service: UserService, api: Any) -> None:
    user_service.error = internal.PeerRefused("user_service answered 404")
    answer = api.post(f"{BASE}/parses/", {"document_id": str(uuid4())})
    assert (answer.status_code, answer.json()["code"]) == (404, "document-not-found")
    assert Parse.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_asking_costs_at_most_four_statements(user_service: UserService, api: Any) -> None:
    api.get(f"{BASE}/parses/")
    headers = {"Idempotency-Key": "k"}
    with CaptureQueriesContext(connection) as seen:
        api.post(f"{BASE}/parses/", {"document_id": str(uuid4())}, headers=headers)
    ours = [q["sql"] for q in seen if not q["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(ours) <= 4, ours


def test_the_list_is_one_statement_and_holds_only_the_callers_own(
    api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    mine = [str(parse(user_id).id) for _ in range(3)]
    parse(stranger_id)
    api.get(f"{BASE}/parses/")
    with CaptureQueriesContext(connection) as seen:
        rows = api.get(f"{BASE}/parses/").json()["results"]
    assert [row["id"] for row in rows] == mine[::-1]
    assert len(seen) == 1
    assert "resume" not in rows[0]


def test_a_strangers_parse_is_not_found(api: Any, stranger_id: UUID) -> None:
    row = parse(stranger_id)
    for path in ("", "check/"):
        assert api.get(f"{BASE}/parses/{row.id}/{path}").status_code == 404


def test_peers_read_only_what_is_done_and_the_persons_own(
    service_api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    client = service_api("agent_service")
    done = parse(user_id)
    assert client.get(f"/internal/parses/{done.id}/").json()["id"] == str(done.id)
    for row in (parse(stranger_id), upload(user_id)):
        assert client.get(f"/internal/parses/{row.id}/").status_code == 404
