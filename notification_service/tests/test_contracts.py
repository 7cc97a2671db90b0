"""Every event that names this service is heard, shown right, and told in words."""

import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from events import EVENTS, STAFF_EVENTS

from common.contracts import agent, ats, operations, user
from common.events import Event, heard
from notification_service.channels import Channel
from notification_service.delivery.models import Delivery
from notification_service.inbox.models import Message
from notification_service.messages import rendering
from notification_service.messages.kinds import KINDS
from notification_service.preferences.actions import channels

pytestmark = pytest.mark.django_db


def told_to_us() -> list[type[Event]]:
    """Return every event whose audience names this service."""
    found = [
        value
        for module in (agent, ats, operations, user)
        for _, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, Event) and value is not Event
    ]
    return [event for event in found if "notification_service" in event.audience]


@pytest.mark.parametrize("event", told_to_us(), ids=lambda event: event.name)
def test_every_event_for_this_service_has_a_handler(event: type[Event]) -> None:
    assert event.name in heard()


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_every_event_is_handled_and_told_as_its_kind_says(
    event: Event, hear: Callable[..., Any], user_id: UUID
) -> None:
    hear(event)
    told = {kind.name for kind in KINDS.values() if kind.event is type(event)}
    assert set(Message.objects.of(user_id).values_list("kind", flat=True)) == told


def test_the_list_of_events_is_complete() -> None:
    own = {"user.contact_changed.v1", "user.tokens_revoked.v1", "user.erased.v1"}
    assert {event.name for event in (*EVENTS, *STAFF_EVENTS)} | own == {
        event.name for event in told_to_us()
    }


def test_a_channel_is_a_file_with_a_label() -> None:
    assert set(channels()) >= {"in_app", "email"}
    for name, channel in channels().items():
        assert isinstance(channel, Channel), name
        assert channel.label


def test_default_and_locked_channels_exist() -> None:
    for kind in KINDS.values():
        assert kind.on | kind.locked <= set(channels())


def test_a_repeat_of_the_same_occurrence_is_told_once(
    hear: Callable[..., Any], user_id: UUID
) -> None:
    for _ in range(3):
        hear(EVENTS[3])
    assert Message.objects.of(user_id).count() == 1
    assert Delivery.objects.of(user_id).count() == 2


def test_another_manifest_of_the_same_application_is_told_again(
    hear: Callable[..., Any], user_id: UUID
) -> None:
    hear(EVENTS[1])
    hear(EVENTS[1].model_copy(update={"manifest_digest": "d" * 64}))
    assert Message.objects.of(user_id).count() == 2


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("needs-ocr", "pictures of pages"),
        ("encrypted", "a copy without"),
        ("too-many-pages", "a shorter, plainer version"),
        ("something-new", "(something-new)"),
    ],
)
def test_a_rejected_document_says_how_to_go_on(code: str, says: str) -> None:
    words = rendering.render("document_rejected", {"code": code})
    assert says in words.body
    assert says in words.html


def test_staff_alerts_go_to_those_the_operator_named_and_to_nobody_else(
    hear: Callable[..., Any], user_id: UUID, stranger_id: UUID, settings: Any
) -> None:
    for event in STAFF_EVENTS:
        hear(event, of=user_id)
    assert not Message.objects.exists()
    settings.STAFF_ALERTS = [str(stranger_id)]
    for event in STAFF_EVENTS:
        hear(event, of=user_id)
    assert set(Message.objects.values_list("user_id", "kind")) == {
        (stranger_id, kind.name) for kind in KINDS.values() if kind.staff
    }
