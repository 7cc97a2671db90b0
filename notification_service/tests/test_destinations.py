"""Setting up where a person is told things: codes, challenges, secrets, limits."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import NOON, sweep
from django.utils import timezone
from places import set_up, settings_of
from receivers import Receiver

from common.contracts.agent import RunFailed
from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery, State
from notification_service.destinations import actions, proving, tasks
from notification_service.destinations.models import Destination
from notification_service.preferences.actions import channels

pytestmark = pytest.mark.django_db
PATH = "/api/v1/notifications/destinations/"


def post(api: Any, channel: str, settings: Any, **more: Any) -> Any:
    return api.post(PATH, {"channel": channel, "settings": settings, **more}, format="json")


def test_the_channels_say_how_they_are_set_up_without_what_we_make_ourselves(api: Any) -> None:
    found = {one["name"]: one for one in api.get("/api/v1/notifications/channels/").json()}
    assert set(found) == set(channels())
    assert found["email"]["settings_schema"] is None
    assert set(found["webhook"]["settings_schema"]["properties"]) == {"url"}
    assert len(found["web_push"]["application_server_key"]) == 87


def test_a_chat_is_proved_by_the_code_that_arrives_there(api: Any, receiver: Receiver) -> None:
    made = post(api, "chat", settings_of("chat", receiver)).json()
    assert (made["state"], made["secret"]) == ("unproved", "")
    tasks.ask_destination(destination_id=made["id"])
    code = re.findall(r"\d{6}", receiver.heard[0].json["message"])[0]
    wrong = api.post(f"{PATH}{made['id']}/prove/", {"code": "abc"}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "proof-refused")
    right = api.post(f"{PATH}{made['id']}/prove/", {"code": f" {code} "}, format="json")
    assert right.json()["state"] == "ready"


def test_five_wrong_codes_void_the_right_one(api: Any, receiver: Receiver, user_id: UUID) -> None:
    made = actions.add(user_id, "chat", settings_of("chat", receiver), kinds=[], at=NOON)
    proving.ask(made.row.id, at=timezone.now())
    code = re.findall(r"\d{6}", receiver.heard[0].json["message"])[0]
    for _ in range(5):
        with pytest.raises(proving.ProofRefused):
            proving.prove(user_id, made.row.id, "x", at=timezone.now())
    with pytest.raises(proving.ProofRefused):
        proving.prove(user_id, made.row.id, code, at=timezone.now())


def test_a_code_is_good_for_a_quarter_of_an_hour(receiver: Receiver, user_id: UUID) -> None:
    made = actions.add(user_id, "chat", settings_of("chat", receiver), kinds=[], at=NOON)
    proving.ask(made.row.id, at=NOON)
    code = re.findall(r"\d{6}", receiver.heard[0].json["message"])[0]
    with pytest.raises(proving.ProofRefused):
        proving.prove(user_id, made.row.id, code, at=NOON + timedelta(minutes=16))


def test_a_repeat_carries_the_same_code_and_another_round_a_new_one(
    receiver: Receiver, user_id: UUID
) -> None:
    made = actions.add(user_id, "chat", settings_of("chat", receiver), kinds=[], at=NOON)
    for minutes in (0, 2):
        Destination.objects.update(ask_at=NOON)
        proving.ask(made.row.id, at=NOON + timedelta(minutes=minutes))
    proving.ask_again(user_id, made.row.id, at=NOON + timedelta(minutes=9))
    proving.ask(made.row.id, at=NOON + timedelta(minutes=9))
    codes = [re.findall(r"\d{6}", one.json["message"])[0] for one in receiver.heard]
    assert codes[0] == codes[1] != codes[2]


def test_two_workers_carry_one_code(receiver: Receiver, user_id: UUID) -> None:
    made = actions.add(user_id, "chat", settings_of("chat", receiver), kinds=[], at=NOON)
    at = timezone.now()
    assert [proving.ask(made.row.id, at=at) for _ in range(2)] == [True, False]
    assert len(receiver.heard) == 1


def test_a_ring_that_was_lost_is_made_good_by_the_sweep(receiver: Receiver, user_id: UUID) -> None:
    made = actions.add(user_id, "webhook", settings_of("webhook", receiver), kinds=[], at=NOON)
    tasks.sweep_destinations()
    assert Destination.objects.get(id=made.row.id).state == "ready"


def test_a_webhook_that_does_not_give_the_challenge_back_gets_nothing(
    receiver: Receiver, user_id: UUID, contact: Contact, hear: Callable[..., Any]
) -> None:
    receiver.answers_challenge = False
    made = actions.add(user_id, "webhook", settings_of("webhook", receiver), kinds=[], at=NOON)
    proving.ask(made.row.id, at=timezone.now())
    row = Destination.objects.get(id=made.row.id)
    assert (row.state, row.detail) == ("unproved", "the challenge was not given back")
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    assert not Delivery.objects.exclude(destination=None).exists()


@pytest.mark.parametrize(
    ("channel", "settings", "code"),
    [
        ("webhook", {"url": "http://169.254.169.254/latest"}, "webhook-unusable"),
        ("webhook", {"url": "http://localhost/x"}, "webhook-unusable"),
        ("webhook", {"url": "file:///etc/passwd"}, "webhook-unusable"),
        ("webhook", {}, "settings-unusable"),
        ("webhook", {"url": "https://a.example/", "more": 1}, "settings-unusable"),
        ("web_push", {"endpoint": "https://a.example", "keys": {}}, "settings-unusable"),
        (
            "web_push",
            {"endpoint": "https://a.example", "keys": {"p256dh": "AAAA", "auth": "AAAA"}},
            "subscription-unusable",
        ),
        ("chat", {"url": "mailto://a:b@example.org"}, "service-unusable"),
        ("chat", {"url": "no address at all"}, "service-unusable"),
        ("chat", {"url": "fcm://p@k/d?keyfile=/etc/passwd"}, "service-unusable"),
        ("sms", {"url": "slack://a/b/c"}, "service-unusable"),
        ("email", {}, "channel-unknown"),
        ("pigeon", {}, "channel-unknown"),
    ],
)
def test_what_cannot_work_is_refused_with_a_code(
    api: Any, channel: str, settings: Any, code: str
) -> None:
    answer = post(api, channel, settings)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Destination.objects.exists()


@pytest.mark.parametrize("url", ["syslog://", "dbus://", "xmpp://u:p@a.example", "irc://a/#b"])
def test_a_service_that_would_go_round_the_proxy_carries_nothing(user_id: UUID, url: str) -> None:
    made = actions.add(user_id, "chat", {"url": url}, kinds=[], at=NOON)
    proving.ask(made.row.id, at=timezone.now())
    row = Destination.objects.get(id=made.row.id)
    assert (row.state, row.ask_at) == ("unproved", None)
    assert "not reached by HTTP" in row.detail or "no service understands" in row.detail


def test_the_same_place_twice_is_refused_and_limits_hold(api: Any, receiver: Receiver) -> None:
    assert post(api, "webhook", settings_of("webhook", receiver)).status_code == 201
    again = post(api, "webhook", settings_of("webhook", receiver))
    assert (again.status_code, again.json()["code"]) == (409, "destination-known")
    for number in range(9):
        assert post(api, "webhook", settings_of("webhook", receiver, path=f"{number}")).json()
    more = post(api, "webhook", settings_of("webhook", receiver, path="more"))
    assert "may be 10" in more.json()["detail"]


def test_the_test_button_reaches_the_one_destination_whatever_is_chosen(
    api: Any, receiver: Receiver, user_id: UUID, contact: Contact, outbox: list[Any]
) -> None:
    row = set_up(user_id, "webhook", receiver, kinds=["approval_needed"])
    assert api.post(f"{PATH}{row.id}/test/").status_code == 202
    sweep()
    assert receiver.heard[0].json["type"] == "test_message"
    assert not outbox


def test_a_paused_one_gets_nothing_and_a_resumed_one_is_proved_anew_if_it_failed(
    api: Any, receiver: Receiver, user_id: UUID, contact: Contact, hear: Callable[..., Any]
) -> None:
    row = set_up(user_id, "webhook", receiver)
    assert api.post(f"{PATH}{row.id}/pause/").json()["reason"] == "by-owner"
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    assert not Delivery.objects.exclude(destination=None).exists()
    assert api.post(f"{PATH}{row.id}/resume/").json()["state"] == "ready"
    actions.stop(row.id, reason="refused", detail="410", at=NOON)
    assert api.post(f"{PATH}{row.id}/resume/").json()["state"] == "unproved"
    proving.ask(row.id, at=timezone.now())
    assert api.get(f"{PATH}{row.id}/").json()["state"] == "ready"


def test_a_delivery_is_told_in_full_and_replayed_under_its_id(
    api: Any, receiver: Receiver, user_id: UUID, contact: Contact, hear: Callable[..., Any]
) -> None:
    row = set_up(user_id, "webhook", receiver)
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    sweep()
    found = Delivery.objects.get(destination=row.id)
    where = f"/api/v1/notifications/deliveries/{found.id}/"
    assert api.get(where).json()["trail"][-1]["reason"] == "sent"
    assert api.post(f"{where}replay/").json()["state"] == State.PENDING
    sweep()
    ids = [one.headers["webhook-id"] for one in receiver.heard]
    assert ids == [str(found.id)] * 2


def test_in_app_messages_and_those_of_others_are_not_replayed(
    api: Any, contact: Contact, hear: Callable[..., Any]
) -> None:
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    own = Delivery.objects.get(channel="in_app")
    for delivery_id in (own.id, uuid4()):
        answer = api.post(f"/api/v1/notifications/deliveries/{delivery_id}/replay/")
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "word", ["prove", "ask-again", "pause", "resume", "rotate-secret", "test"]
)
def test_nobody_touches_the_destinations_of_others(
    client_of: Callable[[UUID], Any],
    stranger_id: UUID,
    user_id: UUID,
    receiver: Receiver,
    word: str,
) -> None:
    row = set_up(user_id, "webhook", receiver)
    stranger = client_of(stranger_id)
    assert (
        stranger.post(f"{PATH}{row.id}/{word}/", {"code": "1"}, format="json").status_code == 404
    )
    assert stranger.delete(f"{PATH}{row.id}/").status_code == 404
    assert stranger.get(PATH).json()["results"] == []


def test_a_bounced_address_gets_no_more_mail_and_its_owner_is_told_in_the_app(
    contact: Contact, hear: Callable[..., Any], user_id: UUID, sink: Any
) -> None:
    from notification_service.inbox.models import Message

    sink.to_rcpt = "550 5.1.1 no such user"
    for _ in range(2):
        hear(RunFailed(run_id=uuid4(), step="match", code="x"))
        sweep()
    assert Message.objects.of(user_id).filter(kind="channel_paused").count() == 1
    reasons = set(Delivery.objects.filter(channel="email").values_list("reason", flat=True))
    assert reasons == {"refused", "address-suppressed"}


def test_what_is_not_proved_is_not_tested(api: Any, receiver: Receiver, user_id: UUID) -> None:
    made = actions.add(user_id, "webhook", settings_of("webhook", receiver), kinds=[], at=NOON)
    answer = api.post(f"{PATH}{made.row.id}/test/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not-now")
    assert not Delivery.objects.exists()
