"""Throttles and circuit breakers, shared by all workers."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import pytest
from conftest import NOON, Statements, sweep
from django.utils import timezone
from test_fanout import deliveries

from common import internal
from common.contracts.agent import ApprovalRequested, RunFailed
from common.contracts.user import PasswordChanged
from notification_service.channels import TransportError, one_by_one
from notification_service.contacts.models import Contact
from notification_service.delivery import providers
from notification_service.delivery.models import Delivery, Provider, State
from notification_service.delivery.providers import Fared
from notification_service.preferences.actions import channels

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def admit(name: str, wanted: int, *, at: datetime) -> tuple[int, str, datetime]:
    """Return how many may go, and why and until when the others wait."""
    found = providers.admit({name: wanted}, at=at)[name]
    return found.granted, found.why, found.until


def fail(name: str, *, at: datetime, retry_after: float | None = None, times: int = 1) -> None:
    """Send messages that fail in passing."""
    before = providers.admit({name: times}, at=at)[name].failures
    fared = Fared(failures=times, before=before, error="421", retry_after=retry_after)
    providers.note({name: fared}, at=at)


def test_a_throttle_lets_a_seconds_worth_go_and_then_what_has_come_since(settings: Any) -> None:
    settings.NOTIFICATION_RATES = {"email": 10.0}
    assert admit("email", 50, at=NOON)[0] == 10
    granted, why, until = admit("email", 50, at=NOON)
    assert (granted, why, until) == (0, "throttled", NOON + SECOND / 10)
    assert admit("email", 50, at=NOON + SECOND / 2)[0] == 5
    assert admit("chat", 50, at=NOON)[0] == 50


def test_a_clock_that_jumps_back_gives_nothing_away(settings: Any) -> None:
    settings.NOTIFICATION_RATES = {"email": 10.0}
    admit("email", 50, at=NOON)
    assert admit("email", 50, at=NOON - timedelta(hours=2))[0] == 0
    assert admit("email", 50, at=NOON - timedelta(hours=2) + SECOND)[0] == 10


def test_a_slow_throttle_lets_one_go_at_a_time(settings: Any) -> None:
    settings.NOTIFICATION_RATES = {"chat": 0.5}
    assert admit("chat:a.example", 3, at=NOON)[0] == 1
    assert admit("chat:a.example", 3, at=NOON)[2] == NOON + 2 * SECOND
    assert admit("chat:b.example", 3, at=NOON)[0] == 1


def test_who_asks_to_be_left_alone_is() -> None:
    fail("email", at=NOON, retry_after=120)
    granted, why, until = admit("email", 1, at=NOON + SECOND)
    assert (granted, why, until) == (0, "asked-to-wait", NOON + 120 * SECOND)
    assert admit("email", 9, at=NOON + 121 * SECOND)[0] == 9


def test_five_failures_close_a_provider_and_one_probe_opens_it() -> None:
    fail("email", at=NOON, times=providers.FAILURES - 1)
    assert admit("email", 9, at=NOON)[0] == 9
    fail("email", at=NOON)
    assert admit("email", 9, at=NOON + SECOND)[:2] == (0, "provider-down")
    later = NOON + timedelta(minutes=1)
    assert admit("email", 9, at=later)[0] == 1
    assert admit("email", 9, at=later)[0] == 0
    providers.note({"email": Fared(arrived=True)}, at=later)
    assert admit("email", 9, at=later)[0] == 9


def test_a_probe_that_fails_closes_it_for_longer() -> None:
    at, pauses = NOON, list[timedelta]()
    for number in range(12):
        fail("email", at=at)
        found = Provider.objects.get(name="email").closed_until
        if number >= providers.FAILURES - 1:
            assert found
            pauses.append(found - at)
            at = found
    assert pauses[0] < timedelta(seconds=37)
    assert pauses[3] > 3 * pauses[0]
    assert max(pauses) <= timedelta(minutes=18)


def test_workers_that_find_a_provider_down_together_close_it_for_as_long_as_one() -> None:
    before = [providers.admit({"email": 50}, at=NOON)["email"].failures for _ in range(6)]
    for known in before:
        fared = Fared(failures=providers.FAILURES, before=known, error="refused")
        providers.note({"email": fared}, at=NOON)
    row = Provider.objects.get(name="email")
    assert row.failures == providers.FAILURES
    assert row.closed_until
    assert row.closed_until - NOON < timedelta(seconds=37)
    assert admit("email", 50, at=row.closed_until)[0] == 1


def test_a_dead_provider_is_tried_five_times_for_fifty_messages(
    contact: Contact, hear: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = list[Any]()

    def fail(letter: Any) -> None:
        tried.append(letter)
        raise TransportError("the mail server is away: TimeoutError")

    monkeypatch.setattr(channels()["email"], "opened", lambda: nullcontext(one_by_one(fail)))
    for _ in range(50):
        hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    sweep()
    assert len(tried) == providers.FAILURES
    rows = Delivery.objects.filter(channel="email")
    assert set(rows.values_list("state", flat=True)) == {State.PENDING}
    assert rows.filter(reason="provider-down", attempts=0).count() == 45


def test_a_link_that_is_not_made_closes_no_mail_server(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(internal, "call", Mock(side_effect=internal.PeerAway("away")))
    for number in range(providers.FAILURES + 1):
        hear(
            ApprovalRequested(
                run_id=uuid4(),
                application_id=uuid4(),
                manifest_digest=f"{number}" * 64,
                expires_at=NOON + timedelta(days=2),
            )
        )
    hear(PasswordChanged())
    sweep()
    assert [mail.subject for mail in outbox] == ["Your password was changed"]
    waiting = Delivery.objects.filter(channel="email", kind="approval_needed")
    assert set(waiting.values_list("reason", "attempts")) == {("transport-error", 1)}


def test_failures_of_many_providers_are_written_together(
    statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(letter: Any) -> None:
        raise TransportError("503")

    email, costs = channels()["email"], list[int]()
    monkeypatch.setattr(email, "opened", lambda: nullcontext(one_by_one(fail)))
    monkeypatch.setattr(email, "provider", lambda contact: contact.email)
    for count in (2, 40):
        waiting = [row.id for row in deliveries(count)]
        with statements() as made:
            sweep()
        costs.append(len(made))
        rows = Delivery.objects.filter(id__in=waiting, reason="transport-error", attempts=1)
        assert rows.count() == count
    assert costs[0] == costs[1]
    assert Provider.objects.filter(failures__gte=1).count() == 40


def test_a_throttled_batch_goes_out_bit_by_bit(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], settings: Any
) -> None:
    settings.NOTIFICATION_RATES = {"email": 2.0}
    for _ in range(6):
        hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    now = timezone.now()
    for second in range(4):
        sweep(now + second * SECOND)
    assert len(outbox) == 6
    trails = [row.trail for row in Delivery.objects.filter(channel="email")]
    assert sum("throttled" in {line["reason"] for line in trail} for trail in trails) == 4
