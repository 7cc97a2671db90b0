"""The page on which a browser is allowed to show notifications."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import signing
from django.utils import timezone
from places import settings_of
from receivers import Receiver

from notification_service.destinations import proving
from notification_service.destinations.models import Destination

pytestmark = pytest.mark.django_db
BASE = "/api/v1/notifications/"


@pytest.fixture
def link(api: Any) -> str:
    """Return the path of a link that was just made."""
    url: str = api.post(f"{BASE}browser-link/").json()["url"]
    return url[url.index("/api/") :]


def test_a_browser_that_subscribes_gets_a_first_notification(
    anonymous: Any, link: str, receiver: Receiver, user_id: UUID
) -> None:
    shown = anonymous.get(link)
    assert "Notify me here" in shown.content.decode()
    assert "script-src 'self'" in shown["Content-Security-Policy"]
    given = {**settings_of("web_push", receiver), "expirationTime": None}
    assert anonymous.post(link, given, format="json").status_code == 201
    row = Destination.objects.get(user_id=user_id)
    assert (row.channel, row.label) == ("web_push", "Firefox on a laptop")
    proving.ask(row.id, at=timezone.now())
    assert len(receiver.heard) == 1
    assert Destination.objects.get().state == "ready"


def test_a_link_holds_for_ten_minutes(anonymous: Any, user_id: UUID) -> None:
    from unittest.mock import patch

    signer = signing.TimestampSigner(salt="notification_service.browser")
    with patch("time.time", return_value=(timezone.now() - timedelta(days=1)).timestamp()):
        token = signer.sign_object(str(user_id))
    answer = anonymous.get(f"{BASE}browser/{token}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "link-void")


@pytest.mark.parametrize("given", [{}, [], {"endpoint": "https://a.example"}, "x"])
def test_what_is_no_subscription_is_refused(anonymous: Any, link: str, given: Any) -> None:
    answer = anonymous.post(link, given, format="json")
    assert answer.status_code == 422
    assert not Destination.objects.exists()


@pytest.mark.parametrize("name", ["page", "worker"])
def test_the_scripts_are_served_where_the_worker_may_serve_the_page(
    anonymous: Any, name: str
) -> None:
    answer = anonymous.get(f"{BASE}browser/{name}.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "addEventListener" in answer.content.decode()
