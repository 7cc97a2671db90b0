"""The admin site: find why something was or was not sent, and send it once more."""

import inspect
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from conftest import sweep
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from events import EVENTS

from notification_service.contacts.models import Contact
from notification_service.delivery import providers
from notification_service.delivery.models import Delivery, State, Suppression
from notification_service.delivery.reasons import REASONS

pytestmark = pytest.mark.django_db
SITE = "/admin/notifications"


@pytest.fixture
def staff() -> Client:
    """Return a browser in which staff is signed in."""
    client = Client()
    client.force_login(User.objects.create(username="staff", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def refused(contact: Contact, hear: Callable[..., Any]) -> Delivery:
    """Return an e-mail that was not sent, because the address is not verified."""
    Contact.objects.update(email_verified=False)
    hear(EVENTS[3])
    sweep()
    return Delivery.objects.get(channel="email")


def test_a_persons_deliveries_are_two_clicks_away_with_the_whole_trail(
    staff: Client, refused: Delivery
) -> None:
    found = staff.get(f"{SITE}/delivery/delivery/?q={refused.user_id}").content.decode()
    assert str(refused.id) in found
    assert "address-not-verified" in found
    shown = staff.get(f"{SITE}/delivery/delivery/{refused.id}/change/").content.decode()
    assert "<strong>suppressed</strong> address-not-verified" in shown
    assert "ada@example.org" not in found + shown


def test_somebody_elses_id_finds_nothing(
    staff: Client, refused: Delivery, stranger_id: UUID
) -> None:
    found = staff.get(f"{SITE}/delivery/delivery/?q={stranger_id}").content.decode()
    assert str(refused.id) not in found


def test_staff_sends_once_more_and_the_trail_says_so(
    staff: Client, refused: Delivery, outbox: list[Any]
) -> None:
    Contact.objects.update(email_verified=True)
    staff.post(
        f"{SITE}/delivery/delivery/", {"action": "resend", "_selected_action": [str(refused.id)]}
    )
    refused.refresh_from_db()
    assert (refused.state, refused.reason) == (State.PENDING, "resent-by-staff")
    sweep()
    assert [mail.extra_headers["Message-ID"] for mail in outbox] == [f"<{refused.id}@localhost>"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?state=suppressed", True),
        ("?state=pending", False),
        ("?channel=email", True),
        ("?kind=run_failed", False),
        ("?q=nonsense", False),
    ],
)
def test_deliveries_are_filtered(
    staff: Client, refused: Delivery, query: str, shown: bool
) -> None:
    found = staff.get(f"{SITE}/delivery/delivery/{query}")
    assert found.status_code == 200
    assert (str(refused.id) in found.content.decode()) is shown


OWN = ("contacts", "delivery", "inbox", "preferences", "reminders")
MODELS = [model for model in admin.site._registry if model._meta.app_label in OWN]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_page_opens_and_nothing_can_be_edited(
    staff: Client, hear: Callable[..., Any], contact: Contact, model: Any
) -> None:
    hear(EVENTS[3])
    base = f"{SITE}/{model._meta.app_label}/{model._meta.model_name}"
    assert staff.get(f"{base}/").status_code == 200
    assert staff.get(f"{base}/add/").status_code == 403
    row = model._default_manager.first()
    if row is not None:
        assert staff.get(f"{base}/{row.pk}/change/").status_code == 200
        assert staff.post(f"{base}/{row.pk}/change/", {}).status_code == 403
        assert staff.post(f"{base}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        assert model._default_manager.filter(pk=row.pk).exists()


def test_an_address_finds_its_owners_deliveries(staff: Client, refused: Delivery) -> None:
    for place in ("delivery/delivery", "contacts/contact"):
        found = staff.get(f"{SITE}/{place}/?q=ADA@example.org").content.decode()
        assert str(refused.user_id) in found
        none = staff.get(f"{SITE}/{place}/?q=da@example.org").content.decode()
        assert str(refused.user_id) not in none


def test_the_trail_says_what_each_reason_means(staff: Client, refused: Delivery) -> None:
    shown = staff.get(f"{SITE}/delivery/delivery/{refused.id}/change/").content.decode()
    assert "never confirmed the address" in shown


@pytest.mark.parametrize("module", ["decide", "sending", "actions", "providers", "bundles"])
def test_every_reason_that_is_given_is_explained(module: str) -> None:
    source = inspect.getsource(import_module(f"notification_service.delivery.{module}"))
    pattern = r'(?:Decision\("\w+", |State\.\w+, |row\.reason = [^"\n]*)"([a-z-]+)"'
    given = set(re.findall(pattern, source)) | set(re.findall(r'\+ pause, "([a-z-]+)"', source))
    assert given <= REASONS.keys()
    assert given or module == "providers"


def test_the_preview_is_the_very_mail_and_looking_is_recorded(
    staff: Client, contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    hear(EVENTS[3])
    sweep()
    row = Delivery.objects.get(channel="email")
    shown = staff.get(f"{SITE}/delivery/delivery/{row.id}/preview/")
    assert shown["Content-Type"] == "text/plain; charset=utf-8"
    assert shown.content == outbox[0].message().as_bytes()
    assert LogEntry.objects.get().get_change_message() == "Looked at what goes out."
    assert Client().get(f"{SITE}/delivery/delivery/{row.id}/preview/").status_code == 302


def test_a_preview_makes_no_link_that_decides(
    staff: Client, contact: Contact, hear: Callable[..., Any]
) -> None:
    hear(EVENTS[1])  # agent_service would be asked for links, and is not there
    row = Delivery.objects.get(channel="email")
    shown = staff.get(f"{SITE}/delivery/delivery/{row.id}/preview/").content.decode()
    assert f"/review/{EVENTS[1].application_id}/" in shown  # type: ignore[attr-defined]
    assert "/review/open/" not in shown


def test_nothing_goes_to_an_address_that_staff_suppressed_until_they_allow_it(
    staff: Client, contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    place = f"{SITE}/contacts/contact/"
    staff.post(place, {"action": "suppress", "_selected_action": [str(contact.user_id)]})
    hear(EVENTS[3])
    sweep()
    row = Delivery.objects.get(channel="email")
    assert (row.state, row.reason, outbox) == (State.SUPPRESSED, "address-suppressed", [])
    assert "example.org" not in str(Suppression.objects.values().get())
    staff.post(place, {"action": "allow", "_selected_action": [str(contact.user_id)]})
    staff.post(
        f"{SITE}/delivery/delivery/", {"action": "resend", "_selected_action": [str(row.id)]}
    )
    sweep()
    assert len(outbox) == 1


def test_staff_sees_a_closed_provider_and_opens_it_again(
    staff: Client, contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    now = timezone.now()
    fared = providers.Fared(failures=1, error="429 slow down", retry_after=3600)
    providers.note({"email": fared}, at=now)
    hear(EVENTS[3])
    sweep()
    place = f"{SITE}/delivery/provider/"
    assert "asked to be left alone" in staff.get(place).content.decode()
    staff.post(place, {"action": "open_again", "_selected_action": ["email"]})
    sweep()
    assert len(outbox) == 1
