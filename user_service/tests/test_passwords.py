from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from conftest import BASE, PASSWORD
from django.utils import timezone
from rest_framework.test import APIClient

from common.outbox.models import OutboxEvent
from user_service.accounts.models import AccessEvent, Challenge, RefreshFamily, User

pytestmark = pytest.mark.django_db
FRESH = "eleven blue kettles"
Bearer = Callable[[str], APIClient]


def ask(anonymous: APIClient, email: str) -> Any:
    return anonymous.post(f"{BASE}/password-resets/", {"email": email})


def confirm(anonymous: APIClient, code: str, password: str = FRESH) -> Any:
    body = {"code": code, "password": password}
    return anonymous.post(f"{BASE}/password-resets/confirm/", body)


def sign_in(anonymous: APIClient, password: str) -> int:
    body = {"email": "ada@example.org", "password": password}
    return int(anonymous.post(f"{BASE}/tokens/", body).status_code)


def test_a_reset_sets_the_password_and_ends_every_sign_in(
    anonymous: APIClient, signed_in: dict[str, Any], code_in_mail: Callable[[str], str]
) -> None:
    assert ask(anonymous, "ADA@example.org").status_code == 202
    assert confirm(anonymous, code_in_mail("ada@example.org")).status_code == 204
    assert (sign_in(anonymous, PASSWORD), sign_in(anonymous, FRESH)) == (401, 200)
    old = anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": signed_in["refresh"]})
    assert old.status_code == 401
    names = set(OutboxEvent.objects.values_list("name", flat=True))
    assert names == {"user.password_changed.v1", "user.tokens_revoked.v1"}


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    anonymous: APIClient, person: User, kinds_of_mail: Callable[[], Any]
) -> None:
    known, unknown = ask(anonymous, person.email), ask(anonymous, "nobody@example.org")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert kinds_of_mail() == [("password_reset", person.email)]


def test_a_reset_code_is_good_once_and_for_half_an_hour(
    anonymous: APIClient, person: User, code_in_mail: Callable[[str], str]
) -> None:
    ask(anonymous, person.email)
    code = code_in_mail(person.email)
    waiting = Challenge.objects.get()
    assert waiting.expires_at - waiting.created_at == timedelta(minutes=30)
    assert [confirm(anonymous, code).status_code for _ in range(2)] == [204, 400]
    ask(anonymous, person.email)
    code = code_in_mail(person.email)
    Challenge.objects.update(expires_at=timezone.now())
    assert confirm(anonymous, code).json()["code"] == "code-refused"


def test_a_newer_code_voids_the_older(
    anonymous: APIClient, person: User, code_in_mail: Callable[[str], str]
) -> None:
    ask(anonymous, person.email)
    older = code_in_mail(person.email)
    ask(anonymous, person.email)
    newer = code_in_mail(person.email)
    assert [confirm(anonymous, code).status_code for code in (older, newer)] == [400, 204]


def test_a_weak_password_does_not_use_up_the_code(
    anonymous: APIClient, person: User, code_in_mail: Callable[[str], str]
) -> None:
    ask(anonymous, person.email)
    code = code_in_mail(person.email)
    weak = confirm(anonymous, code, "password1")
    assert (weak.status_code, weak.json()["errors"][0]["pointer"]) == (400, "/password")
    assert confirm(anonymous, code).status_code == 204


def test_a_code_for_one_thing_is_no_code_for_another(
    anonymous: APIClient, person: User, code_in_mail: Callable[[str], str]
) -> None:
    ask(anonymous, person.email)
    code = code_in_mail(person.email)
    assert anonymous.post(f"{BASE}/verifications/", {"code": code}).status_code == 400
    assert confirm(anonymous, code).status_code == 204


def test_changing_the_password_ends_other_sign_ins_and_gives_fresh_tokens(
    anonymous: APIClient,
    signed_in: dict[str, Any],
    bearer: Bearer,
    django_capture_on_commit_callbacks: Any,
) -> None:
    body = {"current": PASSWORD, "password": FRESH}
    with django_capture_on_commit_callbacks(execute=True):
        answer = bearer(signed_in["access"]).post(f"{BASE}/password/", body)
    assert answer.status_code == 200, answer.content
    assert bearer(signed_in["access"]).get(f"{BASE}/me/").status_code == 401
    assert bearer(answer.json()["access"]).get(f"{BASE}/me/").status_code == 200
    assert RefreshFamily.objects.filter(ended_because="password_change").count() == 1


def test_changing_the_password_needs_the_current_one(api: APIClient, person: User) -> None:
    answer = api.post(f"{BASE}/password/", {"current": "a guess", "password": FRESH})
    assert (answer.status_code, answer.json()["code"]) == (403, "password-refused")
    assert AccessEvent.objects.get().outcome == "wrong_password"


def test_guessing_the_current_password_with_a_stolen_token_is_limited(
    api: APIClient, person: User
) -> None:
    body = {"current": "a guess", "password": FRESH}
    codes = [api.post(f"{BASE}/password/", body).status_code for _ in range(12)]
    assert codes.count(403) <= 10
    assert codes[-1] == 429
