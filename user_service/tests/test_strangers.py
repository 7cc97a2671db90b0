"""Somebody else's objects do not exist, whatever is done to them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from conftest import BASE
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from files import pdf
from rest_framework.test import APIClient

from user_service.accounts.models import User
from user_service.documents.models import Document
from user_service.profiles.actions import proposals
from user_service.profiles.models import Answer, Profile, Proposal

pytestmark = pytest.mark.django_db
CANARY = "canary-7f3a"


@pytest.fixture
def stranger(
    client_of: Callable[[UUID], APIClient], stranger_id: UUID, make_user: Callable[..., User]
) -> APIClient:
    make_user("eve@example.org", id=stranger_id)
    return client_of(stranger_id)


@pytest.fixture
def ids(api: APIClient, person: User) -> dict[str, str]:
    """One of everything that belongs to ``person``."""
    file = SimpleUploadedFile(f"{CANARY}.pdf", pdf(CANARY))
    upload = {"file": file, "kind": "resume"}
    document = api.post(f"{BASE}/documents/", upload, format="multipart").json()
    api.put(f"{BASE}/profile/", {"resume": {"basics": {"name": CANARY}}})
    asked = {"kind": "free_text", "question": CANARY, "value": CANARY}
    answer = api.post(f"{BASE}/answers/", asked).json()
    proposals.propose(
        user_id=person.id,
        document_id=UUID(document["id"]),
        parse_id=UUID(int=1),
        parse={"resume": {"basics": {"label": CANARY}}},
        at=timezone.now(),
    )
    return {
        "document": document["id"],
        "answer": answer["id"],
        "proposal": str(Proposal.objects.get().id),
    }


def everything() -> list[Any]:
    models = (User, Document, Profile, Answer, Proposal)
    return [list(m.objects.order_by("pk").values()) for m in models]


CALLS = [
    ("get", "documents/{document}/", None),
    ("delete", "documents/{document}/", None),
    ("get", "documents/{document}/content/", None),
    ("get", "documents/{document}/versions/", None),
    ("post", "documents/{document}/versions/", "file"),
    ("get", "answers/{answer}/", None),
    ("put", "answers/{answer}/", {"kind": "relocation", "value": True}),
    ("delete", "answers/{answer}/", None),
    ("post", "proposals/{proposal}/accept/", {"replace": True}),
    ("post", "proposals/{proposal}/dismiss/", {}),
    ("get", "profile/versions/1/", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_a_stranger_gets_404_and_changes_nothing(
    stranger: APIClient, ids: dict[str, str], method: str, path: str, body: Any
) -> None:
    before = everything()
    url = f"{BASE}/{path.format(**ids)}"
    if body == "file":
        given = {"data": {"file": SimpleUploadedFile("x.pdf", pdf("x"))}, "format": "multipart"}
    else:
        given = {} if body is None else {"data": body}
    answer = getattr(stranger, method)(url, **given)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert CANARY.encode() not in answer.content
    after = everything()
    # the stranger's own empty profile may have begun; nothing of the person's moved
    after[2] = [row for row in after[2] if row["id"] in {r["id"] for r in before[2]}]
    assert after == before


@pytest.mark.parametrize(
    "path",
    [
        "documents/", "answers/", "proposals/", "profile/", "profile/versions/", "preferences/",
        "documents/?user_id={person}", "documents/?ordering=user_id", "answers/?kind=free_text",
        "proposals/?document_id={document}", "proposals/?state=proposed",
    ],
)  # fmt: skip
def test_a_strangers_lists_hold_nothing_of_the_person(
    stranger: APIClient, ids: dict[str, str], person: User, path: str
) -> None:
    answer = stranger.get(f"{BASE}/{path.format(person=person.id, **ids)}")
    assert answer.status_code == 200
    assert CANARY.encode() not in answer.content
    assert not any(value.encode() in answer.content for value in ids.values())


def test_a_stranger_accepts_none_of_the_persons_proposals_by_document(
    stranger: APIClient, ids: dict[str, str]
) -> None:
    answer = stranger.post(f"{BASE}/proposals/accept/", {"document_id": ids["document"]})
    assert answer.json() == {"accepted": []}
    assert Proposal.objects.get().state == "proposed"


def test_the_persons_idempotency_key_shows_a_stranger_nothing(
    api: APIClient, stranger: APIClient, person: User
) -> None:
    body = {"kind": "free_text", "question": CANARY, "value": CANARY}
    api.post(f"{BASE}/answers/", body, headers={"Idempotency-Key": "key-1"})
    other = {"kind": "relocation", "value": True}
    answer = stranger.post(f"{BASE}/answers/", other, headers={"Idempotency-Key": "key-1"})
    assert answer.status_code == 201
    assert CANARY.encode() not in answer.content


ANONYMOUS = ["me/", "profile/", "preferences/", "answers/", "proposals/", "documents/", "export/"]


@pytest.mark.parametrize("path", ANONYMOUS)
def test_nobody_without_a_token_sees_anything(
    anonymous: APIClient, ids: dict[str, str], path: str
) -> None:
    assert anonymous.get(f"{BASE}/{path}").status_code == 401
