from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import BASE
from django.utils import timezone
from files import pdf
from rest_framework.test import APIClient

from common import internal
from common.contracts.ats import DocumentParsed, DocumentRejected
from user_service.documents import actions as documents
from user_service.documents.models import Document
from user_service.profiles.actions import readings
from user_service.profiles.models import Proposal, Reading
from user_service.profiles.tasks import read_proposals

pytestmark = pytest.mark.django_db
READ: dict[str, Any] = {
    "basics": {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "summary": "",
        "location": {"city": "London"},
        "profiles": [{"network": "GitHub", "username": "ada"}],
        "owner": "someone else",
    },
    "work": [{"name": "Engine Ltd", "position": "Analyst"}, {"name": "Weaving Co"}, {"name": ""}],
    "skills": [{"name": "Mathematics"}, {"name": 7}],
    "languages": "no list",
}
POINTERS = [
    "/basics/name", "/basics/email", "/basics/location", "/basics/profiles/-", "/work/-",
    "/work/-", "/skills/-",
]  # fmt: skip


SPAN = {"page": 2, "box": [72, 100, 200, 112], "text": "Analyst"}
EVIDENCE = {
    "/basics/name": {"confidence": 0.9, "spans": [{"page": 1, "text": "Ada Lovelace"}]},
    "/work/0/position": {"confidence": 0.7, "spans": [SPAN]},
    "/work/10/position": {"confidence": 0.1, "spans": []},
}


@pytest.fixture
def document(user_id: UUID) -> Document:
    file = documents.accepted("cv.pdf", pdf())
    return documents.upload(user_id, "resume", file, at=timezone.now())[0]


@pytest.fixture
def parse(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What ats_service answers; a test may change it."""
    answer: dict[str, Any] = {"resume": {**READ, "meta": {"evidence": EVIDENCE}}}
    asked: list[tuple[str, str, UUID]] = []

    def call(service: str, path: str, *, on_behalf_of: UUID) -> Any:
        asked.append((service, path, on_behalf_of))
        if isinstance(answer.get("error"), Exception):
            raise answer["error"]
        return SimpleNamespace(json=lambda: answer)

    monkeypatch.setattr(internal, "call", call)
    answer["asked"] = asked
    return answer


@pytest.fixture
def read(document: Document, parse: dict[str, Any], hear: Callable[..., None]) -> Any:
    """Hear that the document was parsed and fetch the parse."""

    def arrive() -> UUID:
        event = DocumentParsed(document_id=document.id, parse_id=uuid4(), sha256=document.sha256)
        hear(event, document.user_id)
        read_proposals()
        return event.parse_id

    return arrive


def listed(api: APIClient, query: str = "") -> Any:
    return api.get(f"{BASE}/proposals/?page_size=100{query}").json()["results"]


def resume(api: APIClient) -> Any:
    return api.get(f"{BASE}/profile/").json()["resume"]


def write(api: APIClient, content: dict[str, Any]) -> None:
    version = api.get(f"{BASE}/profile/").json()["version"]
    answer = api.put(f"{BASE}/profile/", {"resume": content, "version": version})
    assert answer.status_code == 200


def accept(api: APIClient, pointer: str, **body: Any) -> Any:
    proposal = next(p for p in listed(api) if p["pointer"] == pointer)
    return api.post(f"{BASE}/proposals/{proposal['id']}/accept/", body)


def test_what_was_read_is_proposed_field_by_field_with_its_evidence(
    api: APIClient, read: Any, document: Document, parse: dict[str, Any]
) -> None:
    parse_id = read()
    assert parse["asked"] == [("ats_service", f"/parses/{parse_id}/", document.user_id)]
    proposals = list(reversed(listed(api)))
    assert [p["pointer"] for p in proposals] == POINTERS
    assert {p["state"] for p in proposals} == {"proposed"}
    assert {p["document_id"] for p in proposals} == {str(document.id)}
    assert proposals[0]["value"] == "Ada Lovelace"
    assert proposals[0]["evidence"][0]["spans"][0]["page"] == 1
    assert proposals[4]["evidence"] == [
        {"pointer": "/work/0/position", "confidence": 0.7, "spans": [SPAN]}
    ]


def test_reading_never_touches_the_profile(api: APIClient, read: Any) -> None:
    read()
    assert api.get(f"{BASE}/profile/").json()["version"] == 0


def test_accepting_all_fills_an_empty_profile_as_one_version(api: APIClient, read: Any) -> None:
    read()
    answer = api.post(f"{BASE}/proposals/accept/", {})
    assert len(answer.json()["accepted"]) == len(POINTERS)
    assert resume(api) == {
        "basics": {
            "name": "Ada Lovelace",
            "email": "ada@example.org",
            "location": {"city": "London"},
            "profiles": [{"network": "GitHub", "username": "ada"}],
        },
        "work": READ["work"][:2],
        "skills": READ["skills"][:1],
    }
    versions = api.get(f"{BASE}/profile/versions/").json()["results"]
    assert [(v["version"], v["author"]) for v in versions] == [(1, "proposal")]


def test_accepting_all_leaves_what_the_person_typed(api: APIClient, read: Any) -> None:
    typed = {"basics": {"name": "Countess Ada"}, "work": [{"name": "My own words"}]}
    write(api, typed)
    read()
    api.post(f"{BASE}/proposals/accept/", {})
    found = resume(api)
    assert (found["basics"]["name"], found["work"]) == ("Countess Ada", typed["work"])
    assert found["basics"]["email"] == "ada@example.org"
    left = {p["pointer"] for p in listed(api, "&state=proposed")}
    assert left == {"/basics/name", "/work/-"}


def test_one_proposal_is_refused_where_the_person_typed_unless_they_say_replace(
    api: APIClient, read: Any
) -> None:
    write(api, {"basics": {"name": "Countess Ada"}})
    read()
    refused = accept(api, "/basics/name")
    assert (refused.status_code, refused.json()["code"]) == (409, "field-filled")
    assert resume(api)["basics"]["name"] == "Countess Ada"
    assert accept(api, "/basics/name", replace=True).json()["state"] == "accepted"
    assert resume(api)["basics"]["name"] == "Ada Lovelace"


def test_an_entry_is_added_beside_what_is_there(api: APIClient, read: Any) -> None:
    write(api, {"work": [{"name": "My own words"}]})
    read()
    assert accept(api, "/work/-").status_code == 200
    assert len(resume(api)["work"]) == 2


def test_a_decision_is_made_once(api: APIClient, read: Any) -> None:
    read()
    proposal = listed(api)[0]["id"]
    url = f"{BASE}/proposals/{proposal}"
    assert api.post(f"{url}/dismiss/").json()["state"] == "dismissed"
    again = api.post(f"{url}/accept/", {})
    assert (again.status_code, again.json()["code"]) == (409, "proposal-decided")


def test_what_was_dismissed_or_is_there_already_is_not_proposed_again(
    api: APIClient, read: Any
) -> None:
    read()
    for proposal in listed(api):
        api.post(f"{BASE}/proposals/{proposal['id']}/dismiss/")
    read()
    assert listed(api, "&state=proposed") == []
    assert len(listed(api)) == len(POINTERS)


def test_what_the_profile_says_is_not_proposed(api: APIClient, read: Any) -> None:
    write(api, {"basics": {"name": "Ada Lovelace"}, "work": READ["work"][:1]})
    read()
    assert "Ada Lovelace" not in [p["value"] for p in listed(api)]
    assert READ["work"][0] not in [p["value"] for p in listed(api)]


def test_a_service_that_is_away_is_asked_again(
    api: APIClient, read: Any, parse: dict[str, Any]
) -> None:
    parse["error"] = internal.PeerAway("away")
    read()
    row = Reading.objects.get()
    assert (row.proposed_at, row.parked_at, row.attempts) == (None, None, 1)
    assert row.next_attempt_at > timezone.now()
    del parse["error"]
    readings.fetch_due(at=row.next_attempt_at + timedelta(seconds=1))
    assert len(listed(api)) == len(POINTERS)


@pytest.mark.parametrize("error", [internal.PeerRefused("404"), ValueError("not JSON")])
def test_what_will_not_change_is_given_up_visibly_and_can_be_asked_again(
    api: APIClient, read: Any, parse: dict[str, Any], error: Exception
) -> None:
    parse["error"] = error
    read()
    Reading.objects.filter(parked_at=None).update(
        attempts=readings.MAX_ATTEMPTS - 1, next_attempt_at=timezone.now()
    )
    read_proposals()
    assert Reading.objects.get().parked_at is not None
    assert Reading.objects.get().last_error.startswith(type(error).__name__)
    del parse["error"]
    assert readings.fetch_again(Reading.objects.all(), at=timezone.now()) == 1
    read_proposals()
    assert len(listed(api)) == len(POINTERS)


def test_letters_other_peoples_and_changed_files_propose_nothing(
    user_id: UUID, hear: Callable[..., None], document: Document
) -> None:
    letter, _ = documents.upload(
        user_id, "cover_letter", documents.accepted("l.txt", b"Dear all"), at=timezone.now()
    )

    def parsed(of: Document, sha256: str = "") -> DocumentParsed:
        return DocumentParsed(document_id=of.id, parse_id=uuid4(), sha256=sha256 or of.sha256)

    hear(parsed(letter), user_id)
    hear(parsed(document), uuid4())
    hear(parsed(document, "0" * 64), user_id)
    assert not Reading.objects.exists()


def test_the_document_shows_what_became_of_it(
    user_id: UUID, hear: Callable[..., None], document: Document
) -> None:
    hear(
        DocumentRejected(document_id=document.id, sha256=document.sha256, code="needs-ocr"),
        user_id,
    )
    document.refresh_from_db()
    assert (document.parse_state, document.parse_code) == ("rejected", "needs-ocr")


def test_removing_a_document_removes_what_was_read_from_it(
    api: APIClient, read: Any, document: Document
) -> None:
    read()
    assert api.delete(f"{BASE}/documents/{document.id}/").status_code == 204
    assert not Proposal.objects.exists()
    assert not Reading.objects.exists()


def test_hostile_values_are_kept_out(api: APIClient, read: Any, parse: dict[str, Any]) -> None:
    parse["resume"] = {
        "basics": {"url": "javascript:alert(1)", "name": "A\x00d\ud800a", "email": "none"},
        "work": [{"name": "x" * 501}, {"startDate": "yesterday"}, "text", None],
        "meta": ["no object"],
    }
    read()
    assert [(p["pointer"], p["value"]) for p in listed(api)] == [("/basics/name", "Ada")]
