"""The document check over REST: findings for where the document goes, and the machine's text."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from ats_rows import BASE, RESUME, UserService, posting, read, upload

from ats_service.engine import sandbox
from common import internal

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


def test_the_check_shows_findings_and_the_machines_text(
    user_service: UserService, api: Any, user_id: UUID
) -> None:
    data = RESUME.replace("ada.marlow@example.org | ", "").encode()
    user_service.content = data
    row = read(upload(user_id, data))
    found = api.get(f"{BASE}/parses/{row.id}/check/").json()
    assert (found["id"], found["state"]) == (str(row.id), "done")
    assert "ten thousand payments" in found["text"]
    assert found["findings"]
    wanted = {"rule", "severity", "message", "seen", "advice", "page", "box"}
    assert all(wanted <= set(finding) for finding in found["findings"])


def test_the_check_knows_the_name_of_the_file(
    user_service: UserService, api: Any, user_id: UUID
) -> None:
    user_service.name = "document1.txt"
    row = read(upload(user_id))
    found = api.get(f"{BASE}/parses/{row.id}/check/").json()["findings"]
    assert [one["seen"] for one in found if one["rule"] == "file-name"] == ["document1.txt"]


def test_personal_data_is_judged_by_where_the_document_goes(
    user_service: UserService, api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    data = RESUME.replace("EXPERIENCE", "Date of birth: 1 February 1990\n\nEXPERIENCE").encode()
    user_service.content = data
    row = read(upload(user_id, data))
    at_home = posting(user_id)  # in Germany

    def severities(query: str) -> list[str]:
        found = api.get(f"{BASE}/parses/{row.id}/check/{query}").json()["findings"]
        return [one["severity"] for one in found if one["rule"] == "personal-data"]

    assert severities("") == ["notice"]
    assert severities("?country=us") == ["warning"]
    assert severities(f"?posting={at_home.id}") == ["notice"]
    assert severities(f"?posting={at_home.id}&country=GB") == ["warning"]
    for query, status in (("?country=USA", 400), (f"?posting={posting(stranger_id).id}", 404)):
        assert api.get(f"{BASE}/parses/{row.id}/check/{query}").status_code == status
