from collections.abc import Callable
from typing import Any

import pytest
from conftest import BASE, PASSWORD
from rest_framework.test import APIClient

from common.outbox.models import OutboxEvent
from user_service.accounts.models import Challenge, User

pytestmark = pytest.mark.django_db


def change_email(api: APIClient, email: str, password: str = PASSWORD) -> Any:
    return api.post(f"{BASE}/email-changes/", {"email": email, "password": password})


def test_me_shows_the_account(api: APIClient, person: User) -> None:
    shown = api.get(f"{BASE}/me/").json()
    assert set(shown) == {
        "id", "email", "email_verified_at", "name", "zone", "language", "is_staff", "joined_at",
    }  # fmt: skip
    assert (shown["id"], shown["email"], shown["name"]) == (str(person.id), person.email, "Ada")


def test_changes_are_announced_with_a_growing_version(api: APIClient, person: User) -> None:
    api.patch(f"{BASE}/me/", {"zone": "Asia/Tokyo", "language": "ja"})
    api.patch(f"{BASE}/me/", {"name": "Ada Lovelace"})
    events = OutboxEvent.objects.filter(name="user.contact_changed.v1").order_by("id")
    assert [(e.payload, e.subject_version) for e in events] == [({"version": 2}, 2),
                                                                ({"version": 3}, 3)]  # fmt: skip
    person.refresh_from_db()
    assert (person.zone, person.language, person.name) == ("Asia/Tokyo", "ja", "Ada Lovelace")


def test_a_change_to_the_same_is_not_announced(api: APIClient, person: User) -> None:
    assert api.patch(f"{BASE}/me/", {"name": "Ada"}).status_code == 200
    assert not OutboxEvent.objects.exists()


def test_nothing_but_name_zone_and_language_can_be_changed(api: APIClient, person: User) -> None:
    before = User.objects.values().get()
    body = {
        "id": "0" * 32, "email": "x@example.org", "is_staff": True, "is_superuser": True,
        "is_active": False, "contact_version": 99, "password": "x", "email_verified_at": None,
        "user_permissions": [1], "groups": [1],
    }  # fmt: skip
    assert api.patch(f"{BASE}/me/", body).status_code == 200
    assert User.objects.values().get() == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"zone": "Nowhere/At_All"}, "/zone"),
        ({"zone": "../../etc/passwd"}, "/zone"),
        ({"language": "<script>"}, "/language"),
        ({"name": 7 * ["x"]}, "/name"),
    ],
)
def test_a_bad_change_says_which_field(
    api: APIClient, person: User, body: dict[str, Any], pointer: str
) -> None:
    answer = api.patch(f"{BASE}/me/", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


@pytest.mark.parametrize("body", [b'{"name": "a\\u0000b"}', b'{"name": "\\ud800"}', b"[" * 10_000])
def test_text_that_cannot_be_kept_is_refused(api: APIClient, person: User, body: bytes) -> None:
    answer = api.patch(f"{BASE}/me/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_address_changes_when_the_new_one_is_confirmed_and_the_old_one_is_told(
    api: APIClient,
    anonymous: APIClient,
    person: User,
    code_in_mail: Callable[[str], str],
    kinds_of_mail: Callable[[], Any],
) -> None:
    assert change_email(api, "Ada@new.example").status_code == 202
    person.refresh_from_db()
    assert person.email == "ada@example.org"
    answer = anonymous.post(f"{BASE}/verifications/", {"code": code_in_mail("ada@new.example")})
    assert answer.json() == {"verified": "email_change"}
    person.refresh_from_db()
    assert (person.email, person.contact_version) == ("ada@new.example", 2)
    assert kinds_of_mail() == [
        ("email_change", "ada@new.example"), ("email_changed", "ada@example.org"),
    ]  # fmt: skip
    event = OutboxEvent.objects.get(name="user.contact_changed.v1")
    assert event.payload == {"version": 2}


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(
    api: APIClient,
    person: User,
    make_user: Callable[..., User],
    kinds_of_mail: Callable[[], Any],
) -> None:
    make_user("bob@example.org")
    taken, free = change_email(api, "bob@example.org"), change_email(api, "free@example.org")
    assert (taken.status_code, taken.json()) == (free.status_code, free.json())
    assert kinds_of_mail() == [
        ("already_registered", "bob@example.org"), ("email_change", "free@example.org"),
    ]  # fmt: skip
    assert Challenge.objects.count() == 1


def test_an_address_that_was_taken_meanwhile_is_not_given_twice(
    api: APIClient,
    anonymous: APIClient,
    person: User,
    make_user: Callable[..., User],
    code_in_mail: Callable[[str], str],
) -> None:
    change_email(api, "ada@new.example")
    code = code_in_mail("ada@new.example")
    make_user("ada@new.example")
    answer = anonymous.post(f"{BASE}/verifications/", {"code": code})
    assert (answer.status_code, answer.json()["code"]) == (409, "address-taken")
    person.refresh_from_db()
    assert person.email == "ada@example.org"


def test_changing_the_address_needs_the_password(api: APIClient, person: User) -> None:
    answer = change_email(api, "ada@new.example", "a guess")
    assert (answer.status_code, answer.json()["code"]) == (403, "password-refused")
    assert not Challenge.objects.exists()
