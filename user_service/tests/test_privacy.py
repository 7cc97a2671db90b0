import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import jwt
import pytest
from conftest import BASE, PASSWORD
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from files import pdf
from rest_framework.test import APIClient

from common import internal, storage
from common.auth import keys, revocation
from common.auth import tokens as verified
from common.contracts.privacy import ErasureDone
from common.outbox.models import OutboxEvent
from user_service.accounts import tokens
from user_service.accounts.actions import account
from user_service.accounts.models import AccessEvent, Mail, User
from user_service.documents.models import Document
from user_service.documents.tasks import discard_files
from user_service.privacy import actions
from user_service.privacy.models import Erasure, ErasurePart
from user_service.privacy.tasks import go_on_erasing
from user_service.profiles.models import Answer, Profile, ProfileVersion

pytestmark = pytest.mark.django_db
OTHERS = ("ats_service", "agent_service", "notification_service")


@pytest.fixture
def filled(api: APIClient, person: User) -> User:
    """A person with one of everything."""
    api.put(f"{BASE}/profile/", {"resume": {"basics": {"name": "Ada"}}})
    said = {"kind": "relocation", "value": True}
    api.post(f"{BASE}/answers/", said, headers={"Idempotency-Key": "k"})
    body = {"file": SimpleUploadedFile("cv.pdf", pdf()), "kind": "resume"}
    assert api.post(f"{BASE}/documents/", body, format="multipart").status_code == 201
    return person


@pytest.fixture
def begun(filled: User, api: APIClient) -> Any:
    answer = api.post(f"{BASE}/erasure/", {"password": PASSWORD})
    assert answer.status_code == 202, answer.content
    return answer.json()


@pytest.fixture
def answered(begun: dict[str, str], hear: Callable[..., None]) -> dict[str, str]:
    """An erasure that every other service answered."""
    for service in OTHERS:
        done = ErasureDone(erasure_id=UUID(begun["erasure_id"]), service=service, rows=7)
        hear(done, None)
    return begun


def receipt(anonymous: APIClient, token: str) -> Any:
    return anonymous.get(f"{BASE}/erasure/", HTTP_RECEIPT_TOKEN=token)


def finish(code_in_mail: Callable[[str], str]) -> None:
    code_in_mail("ada@example.org")
    go_on_erasing()
    discard_files()
    go_on_erasing()


def test_an_export_holds_what_every_service_keeps(
    api: APIClient, filled: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def call(service: str, path: str, *, on_behalf_of: UUID) -> Any:
        asked.append((service, path, on_behalf_of))
        return SimpleNamespace(json=lambda: {"rows.of": [service]})

    monkeypatch.setattr(internal, "call", call)
    answer = api.get(f"{BASE}/export/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="export.json"'
    assert OutboxEvent.objects.filter(name="user.data_exported.v1", user_id=filled.id).count() == 1
    found = answer.json()
    assert asked == [(service, "/export/", filled.id) for service in OTHERS]
    assert found["account"]["email"] == filled.email
    own = found["services"]["user_service"]
    assert own["profiles.Answer"][0]["value"] is True
    assert own["profiles.ProfileVersion"][0]["resume"] == {"basics": {"name": "Ada"}}
    assert own["documents.Document"][0]["name"] == "cv.pdf"
    assert [found["services"][name] for name in OTHERS] == [{"rows.of": [n]} for n in OTHERS]
    assert filled.password not in answer.content.decode()


def test_an_export_with_a_part_missing_is_not_given(api: APIClient, filled: User) -> None:
    answer = api.get(f"{BASE}/export/")
    assert (answer.status_code, answer.json()["code"]) == (503, "peer-away")


def test_erasure_needs_the_password(api: APIClient, filled: User) -> None:
    answer = api.post(f"{BASE}/erasure/", {"password": "a guess"})
    assert (answer.status_code, answer.json()["code"]) == (403, "password-refused")
    assert not Erasure.objects.exists()


def test_erasure_closes_the_account_and_tells_everybody_at_once(
    begun: dict[str, str], filled: User, anonymous: APIClient
) -> None:
    event = OutboxEvent.objects.get(name="user.erased.v1")
    assert (event.user_id, set(event.audience)) == (filled.id, set(OTHERS))
    assert event.payload == {"erasure_id": begun["erasure_id"]}
    body = {"email": filled.email, "password": PASSWORD}
    assert anonymous.post(f"{BASE}/tokens/", body).status_code == 401
    assert revocation.is_erased(filled.id)


def test_every_token_is_void_at_once(
    filled: User,
    signed_in: dict[str, Any],
    bearer: Callable[[str], APIClient],
    anonymous: APIClient,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mine = bearer(signed_in["access"])
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(f"{BASE}/erasure/", {"password": PASSWORD})
    assert mine.get(f"{BASE}/me/").status_code == 401
    refreshed = anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": signed_in["refresh"]})
    assert refreshed.status_code == 401


def test_what_is_here_goes_without_waiting_for_the_others(
    begun: dict[str, str], filled: User, code_in_mail: Callable[[str], str]
) -> None:
    finish(code_in_mail)
    assert not User.objects.exists()
    assert ErasurePart.objects.filter(done_at=None).count() == 3
    erasure = Erasure.objects.get()
    assert (erasure.subject_id, erasure.finished_at) == (filled.id, None)


def test_a_service_that_does_not_answer_is_told_again(
    begun: dict[str, str], hear: Callable[..., None]
) -> None:
    done = ErasureDone(erasure_id=UUID(begun["erasure_id"]), service="ats_service", rows=1)
    hear(done, None)
    actions.go_on(at=timezone.now() + timedelta(minutes=11))
    told = OutboxEvent.objects.filter(name="user.erased.v1").order_by("-id").first()
    assert told is not None
    assert set(told.audience) == {"agent_service", "notification_service"}
    actions.go_on(at=timezone.now() + timedelta(minutes=12))
    assert OutboxEvent.objects.filter(name="user.erased.v1").count() == 2


def test_the_mail_with_the_receipt_goes_out_before_the_address_is_forgotten(
    answered: dict[str, str], filled: User, code_in_mail: Callable[[str], str]
) -> None:
    go_on_erasing()
    assert User.objects.filter(id=filled.id).exists()
    assert code_in_mail("ada@example.org") == answered["receipt_token"]
    go_on_erasing()
    assert not User.objects.filter(id=filled.id).exists()


def test_when_all_answered_nothing_of_the_person_is_left(
    answered: dict[str, str], filled: User, code_in_mail: Callable[[str], str]
) -> None:
    key = Document.objects.get().storage_key
    finish(code_in_mail)
    for model in (User, Profile, ProfileVersion, Answer, Document, AccessEvent, Mail):
        assert not model.objects.exists(), model
    assert not storage.exists(key)
    erasure = Erasure.objects.get()
    assert (erasure.subject_id, erasure.finished_at is not None) == (None, True)
    assert revocation.is_erased(filled.id)


def test_files_that_cannot_be_removed_hold_the_end_up(
    answered: dict[str, str],
    code_in_mail: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", lambda key: 1 / 0)
        finish(code_in_mail)
    assert Erasure.objects.get().finished_at is None
    discard_files()
    go_on_erasing()
    assert Erasure.objects.get().finished_at is not None


def test_the_receipt_can_be_read_without_an_account_and_names_nobody(
    answered: dict[str, str],
    filled: User,
    anonymous: APIClient,
    code_in_mail: Callable[[str], str],
) -> None:
    running = receipt(anonymous, answered["receipt_token"]).json()["receipt"]
    assert running["state"] == "running"
    finish(code_in_mail)
    answer = receipt(anonymous, answered["receipt_token"])
    said = answer.json()["receipt"]
    assert (said["state"], said["erasure_id"]) == ("finished", answered["erasure_id"])
    rows = {part["service"]: part["rows"] for part in said["services"]}
    assert {rows[name] for name in OTHERS} == {7}
    assert rows["user_service"] > 7
    for trace in (filled.email, str(filled.id), filled.id.hex):
        assert trace not in answer.content.decode()


def test_the_receipt_is_signed_with_a_published_key_and_is_no_token(
    begun: dict[str, str], anonymous: APIClient
) -> None:
    found = receipt(anonymous, begun["receipt_token"]).json()
    published = anonymous.get("/.well-known/jwks.json").json()["keys"][0]
    key = jwt.PyJWK(published, "EdDSA").key
    assert jwt.decode(found["signature"], key, algorithms=["EdDSA"]) == found["receipt"]
    assert published["kid"] == keys.key_id(tokens.signing_key().public_key())
    with pytest.raises(verified.TokenRefused):
        verified.person(found["signature"])


@pytest.mark.parametrize("token", ["", "AAAAAA-AAAAAA-AAAAAA-AAAAAA-AA", "' OR 1=1 --"])
def test_a_receipt_needs_its_token(
    begun: dict[str, str], anonymous: APIClient, token: str
) -> None:
    assert receipt(anonymous, token).status_code == 404


def test_a_receipt_token_is_stored_nowhere(begun: dict[str, str]) -> None:
    letters = begun["receipt_token"].replace("-", "")
    rows = [*Erasure.objects.values(), *Mail.objects.values(), *OutboxEvent.objects.values()]
    assert letters not in json.dumps(rows, default=str).replace("-", "")


def test_staff_cannot_open_an_account_that_is_being_erased(
    begun: dict[str, str], filled: User
) -> None:
    account.reactivate(filled.id, because="staff", at=timezone.now())
    filled.refresh_from_db()
    assert not filled.is_active


def test_the_second_answer_of_a_service_changes_nothing(
    answered: dict[str, str], hear: Callable[..., None]
) -> None:
    again = ErasureDone(erasure_id=UUID(answered["erasure_id"]), service="ats_service", rows=0)
    hear(again, None)
    assert ErasurePart.objects.get(service="ats_service").rows == 7


def test_one_erasure_that_fails_does_not_hold_up_the_others(
    answered: dict[str, str],
    code_in_mail: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = Erasure.objects.create(
        subject_id=UUID(int=5), receipt_hash="x", requested_at=timezone.now(),
        told_at=timezone.now(),
    )  # fmt: skip
    ErasurePart.objects.create(erasure=broken, service="user_service")
    finish(code_in_mail)
    assert Erasure.objects.get(id=answered["erasure_id"]).finished_at is not None


def test_the_address_is_free_again_afterwards(
    answered: dict[str, str], code_in_mail: Callable[[str], str], make_user: Callable[..., User]
) -> None:
    finish(code_in_mail)
    assert make_user("ada@example.org").id
