import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import BASE
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from files import docx, pdf, upload
from rest_framework.test import APIClient

from common import storage
from common.outbox.models import OutboxEvent
from user_service.documents import actions
from user_service.documents.models import Discarded, Document

pytestmark = pytest.mark.django_db


def test_an_upload_is_stored_announced_and_comes_back_as_it_was(
    api: APIClient, user_id: UUID
) -> None:
    shown = upload(api, pdf(), "Lebenslauf für Ada.pdf").json()
    assert (shown["kind"], shown["version"], shown["parse_state"]) == ("resume", 1, "pending")
    assert (shown["size"], shown["name"]) == (len(pdf()), "Lebenslauf für Ada.pdf")
    event = OutboxEvent.objects.get()
    assert (event.name, event.user_id) == ("user.document_uploaded.v1", user_id)
    assert event.payload == {"document_id": shown["id"], "sha256": shown["sha256"]}
    back = api.get(f"{BASE}/documents/{shown['id']}/content/", HTTP_ACCEPT="application/pdf")
    assert back.content == pdf()
    assert back.headers["Content-Disposition"] == (
        'attachment; filename="Lebenslauf fur Ada.pdf"; '
        "filename*=UTF-8''Lebenslauf%20f%C3%BCr%20Ada.pdf"
    )
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Content-Security-Policy"].startswith("sandbox")
    assert back.headers["X-Content-SHA256"] == shown["sha256"]
    assert "no-store" in back.headers["Cache-Control"]


def test_an_unknown_kind_is_refused(api: APIClient) -> None:
    answer = upload(api, pdf(), kind="diploma")
    assert answer.json()["errors"][0]["pointer"] == "/kind"


def test_the_same_bytes_are_kept_once_a_person_and_kind(
    api: APIClient, client_of: Any, stranger_id: UUID
) -> None:
    first, again = upload(api, pdf()), upload(api, pdf(), "other-name.pdf")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    letter = upload(api, pdf(), kind="cover_letter")
    stranger = upload(client_of(stranger_id), pdf())
    assert {letter.status_code, stranger.status_code} == {201}
    assert len({first.json()["id"], letter.json()["id"], stranger.json()["id"]}) == 3
    assert OutboxEvent.objects.count() == 3


def test_the_same_request_twice_is_one_upload(api: APIClient) -> None:
    key = str(uuid4())
    first = upload(api, pdf(), key=key)
    again = upload(api, pdf(), key=key)
    assert (first.json(), first.status_code) == (again.json(), again.status_code)
    reused = upload(api, pdf("other"), key=key)
    assert reused.json()["code"] == "idempotency-key-reused"


def test_versions_share_a_lineage_and_each_keeps_its_bytes(api: APIClient) -> None:
    first = upload(api, pdf("1")).json()
    second = upload(api, pdf("2"), "new.pdf", path=f"documents/{first['id']}/versions").json()
    third = upload(api, docx(), "new.docx", path=f"documents/{first['id']}/versions").json()
    assert [v["version"] for v in (first, second, third)] == [1, 2, 3]
    assert {v["lineage_id"] for v in (first, second, third)} == {first["id"]}
    listed = api.get(f"{BASE}/documents/").json()["results"]
    assert [document["id"] for document in listed] == [third["id"]]
    versions = api.get(f"{BASE}/documents/{second['id']}/versions/").json()["results"]
    assert [v["version"] for v in versions] == [3, 2, 1]
    assert api.get(f"{BASE}/documents/{first['id']}/content/").content == pdf("1")


def test_bytes_that_are_known_do_not_become_a_version(api: APIClient) -> None:
    first, other = upload(api, pdf("1")).json(), upload(api, pdf("2")).json()
    path = f"documents/{first['id']}/versions"
    same = upload(api, pdf("1"), path=path)
    assert (same.status_code, same.json()["id"]) == (200, first["id"])
    elsewhere = upload(api, pdf("2"), path=path)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "document-known")
    assert elsewhere.json()["document_id"] == other["id"]
    missing = upload(api, pdf("3"), path=f"documents/{uuid4()}/versions")
    assert missing.status_code == 404


def test_nothing_of_a_refused_upload_stays_in_storage(
    api: APIClient, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: set[str] = set()
    put, delete = storage.put, storage.delete

    def counted(data: bytes, *, sha256: str | None = None) -> storage.Blob:
        blob = put(data, sha256=sha256)
        kept.add(blob.key)
        return blob

    def forgotten(key: str) -> None:
        delete(key)
        kept.discard(key)

    monkeypatch.setattr(storage, "put", counted)
    monkeypatch.setattr(storage, "delete", forgotten)
    upload(api, pdf())
    upload(api, pdf())
    monkeypatch.setattr(actions, "emit", lambda *a, **k: 1 / 0)
    assert upload(api, pdf("other")).status_code == 500
    assert kept == set(Document.objects.values_list("storage_key", flat=True))


def test_removing_takes_all_versions_and_their_bytes(
    api: APIClient, django_capture_on_commit_callbacks: Any
) -> None:
    first = upload(api, pdf("1")).json()
    second = upload(api, pdf("2"), path=f"documents/{first['id']}/versions").json()
    keys = list(Document.objects.values_list("storage_key", flat=True))
    assert api.delete(f"{BASE}/documents/{second['id']}/").status_code == 204
    assert api.get(f"{BASE}/documents/{first['id']}/").status_code == 404
    assert actions.discard_due() == 2
    assert [storage.exists(key) for key in keys] == [False, False]
    assert not Discarded.objects.exists()


def test_bytes_that_cannot_be_removed_are_kept_in_sight(
    api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = upload(api, pdf()).json()
    api.delete(f"{BASE}/documents/{shown['id']}/")
    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", lambda key: 1 / 0)
        assert actions.discard_due() == 0
    assert (Discarded.objects.get().attempts, actions.discard_due()) == (1, 1)


def test_the_list_is_one_statement_and_can_be_narrowed(api: APIClient, user_id: UUID) -> None:
    for number in range(25):
        upload(api, pdf(str(number)), kind="resume" if number % 2 else "cover_letter")
    with CaptureQueriesContext(connection) as captured:
        page = api.get(f"{BASE}/documents/").json()
    assert (len(page["results"]), len(captured)) == (20, 1)
    assert "COUNT" not in captured[0]["sql"]
    assert len(api.get(page["next"]).json()["results"]) == 5
    narrowed = api.get(f"{BASE}/documents/?kind=cover_letter&page_size=100").json()["results"]
    assert {document["kind"] for document in narrowed} == {"cover_letter"}
    assert len(narrowed) == 13


def test_the_list_shows_what_the_serializer_describes(api: APIClient) -> None:
    shown = upload(api, pdf()).json()
    assert api.get(f"{BASE}/documents/").json()["results"] == [shown]


@pytest.mark.parametrize("cursor", ["x", "cD1hYmM=", "cD0=", "bz0tMQ==", "bz05OTk5OTk5OTk5OTk="])
def test_a_cursor_that_was_made_up_is_a_problem_not_a_failure(api: APIClient, cursor: str) -> None:
    answer = api.get(f"{BASE}/documents/?cursor={cursor}")
    assert answer.status_code in (200, 400, 404), answer.content


@pytest.mark.django_db(transaction=True)
def test_of_two_versions_at_once_each_gets_a_number_or_is_told(
    client_of: Any, user_id: UUID
) -> None:
    first = upload(client_of(user_id), pdf("1")).json()
    codes, start = [], threading.Barrier(2)

    def send(text: str) -> None:
        client = client_of(user_id)
        start.wait(timeout=10)
        path = f"documents/{first['id']}/versions"
        codes.append(upload(client, pdf(text), path=path).status_code)
        connection.close()

    threads = [threading.Thread(target=send, args=(text,)) for text in ("2", "3")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    numbers = list(Document.objects.order_by("version").values_list("version", flat=True))
    assert sorted(codes) in ([201, 201], [201, 409])
    assert numbers == list(range(1, codes.count(201) + 2))


def test_what_became_of_reading_is_kept_for_those_very_bytes(
    api: APIClient, user_id: UUID
) -> None:
    shown = upload(api, pdf()).json()
    document_id, parse_id = UUID(shown["id"]), uuid4()
    actions.note_rejected(user_id, document_id, sha256=shown["sha256"], code="needs-ocr")
    found = api.get(f"{BASE}/documents/{document_id}/").json()
    assert (found["parse_state"], found["parse_code"]) == ("rejected", "needs-ocr")
    actions.note_parsed(user_id, document_id, sha256="0" * 64, parse_id=parse_id)
    actions.note_parsed(uuid4(), document_id, sha256=shown["sha256"], parse_id=parse_id)
    assert api.get(f"{BASE}/documents/{document_id}/").json()["parse_state"] == "rejected"
    actions.note_parsed(user_id, document_id, sha256=shown["sha256"], parse_id=parse_id)
    found = api.get(f"{BASE}/documents/{document_id}/").json()
    assert (found["parse_state"], found["parse_id"]) == ("parsed", str(parse_id))


def test_a_file_that_was_damaged_on_disk_is_never_served(api: APIClient) -> None:
    shown = upload(api, pdf()).json()
    storage.delete(Document.objects.get().storage_key)
    answer = api.get(f"{BASE}/documents/{shown['id']}/content/")
    assert (answer.status_code, answer.json()["code"]) == (410, "document-missing")


def test_an_empty_name_gets_one(user_id: UUID) -> None:
    file = actions.accepted("", b"Ada Lovelace")
    document, _ = actions.upload(user_id, "other", file, at=timezone.now())
    assert document.name == "document"


@pytest.mark.parametrize("path", ["documents", "documents/{id}/versions"])
def test_an_upload_costs_four_statements_idempotency_and_event_included(
    api: APIClient, path: str
) -> None:
    first = upload(api, pdf("1")).json()
    with CaptureQueriesContext(connection) as captured:
        answer = upload(api, pdf("2"), path=path.format(**first), key=str(uuid4()))
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert (answer.status_code, len(statements)) == (201, 4), statements
