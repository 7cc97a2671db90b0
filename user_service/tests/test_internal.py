from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import BASE
from django.utils import timezone
from files import pdf
from rest_framework.test import APIClient

from user_service.accounts.models import User
from user_service.documents import actions as documents

pytestmark = pytest.mark.django_db


def test_a_contact_is_what_notification_needs(service_api: Any, person: User) -> None:
    answer = service_api("notification_service").get(f"/internal/contacts/{person.id}/")
    assert answer.json() == {
        "user_id": str(person.id),
        "version": 1,
        "email": "ada@example.org",
        "email_verified": True,
        "name": "Ada",
        "zone": "UTC",
        "language": "en",
    }


def test_an_empty_profile_is_version_0(service_api: Any) -> None:
    empty = {"version": 0, "resume": {}, "preferences": {}, "answers": []}
    agent = service_api("agent_service")
    assert agent.get("/internal/profile/").json() == empty
    assert agent.get("/internal/profile/0/").json() == empty
    assert agent.get("/internal/profile/1/").status_code == 404


def test_a_pinned_profile_stays_as_it_was(api: APIClient, service_api: Any) -> None:
    api.put(f"{BASE}/profile/", {"resume": {"basics": {"name": "Ada"}}})
    api.put(f"{BASE}/preferences/", {"preferences": {"employers_never": ["Evil Corp"]}})
    api.post(f"{BASE}/answers/", {"kind": "relocation", "value": True})
    api.put(f"{BASE}/profile/", {"resume": {}, "version": 3})
    agent = service_api("agent_service")
    third = agent.get("/internal/profile/3/").json()
    assert third["resume"] == {"basics": {"name": "Ada"}}
    assert third["preferences"]["employers_never"] == ["Evil Corp"]
    assert [answer["text"] for answer in third["answers"]] == ["Yes"]
    assert agent.get("/internal/profile/1/").json()["answers"] == []
    now = agent.get("/internal/profile/").json()
    assert (now["version"], now["resume"], len(now["answers"])) == (4, {}, 1)


def test_a_document_and_its_bytes_reach_a_service_with_their_hash(
    service_api: Any, user_id: UUID
) -> None:
    file = documents.accepted("cv.pdf", pdf())
    document, _ = documents.upload(user_id, "resume", file, at=timezone.now())
    ats = service_api("ats_service")
    assert ats.get(f"/internal/documents/{document.id}/").json() == {
        "id": str(document.id),
        "kind": "resume",
        "name": "cv.pdf",
        "media_type": "application/pdf",
        "sha256": document.sha256,
        "size": len(pdf()),
    }
    content = ats.get(f"/internal/documents/{document.id}/content/", HTTP_ACCEPT="*/*")
    assert (content.content, content.headers["X-Content-SHA256"]) == (pdf(), document.sha256)


@pytest.mark.parametrize(
    "path", ["contacts/{person}/", "documents/{document}/", "documents/{document}/content/"]
)
def test_a_service_gets_nothing_of_somebody_else(
    service_api: Any, person: User, path: str
) -> None:
    file = documents.accepted("cv.pdf", pdf())
    document, _ = documents.upload(person.id, "resume", file, at=timezone.now())
    stranger = service_api("agent_service", on_behalf_of=uuid4())
    url = f"/internal/{path.format(person=person.id, document=document.id)}"
    assert stranger.get(url).status_code == 404
    nobody = service_api("agent_service", on_behalf_of=None)
    assert nobody.get(url).status_code in (401, 404)


@pytest.mark.parametrize("path", ["contacts/{0}/", "profile/", "profile/1/", "documents/{0}/",
                                  "documents/{0}/content/", "export/"])  # fmt: skip
def test_no_person_may_ask_what_services_ask(
    api: APIClient, anonymous: APIClient, person: User, path: str
) -> None:
    url = f"/internal/{path.format(person.id)}"
    assert {api.get(url).status_code, anonymous.get(url).status_code} == {401}
