"""Every channel that leaves the suite keeps one contract, against a real receiver."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import http_ece
import jwt
import orjson
import pytest
from conftest import sweep
from django.utils import timezone
from places import BROWSER, SECRET, set_up
from receivers import Receiver
from standardwebhooks import Webhook

from common.contracts.agent import RunFailed
from notification_service.channels import webhook
from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery, Provider, State
from notification_service.destinations.actions import target_of
from notification_service.destinations.models import Destination
from notification_service.inbox.models import Message
from notification_service.preferences.actions import Choice, channels, choose

pytestmark = pytest.mark.django_db(transaction=True)
#: Chat and SMS pass through the services of others: apprise's JSON target and an SMS gateway of
#: one's own stand for them here.
CHANNELS = ["chat", "sms", "web_push", "webhook"]
Place = tuple[str, Receiver, Destination]


@pytest.fixture(params=CHANNELS)
def place(
    request: pytest.FixtureRequest, receiver: Receiver, contact: Contact, user_id: UUID
) -> Place:
    """Return a proved destination on each channel in turn, which the person wants told there."""
    if request.param == "sms":  # only what is urgent goes there by itself
        choose(user_id, [Choice("run_failed", "sms", True)], at=timezone.now())
    return request.param, receiver, set_up(user_id, request.param, receiver)


def failed() -> RunFailed:
    return RunFailed(run_id=uuid4(), step="match", code="x")


def delivery(place: Place) -> Delivery:
    return Delivery.objects.get(destination=place[2].id)


def test_a_message_arrives_once(place: Place, hear: Callable[..., Any]) -> None:
    hear(failed())
    sweep()
    sweep()
    assert len(place[1].heard) == 1
    found = delivery(place)
    assert (found.state, found.channel, found.attempts) == (State.SENT, place[0], 1)


def test_what_is_gone_is_paused_and_told_elsewhere(
    place: Place, hear: Callable[..., Any], user_id: UUID
) -> None:
    place[1].status = 410
    hear(failed())
    sweep()
    assert delivery(place).state == State.FAILED
    assert Destination.objects.get(id=place[2].id).state == "paused"
    told = "webhook_disabled" if place[0] == "webhook" else "channel_paused"
    assert Message.objects.of(user_id).filter(kind=told).count() == 1
    hear(failed())
    sweep()
    assert len(place[1].heard) == 1


def test_what_passes_is_tried_again_and_recognised_as_the_same(
    place: Place, hear: Callable[..., Any]
) -> None:
    place[1].status = 503
    hear(failed())
    sweep()
    found = delivery(place)
    assert (found.state, found.reason) == (State.PENDING, "transport-error")
    place[1].status = 200
    sweep(found.next_attempt_at + timedelta(seconds=1))
    assert delivery(place).state == State.SENT
    first, second = place[1].heard
    if place[0] == "webhook":
        assert first.headers["webhook-id"] == second.headers["webhook-id"] == str(found.id)
        assert first.body == second.body
    if place[0] == "web_push":
        assert first.headers["topic"] == second.headers["topic"]


def test_who_asks_to_be_left_alone_is(place: Place, hear: Callable[..., Any]) -> None:
    place[1].status, place[1].headers = 429, {"Retry-After": "600"}
    hear(failed())
    sweep()
    found = delivery(place)
    assert found.next_attempt_at - timezone.now() > timedelta(minutes=9)
    assert Provider.objects.get(name=place[2].provider).reason == "asked-to-wait"


def test_a_redirect_is_not_followed(place: Place, hear: Callable[..., Any]) -> None:
    place[1].status, place[1].headers = 307, {"Location": "http://127.0.0.1:1/elsewhere"}
    hear(failed())
    sweep()
    assert len(place[1].heard) == 1
    assert delivery(place).state == State.FAILED


def test_one_that_does_not_answer_costs_its_own_message_only(
    place: Place, hear: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, outbox: list[Any]
) -> None:
    from common.http import Limits
    from notification_service.channels import _courier, web_push

    short = Limits(total=0.4, read=0.4, attempts=1)
    monkeypatch.setattr(webhook, "_LIMITS", short)
    monkeypatch.setattr(web_push, "_LIMITS", short)
    monkeypatch.setattr(_courier, "_SECONDS", 0.4)
    place[1].go_on.clear()
    hear(failed())
    sweep()
    assert delivery(place).reason == "transport-error"
    assert len(outbox) == 1


def test_a_place_that_the_operator_no_longer_admits_is_never_called(
    place: Place, hear: Callable[..., Any], settings: Any
) -> None:
    settings.OPERATOR_ALLOWED_HOSTS = []
    hear(failed())
    sweep()
    assert not place[1].heard
    assert delivery(place).state == State.FAILED
    assert Destination.objects.get(id=place[2].id).state == "paused"


def test_an_error_in_an_answer_of_200_is_no_success(
    receiver: Receiver, contact: Contact, user_id: UUID, hear: Callable[..., Any]
) -> None:
    choose(user_id, [Choice("run_failed", "sms", True)], at=timezone.now())
    row = set_up(user_id, "sms", receiver)
    receiver.verdict = "no credit"
    hear(failed())
    sweep()
    found = Delivery.objects.get(destination=row.id)
    assert (found.state, found.reason) == (State.PENDING, "transport-error")


def test_only_the_kinds_that_a_destination_names_go_there(
    receiver: Receiver, contact: Contact, user_id: UUID, hear: Callable[..., Any]
) -> None:
    chosen = set_up(user_id, "webhook", receiver, kinds=["approval_needed"])
    hear(failed())
    assert not Delivery.objects.filter(destination=chosen.id).exists()


def test_two_webhooks_of_one_person_each_get_the_message(
    receiver: Receiver, contact: Contact, user_id: UUID, hear: Callable[..., Any]
) -> None:
    for path in ("one", "two"):
        set_up(user_id, "webhook", receiver, path=path)
    hear(failed())
    sweep()
    assert sorted(one.path for one in receiver.heard) == ["/one", "/two"]


def test_a_webhook_is_signed_as_the_scheme_says(
    receiver: Receiver, contact: Contact, user_id: UUID, hear: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from datetime import UTC, datetime

    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC))
    row = set_up(user_id, "webhook", receiver)
    hear(failed(), at=timezone.now())
    sweep()
    heard = receiver.heard[0]
    settings = target_of(row).settings
    told = Webhook(settings.secret).verify(heard.body, heard.headers)
    assert told["type"] == "run_failed"
    assert told["data"]["title"]
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(webhook.new_secret()).verify(heard.body, heard.headers)


def test_a_webhook_is_tried_for_three_days_and_then_switched_off(
    receiver: Receiver, contact: Contact, user_id: UUID, hear: Callable[..., Any]
) -> None:
    row = set_up(user_id, "webhook", receiver)
    receiver.status = 500
    hear(failed())
    began = at = timezone.now()
    while (found := Delivery.objects.get(destination=row.id)).state == State.PENDING:
        sweep(at)
        at = max(at, found.next_attempt_at) + timedelta(minutes=20)
    assert (found.state, len(receiver.heard)) == (State.PARKED, 10)
    assert timedelta(days=1.5) < at - began < timedelta(days=6)
    assert Message.objects.of(user_id).filter(kind="webhook_disabled").count() == 1


def test_a_push_can_be_read_by_the_browser_and_nobody_else(
    receiver: Receiver, contact: Contact, user_id: UUID, hear: Callable[..., Any]
) -> None:
    set_up(user_id, "web_push", receiver)
    hear(failed())
    sweep()
    heard = receiver.heard[0]
    told = http_ece.decrypt(heard.body, private_key=BROWSER, auth_secret=SECRET)
    sent = Delivery.objects.get(channel="web_push")
    assert orjson.loads(told)["tag"] == str(sent.id)
    assert str(sent.id).encode() not in heard.body
    token = heard.headers["authorization"].partition("t=")[2].partition(",")[0]
    assert jwt.decode(token, options={"verify_signature": False})["aud"].startswith("http://local")


def test_every_channel_that_is_set_up_is_under_the_contract() -> None:
    found = {name for name, channel in channels().items() if channel.settings is not None}
    assert found == set(CHANNELS)
