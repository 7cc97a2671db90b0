import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import BASE, PASSWORD
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from common import throttles
from common.outbox.models import OutboxEvent
from user_service.accounts.models import AccessEvent, Mail, Registration, User

pytestmark = pytest.mark.django_db
NEW = {"email": "New@Example.org", "password": PASSWORD, "name": "New", "zone": "Europe/Berlin"}


def register(anonymous: APIClient, **fields: Any) -> Any:
    return anonymous.post(f"{BASE}/registrations/", NEW | fields)


@pytest.fixture
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all attempts of a test fall into one window of the counters."""
    monkeypatch.setattr(throttles, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


def test_an_account_begins_when_its_address_is_confirmed(
    anonymous: APIClient, code_in_mail: Callable[[str], str]
) -> None:
    assert register(anonymous).status_code == 202
    assert not User.objects.exists()
    answer = anonymous.post(f"{BASE}/verifications/", {"code": code_in_mail("new@example.org")})
    assert (answer.status_code, answer.json()) == (200, {"verified": "registration"})
    user = User.objects.get()
    assert (user.email, user.name, user.zone) == ("new@example.org", "New", "Europe/Berlin")
    event = OutboxEvent.objects.get(name="user.contact_changed.v1")
    assert (event.user_id, event.payload) == (user.id, {"version": 1})
    sign_in = anonymous.post(f"{BASE}/tokens/", {"email": "NEW@example.org", "password": PASSWORD})
    assert sign_in.status_code == 200


def test_a_code_is_good_once_whatever_its_case_and_hyphens(
    anonymous: APIClient, code_in_mail: Callable[[str], str]
) -> None:
    register(anonymous)
    code = code_in_mail("new@example.org").lower().replace("-", " ")
    first = anonymous.post(f"{BASE}/verifications/", {"code": code})
    again = anonymous.post(f"{BASE}/verifications/", {"code": code})
    assert (first.status_code, again.status_code) == (200, 400)
    assert again.json()["code"] == "code-refused"


def test_a_code_ends_after_a_day(anonymous: APIClient, code_in_mail: Callable[[str], str]) -> None:
    register(anonymous)
    pending = Registration.objects.get()
    assert pending.expires_at - pending.created_at == timedelta(hours=24)
    code = code_in_mail("new@example.org")
    Registration.objects.update(expires_at=timezone.now())
    assert anonymous.post(f"{BASE}/verifications/", {"code": code}).status_code == 400


def test_no_code_is_stored(anonymous: APIClient, code_in_mail: Callable[[str], str]) -> None:
    register(anonymous)
    code = code_in_mail("new@example.org")
    for model in (Registration, Mail, AccessEvent, OutboxEvent):
        for row in model.objects.values():
            assert code not in str(row)
            assert code.replace("-", "") not in str(row)


def test_a_known_address_gets_the_same_answer_and_a_mail_that_says_so(
    anonymous: APIClient, person: User, kinds_of_mail: Callable[[], Any]
) -> None:
    unknown, known = register(anonymous), register(anonymous, email=person.email)
    assert (unknown.status_code, unknown.json()) == (known.status_code, known.json())
    assert set(unknown.headers) == set(known.headers)
    assert kinds_of_mail() == [
        ("registration", "new@example.org"), ("already_registered", person.email),
    ]  # fmt: skip


def test_a_pending_registration_cannot_sign_in_and_looks_like_no_account(
    anonymous: APIClient,
) -> None:
    register(anonymous)
    body = {"email": "new@example.org", "password": PASSWORD}
    pending = anonymous.post(f"{BASE}/tokens/", body)
    nobody = anonymous.post(f"{BASE}/tokens/", body | {"email": "nobody@example.org"})
    assert pending.status_code == nobody.status_code == 401
    assert pending.json()["detail"] == nobody.json()["detail"]


def test_of_two_registrations_the_confirmed_one_sets_the_password(
    anonymous: APIClient, code_in_mail: Callable[[str], str]
) -> None:
    register(anonymous, password="somebody else's choice")
    register(anonymous)
    anonymous.post(f"{BASE}/verifications/", {"code": code_in_mail("new@example.org")})
    assert User.objects.get().check_password(PASSWORD)
    assert not Registration.objects.exists()


def test_an_address_that_got_an_account_meanwhile_is_told_to_its_owner(
    anonymous: APIClient, code_in_mail: Callable[[str], str], make_user: Callable[..., User]
) -> None:
    register(anonymous)
    code = code_in_mail("new@example.org")
    make_user("new@example.org")
    answer = anonymous.post(f"{BASE}/verifications/", {"code": code})
    assert (answer.status_code, answer.json()["code"]) == (409, "address-taken")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"password": "short"}, "/password"),
        ({"password": "password1"}, "/password"),
        ({"password": "new@example.org"}, "/password"),
        ({"email": "no address"}, "/email"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "/email"),
        ({"zone": "Mars/Olympus"}, "/zone"),
        ({"language": "not a tag!"}, "/language"),
        ({"name": "x" * 201}, "/name"),
    ],
)
def test_a_bad_registration_says_which_field(
    anonymous: APIClient, fields: dict[str, str], pointer: str
) -> None:
    answer = register(anonymous, **fields)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert not Registration.objects.exists()


def test_line_ends_in_a_name_become_blanks(anonymous: APIClient) -> None:
    register(anonymous, name="Ada\r\nBcc: x@example.org")
    assert Registration.objects.get().name == "Ada Bcc: x@example.org"


def test_nobody_becomes_staff_by_asking(
    anonymous: APIClient, code_in_mail: Callable[[str], str]
) -> None:
    register(anonymous, is_staff=True, is_superuser=True, id="0" * 32)
    anonymous.post(f"{BASE}/verifications/", {"code": code_in_mail("new@example.org")})
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_strangers_cannot_flood_an_address(
    anonymous: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MAILS_PER_HOUR", 2)
    answers = [register(anonymous).status_code for _ in range(4)]
    assert answers == [202] * 4
    assert Mail.objects.count() == 2


def test_attempts_on_one_address_are_limited_wherever_they_come_from(
    anonymous: APIClient, one_window: None
) -> None:
    answers = []
    for number in range(7):
        body = {"email": "ada@example.org", "password": "wrong password"}
        near = f"198.51.100.{number}"
        answers.append(anonymous.post(f"{BASE}/tokens/", body, HTTP_X_FORWARDED_FOR=near))
    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_attempts_from_one_network_address_are_limited_over_all_accounts(
    anonymous: APIClient, one_window: None
) -> None:
    codes = [
        anonymous.post(f"{BASE}/password-resets/", {"email": f"p{n}@example.org"}).status_code
        for n in range(12)
    ]
    assert codes == [202] * 10 + [429] * 2


@pytest.mark.parametrize("path", ["registrations", "tokens", "password-resets"])
def test_known_and_unknown_addresses_take_the_same_time(
    anonymous: APIClient, person: User, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for scope in ("sign_in", "sign_in_account"):
        rates: Any = settings.THROTTLE_RATES
        monkeypatch.setitem(rates, scope, "9999/min")
    spent: dict[str, list[float]] = {person.email: [], "nobody@example.org": []}
    for _ in range(15):
        for email, seconds in spent.items():
            body = {"email": email, "password": "some other words"}
            begun = time.perf_counter()
            anonymous.post(f"{BASE}/{path}/", body)
            seconds.append(time.perf_counter() - begun)
    known, unknown = (min(seconds) for seconds in spent.values())
    assert abs(known - unknown) < max(0.012, 0.25 * known), (known, unknown)


def test_a_request_costs_the_same_statements_for_known_and_unknown_addresses(
    anonymous: APIClient, person: User
) -> None:
    for path in ("registrations", "password-resets", "tokens"):
        shapes = []
        for email in (person.email, "nobody@example.org"):
            with CaptureQueriesContext(connection) as captured:
                body = {"email": email, "password": "some other words"}
                anonymous.post(f"{BASE}/{path}/", body)
            shapes.append([query["sql"].split(" ")[0] for query in captured])
        assert shapes[0] == shapes[1], path


def test_the_audit_says_later_what_the_answer_never_did(
    anonymous: APIClient, person: User, kinds_of_mail: Callable[[], Any]
) -> None:
    register(anonymous)
    register(anonymous, email=person.email)
    anonymous.post(f"{BASE}/password-resets/", {"email": person.email})
    anonymous.post(f"{BASE}/password-resets/", {"email": "nobody@example.org"})
    kinds_of_mail()
    events = AccessEvent.objects.order_by("id").values_list("kind", "outcome", "user_id")
    assert list(events) == [
        ("registration", "asked", None),
        ("registration", "known", person.id),
        ("reset_request", "accepted", person.id),
        ("reset_request", "unknown_account", None),
    ]
