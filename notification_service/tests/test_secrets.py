"""What a destination needs to stay secret is sealed, shown once, and can be changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import NOON, sweep
from places import set_up, settings_of
from receivers import Receiver

from common.contracts.agent import RunFailed
from notification_service.contacts.models import Contact
from notification_service.destinations import actions
from notification_service.destinations.models import Destination

pytestmark = pytest.mark.django_db
PATH = "/api/v1/notifications/destinations/"


def post(api: Any, channel: str, settings: Any, **more: Any) -> Any:
    return api.post(PATH, {"channel": channel, "settings": settings, **more}, format="json")


def test_secrets_are_sealed_and_shown_once(api: Any, receiver: Receiver) -> None:
    made = post(api, "webhook", settings_of("webhook", receiver)).json()
    assert made["secret"].startswith("whsec_")
    row = Destination.objects.get()
    assert made["secret"] not in row.sealed
    assert receiver.host not in row.sealed
    assert "secret" not in api.get(f"{PATH}{row.id}/").json()
    assert made["secret"] not in api.get(PATH).content.decode()


def test_no_answer_with_a_secret_is_kept_for_a_repeat(api: Any, receiver: Receiver) -> None:
    from common.idempotency.models import KeyedRequest

    given = {"channel": "webhook", "settings": settings_of("webhook", receiver)}
    made = api.post(PATH, given, format="json", headers={"Idempotency-Key": "k-0001"})
    again = api.post(PATH, given, format="json", headers={"Idempotency-Key": "k-0001"})
    assert (made.status_code, again.status_code) == (201, 409)
    path = f"{PATH}{made.json()['id']}/rotate-secret/"
    assert api.post(path, headers={"Idempotency-Key": "k-0002"}).json()["secret"]
    assert not KeyedRequest.objects.exists()


def test_a_rotated_secret_signs_beside_the_earlier_one_for_a_day(
    receiver: Receiver, user_id: UUID, contact: Contact
) -> None:
    from notification_service.channels.webhook import signed

    row = set_up(user_id, "webhook", receiver)
    actions.rotate(user_id, row.id, at=NOON)
    settings = actions.target_of(Destination.objects.get(id=row.id)).settings
    for hours, count in ((1, 2), (25, 1)):
        headers = signed("m", b"{}", settings=settings, at=NOON + timedelta(hours=hours))
        assert len(headers["webhook-signature"].split()) == count


def test_settings_sealed_under_a_lost_secret_pause_the_destination(
    receiver: Receiver, user_id: UUID, contact: Contact, hear: Callable[..., Any], settings: Any
) -> None:
    row = set_up(user_id, "webhook", receiver)
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    settings.SECRET_KEY = "another" * 8
    sweep()
    assert Destination.objects.get(id=row.id).state == "paused"


def test_an_earlier_secret_still_opens(receiver: Receiver, user_id: UUID, settings: Any) -> None:
    row = set_up(user_id, "webhook", receiver)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 8
    assert actions.target_of(row).settings.url
