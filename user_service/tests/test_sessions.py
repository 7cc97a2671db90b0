from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from conftest import BASE, PASSWORD
from django.utils import timezone
from rest_framework.test import APIClient

from common.auth import tokens as verified
from common.outbox.models import OutboxEvent
from user_service.accounts.actions import account, sessions
from user_service.accounts.models import AccessEvent, RefreshFamily, User

pytestmark = pytest.mark.django_db
Bearer = Callable[[str], APIClient]


def refresh(anonymous: APIClient, token: str) -> Any:
    return anonymous.post(f"{BASE}/tokens/refresh/", {"refresh": token})


def claims_of(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


def test_an_access_token_is_what_every_service_verifies(
    signed_in: dict[str, Any], person: User, settings: Any
) -> None:
    for service in settings.ORIGINS:
        settings.SERVICE = service
        principal = verified.person(signed_in["access"])
        assert (principal.id, principal.is_staff, principal.service) == (person.id, False, "")


def test_an_access_token_holds_the_agreed_claims_for_ten_minutes(
    signed_in: dict[str, Any], person: User, settings: Any
) -> None:
    claims = claims_of(signed_in["access"])
    assert set(claims) == {
        "iss", "aud", "sub", "token_type", "jti", "iat", "exp", "auth_time", "scope",
    }  # fmt: skip
    assert claims["aud"] == list(settings.ORIGINS)
    assert (claims["iss"], claims["sub"]) == ("user_service", str(person.id))
    assert claims["exp"] - claims["iat"] == 600 == signed_in["expires_in"]
    assert isinstance(claims["auth_time"], float)
    header = jwt.get_unverified_header(signed_in["access"])
    assert (header["alg"], set(header)) == ("EdDSA", {"alg", "kid", "typ"})


def test_staff_carry_the_staff_scope(anonymous: APIClient, make_user: Callable[..., User]) -> None:
    make_user("staff@example.org", is_staff=True)
    body = {"email": "staff@example.org", "password": PASSWORD}
    answer = anonymous.post(f"{BASE}/tokens/", body).json()
    assert verified.person(answer["access"]).is_staff


def test_the_first_staff_account_can_sign_in(anonymous: APIClient) -> None:
    User.objects.create_superuser(email="Staff@localhost", password=PASSWORD)
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("staff@localhost", True, True)
    assert user.password.startswith("argon2")


def test_tokens_are_not_kept_on_the_way(anonymous: APIClient, person: User) -> None:
    body = {"email": person.email, "password": PASSWORD}
    answer = anonymous.post(f"{BASE}/tokens/", body)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("email", "password", "outcome"),
    [
        ("ada@example.org", "not the password", "wrong_password"),
        ("nobody@example.org", PASSWORD, "unknown_account"),
    ],
)
def test_a_refused_sign_in_never_says_what_was_wrong_but_the_audit_does(
    anonymous: APIClient, person: User, email: str, password: str, outcome: str
) -> None:
    answer = anonymous.post(
        f"{BASE}/tokens/", {"email": email, "password": password},
        HTTP_X_FORWARDED_FOR="198.51.100.7", HTTP_USER_AGENT="Tests",
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (401, "credentials-refused")
    event = AccessEvent.objects.get()
    assert (event.kind, event.outcome, event.agent) == ("sign_in", outcome, "Tests")
    assert (event.address, event.user_id) == (
        "198.51.100.7", person.id if outcome == "wrong_password" else None,
    )  # fmt: skip


def test_a_closed_account_cannot_sign_in_and_says_nothing_else(
    anonymous: APIClient, make_user: Callable[..., User]
) -> None:
    make_user(is_active=False)
    body = {"email": "ada@example.org", "password": PASSWORD}
    answer = anonymous.post(f"{BASE}/tokens/", body)
    assert (answer.status_code, answer.json()["code"]) == (401, "credentials-refused")
    assert AccessEvent.objects.get().outcome == "inactive"


def test_refreshing_rotates_and_carries_the_moment_of_the_sign_in(
    anonymous: APIClient, signed_in: dict[str, Any]
) -> None:
    second = refresh(anonymous, signed_in["refresh"]).json()
    third = refresh(anonymous, second["refresh"]).json()
    tokens = [signed_in, second, third]
    assert len({claims_of(token["refresh"])["jti"] for token in tokens}) == 3
    times = {claims_of(t[kind])["auth_time"] for t in tokens for kind in ("access", "refresh")}
    assert times == {RefreshFamily.objects.get().signed_in_at.timestamp()}


def test_a_refresh_token_shown_twice_ends_its_sign_in_for_both(
    anonymous: APIClient, signed_in: dict[str, Any]
) -> None:
    thief = refresh(anonymous, signed_in["refresh"])
    owner = refresh(anonymous, signed_in["refresh"])
    assert (thief.status_code, owner.status_code) == (200, 401)
    assert owner.json()["code"] == "refresh-reused"
    assert refresh(anonymous, thief.json()["refresh"]).status_code == 401
    family = RefreshFamily.objects.get()
    assert (family.ended_because, family.ended_at is not None) == ("reuse", True)
    assert AccessEvent.objects.filter(kind="refresh", outcome="reused").count() == 1


def test_another_sign_in_of_the_person_outlives_the_reuse(
    anonymous: APIClient, signed_in: dict[str, Any], person: User
) -> None:
    body = {"email": person.email, "password": PASSWORD}
    other = anonymous.post(f"{BASE}/tokens/", body).json()
    refresh(anonymous, signed_in["refresh"])
    refresh(anonymous, signed_in["refresh"])
    assert refresh(anonymous, other["refresh"]).status_code == 200


def test_nobody_stays_signed_in_for_ever(anonymous: APIClient, signed_in: dict[str, Any]) -> None:
    RefreshFamily.objects.update(signed_in_at=timezone.now() - timedelta(days=91))
    assert refresh(anonymous, signed_in["refresh"]).json()["code"] == "token-refused"


def test_signing_out_ends_one_sign_in(
    anonymous: APIClient, signed_in: dict[str, Any], person: User
) -> None:
    other = anonymous.post(f"{BASE}/tokens/", {"email": person.email, "password": PASSWORD}).json()
    out = anonymous.post(f"{BASE}/tokens/revoke/", {"refresh": signed_in["refresh"]})
    assert out.status_code == 204
    assert refresh(anonymous, signed_in["refresh"]).json()["code"] == "token-refused"
    assert refresh(anonymous, other["refresh"]).status_code == 200


def test_signing_out_with_a_bad_token_is_no_error(anonymous: APIClient, db: None) -> None:
    out = anonymous.post(f"{BASE}/tokens/revoke/", {"refresh": "nonsense"})
    assert out.status_code == 204


def test_signing_out_everywhere_voids_access_and_refresh_tokens_and_tells_the_others(
    anonymous: APIClient, signed_in: dict[str, Any], person: User, bearer: Bearer
) -> None:
    mine = bearer(signed_in["access"])
    assert mine.get(f"{BASE}/me/").status_code == 200
    assert mine.post(f"{BASE}/tokens/revoke-all/").status_code == 204
    event = OutboxEvent.objects.get(name="user.tokens_revoked.v1")
    assert set(event.audience) == {"ats_service", "agent_service", "notification_service"}
    assert event.user_id == person.id
    assert refresh(anonymous, signed_in["refresh"]).status_code == 401


def test_void_access_tokens_are_refused_after_the_commit(
    anonymous: APIClient,
    signed_in: dict[str, Any],
    bearer: Bearer,
    django_capture_on_commit_callbacks: Any,
) -> None:
    mine = bearer(signed_in["access"])
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(f"{BASE}/tokens/revoke-all/")
    refused = mine.get(f"{BASE}/me/")
    assert (refused.status_code, refused.json()["code"]) == (401, "token-refused")


def test_a_closed_account_gets_no_new_tokens(
    anonymous: APIClient, signed_in: dict[str, Any], person: User
) -> None:
    account.deactivate(person.id, because="staff", at=timezone.now())
    assert refresh(anonymous, signed_in["refresh"]).status_code == 401
    account.reactivate(person.id, because="staff", at=timezone.now())
    assert refresh(anonymous, signed_in["refresh"]).status_code == 401


def test_sign_ins_are_forgotten_a_month_after_their_end(person: User) -> None:
    from user_service.accounts.callers import Caller

    at = timezone.now() - timedelta(days=45)
    sessions.open_family(person, caller=Caller(), at=at)
    sessions.open_family(person, caller=Caller(), at=timezone.now())
    account.purge(at=timezone.now())
    assert RefreshFamily.objects.count() == 1


def test_a_sign_in_from_a_program_that_is_new_to_the_account_is_announced_once(
    anonymous: APIClient, person: User
) -> None:
    body = {"email": person.email, "password": PASSWORD}
    for program in ("Firefox", "Firefox", "curl", "curl", "Firefox"):
        anonymous.post(f"{BASE}/tokens/", body, headers={"User-Agent": program})
    told = OutboxEvent.objects.filter(name="user.signed_in.v1")
    assert [row.user_id for row in told] == [person.id]
