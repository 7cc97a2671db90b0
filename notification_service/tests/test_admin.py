"""The admin site: find why something was or was not sent, and send it once more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from conftest import sweep
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from events import EVENTS

from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery, State

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
