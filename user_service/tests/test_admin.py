from collections.abc import Callable
from typing import Any

import pytest
from conftest import PASSWORD
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory
from django.utils import timezone
from files import pdf

from user_service.accounts.actions import mail, sessions
from user_service.accounts.callers import Caller
from user_service.accounts.models import Mail, RefreshFamily, User
from user_service.documents import actions as documents
from user_service.documents.models import Document

pytestmark = pytest.mark.django_db
OWN = ("accounts", "profiles", "documents", "privacy")


@pytest.fixture
def staff(make_user: Callable[..., User]) -> Client:
    user = make_user("staff@example.org", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, model: str, query: str = "") -> Any:
    return client.get(f"/admin/users/{model}/{query}")


def act(client: Client, model: str, action: str, *rows: Any) -> Any:
    body = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(f"/admin/users/{model}/", body, follow=True)


def test_staff_sign_in_with_their_address_whatever_its_case(make_user: Any) -> None:
    make_user("staff@example.org", is_staff=True, is_superuser=True)
    body = {"username": "Staff@Example.org", "password": PASSWORD}
    answer = Client().post("/admin/users/login/?next=/admin/users/", body)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/users/")


def test_people_without_the_role_do_not_get_in(person: User) -> None:
    client = Client()
    client.force_login(person)
    assert client.get("/admin/users/", follow=True).redirect_chain


MODELS = [m for m in admin.site._registry if m._meta.app_label in OWN]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_opens_is_searchable_by_id_and_edits_nothing(staff: Client, model: Any) -> None:
    path = f"{model._meta.app_label}/{model._meta.model_name}"
    for query in ("", "?q=01a20a4c-2884-7557-8500-4c35655e97ec", "?q=nothing%20at%20all"):
        assert page(staff, path, query).status_code == 200
    assert staff.get(f"/admin/users/{path}/add/").status_code == 403
    shown = admin.site._registry[model]
    request = RequestFactory().get("/")
    assert not shown.has_delete_permission(request)
    assert not shown.has_change_permission(request)


def test_every_table_of_this_service_has_a_page() -> None:
    inline = {"ErasurePart"}
    own = [m for label in OWN for m in apps.get_app_config(label).get_models()]
    assert {m.__name__ for m in own} - inline == {m.__name__ for m in MODELS}


def test_a_person_is_found_by_id_and_by_address(staff: Client, person: User) -> None:
    for query in (str(person.id), person.email):
        assert str(person.id) in page(staff, "accounts/user", f"?q={query}").content.decode()


def test_the_page_of_an_account_shows_no_hash(staff: Client, person: User) -> None:
    shown = page(staff, f"accounts/user/{person.id}/change").content.decode()
    assert person.email in shown
    assert "argon2" not in shown


def test_staff_close_an_account_and_sign_it_out(staff: Client, person: User) -> None:
    sessions.open_family(person, caller=Caller(), at=timezone.now())
    act(staff, "accounts/user", "sign_out_everywhere", person)
    assert RefreshFamily.objects.get().ended_because == "staff"
    act(staff, "accounts/user", "deactivate", person)
    person.refresh_from_db()
    assert not person.is_active
    act(staff, "accounts/user", "reactivate", person)
    person.refresh_from_db()
    assert person.is_active


def test_staff_cannot_close_their_own_account(staff: Client) -> None:
    own = User.objects.get(is_staff=True)
    act(staff, "accounts/user", "deactivate", own)
    own.refresh_from_db()
    assert own.is_active


def test_mail_that_was_given_up_is_found_and_sent_again(staff: Client, person: User) -> None:
    now = timezone.now()
    mail.post(Mail.Kind.EMAIL_CHANGED, to=person.email, user_id=person.id, at=now)
    row = Mail.objects.get()
    assert str(row.id) not in page(staff, "accounts/mail", "?fate=parked").content.decode()
    Mail.objects.update(parked_at=now, attempts=8)
    assert str(row.id) in page(staff, "accounts/mail", "?fate=parked").content.decode()
    act(staff, "accounts/mail", "send_again", row)
    assert Mail.objects.get().parked_at is None


def test_rejected_documents_are_found_by_their_code_and_a_hostile_name_runs_nothing(
    staff: Client, person: User
) -> None:
    name = "<script>alert(1)</script>.pdf"
    file = documents.Upload(name, pdf(), "application/pdf")
    document, _ = documents.upload(person.id, "resume", file, at=timezone.now())
    documents.note_rejected(person.id, document.id, sha256=document.sha256, code="needs-ocr")
    found = page(staff, "documents/document", "?parse_code=needs-ocr").content.decode()
    assert str(document.id) in found
    shown = page(staff, f"documents/document/{document.id}/change").content.decode()
    assert "<script>alert(1)" not in shown
    assert Document.objects.get().name == name
