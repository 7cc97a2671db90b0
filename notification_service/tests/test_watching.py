"""Staff learn which channel is stuck, once an hour; people's own destinations stay theirs."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from conftest import NOON
from uuid_utils.compat import uuid7

from common.outbox.models import OutboxEvent
from notification_service.delivery import tasks, watching
from notification_service.delivery.models import Delivery, State
from notification_service.messages.kinds import KINDS

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def waiting(**changed: Any) -> Delivery:
    """Return a mail that should have gone out an hour ago."""
    fields: dict[str, Any] = {
        "id": uuid7(), "user_id": uuid4(), "kind": "run_failed", "subject": "s",
        "channel": "email", "facts": {}, "occurred_at": NOON - HOUR, "created_at": NOON - HOUR,
        "next_attempt_at": NOON - HOUR,
    }  # fmt: skip
    return Delivery.objects.create(**fields | changed)


def test_a_channel_at_which_nobody_looks_is_announced_once_an_hour() -> None:
    waiting()
    waiting(next_attempt_at=NOON - HOUR / 2)
    assert watching.watch(at=NOON) == ["messages not looked at: email"]
    assert watching.watch(at=NOON + HOUR / 2) == []
    told = OutboxEvent.objects.get().payload
    assert (told["service"], told["waiting"]) == ("notification_service", 2)
    assert told["since_at"] == (NOON - HOUR).isoformat().replace("+00:00", "Z")
    assert KINDS["queue_stuck"].link_of(told) == "/admin/notifications/"


def test_channels_are_announced_each_by_itself() -> None:
    waiting()
    waiting(channel="webhook", destination=uuid4())
    assert watching.watch(at=NOON) == [
        "messages not looked at: email",
        "messages not looked at: webhook",
    ]


def test_a_mail_server_that_fails_for_half_an_hour_is_announced() -> None:
    later = NOON + timedelta(minutes=5)
    waiting(reason="provider-down", next_attempt_at=later)
    assert watching.watch(at=NOON) == ["messages not taken: email"]


@pytest.mark.parametrize(
    "changed",
    [
        {"state": State.SENT},
        {"state": State.SUPPRESSED},
        {"next_attempt_at": NOON - timedelta(minutes=9)},
        {"reason": "quiet-hours", "next_attempt_at": NOON + HOUR},
        {"reason": "digest", "next_attempt_at": NOON + HOUR},
        {"reason": "transport-error", "next_attempt_at": NOON + HOUR, "created_at": NOON},
        {
            "reason": "transport-error", "next_attempt_at": NOON + HOUR,
            "channel": "webhook", "destination": uuid4(),
        },
    ],
)  # fmt: skip
def test_what_waits_for_a_reason_alarms_nobody(changed: dict[str, Any]) -> None:
    waiting(**changed)
    tasks.watch_deliveries()
    assert not OutboxEvent.objects.exists()


def test_an_alert_of_before_has_no_page_to_open() -> None:
    assert KINDS["queue_stuck"].link_of({"service": "ats_service"}) == ""


@pytest.mark.parametrize("kind", ["source_silent", "adapter_changed"])
def test_what_agent_service_reports_leads_to_its_administration(kind: str, settings: Any) -> None:
    assert KINDS[kind].link_of({}) == f"/admin/{settings.WORDS['agent_service']}/"
