"""One recorded log, in any order and with copies, always ends in the same state."""

import json
import random
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from conftest import NOON, sweep
from django.core import mail
from django.utils import timezone
from events import EVENTS, named

from common import internal
from common.contracts.agent import MatchFound, RunChanged, RunState
from common.contracts.user import ContactChanged
from common.events import Envelope, Event
from common.outbox import actions as outbox
from common.outbox.models import InboxEvent
from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery
from notification_service.inbox.models import Message
from notification_service.preferences.models import Preference
from notification_service.reminders.models import Reminder
from notification_service.stream.models import StreamEvent

PEOPLE = [named("ada"), named("grace")]
PROJECTED = (Contact, Message, Delivery, Reminder)
LOOKED_AT_LATER = {"fetched_at", "sent_at", "next_attempt_at"}  # when we looked, not what is so


def recorded() -> list[Envelope]:
    """Return the log of two people: every event, contacts in two versions, a busy run, matches."""
    runs = [
        RunChanged(run_id=named("run"), state=RunState.RUNNING, step=step)
        for step in ("resume", "posting", "match", "decide", "write", "prepare")
    ]
    matches = [
        MatchFound(
            run_id=named(f"run {n}"), match_id=named(f"{n}"), score=n / 10, met=n, missing=1
        )
        for n in range(10)
    ]
    contacts = [ContactChanged(version=1), ContactChanged(version=2)]
    return [
        _envelope(event, user_id, number)
        for user_id in PEOPLE
        for number, event in enumerate([*contacts, *runs, *matches, *EVENTS])
    ]


def _envelope(event: Event, user_id: UUID, number: int) -> Envelope:
    return Envelope(
        id=uuid5(user_id, f"{number}"),
        name=event.name,
        occurred_at=NOON + timedelta(seconds=number),
        user_id=user_id,
        subject_id=user_id,
        subject_version=number,
        payload=event.model_dump(mode="json"),
    )


class Peer:
    """user_service, which knows the newest version only; agent_service, which makes links."""

    def __init__(self, path: str) -> None:
        self.user_id = path.split("/")[2]

    def json(self) -> dict[str, Any]:
        return {
            "path": "/review/open/secret/",
            "user_id": self.user_id,
            "version": 2,
            "email": f"{self.user_id}@example.org",
            "email_verified": self.user_id == str(PEOPLE[0]),
            "name": "Somebody",
            "zone": "Asia/Kathmandu",
            "language": "en",
        }


def state() -> str:
    """Return everything that the log left behind, as text."""
    tables: dict[str, list[Any]] = {}
    for model in PROJECTED:
        rows = model._default_manager.order_by("pk").values()
        tables[model.__name__] = [
            {k: v for k, v in row.items() if k not in LOOKED_AT_LATER | {"created_at", "trail"}}
            for row in rows
        ]
    tables["moments"] = list(Message.objects.order_by("pk").values_list("created_at"))
    tables["stream"] = sorted(
        json.dumps([user_id, kind, data], default=str, sort_keys=True)
        for user_id, kind, data in StreamEvent.objects.values_list("user_id", "kind", "data")
    )
    tables["mail"] = sorted(
        m.extra_headers["Message-ID"] + m.subject + m.body for m in mail.outbox
    )
    return json.dumps(tables, default=str, sort_keys=True)


def empty() -> None:
    """Forget everything, between two shuffles."""
    mail.outbox.clear()
    for model in (*PROJECTED, StreamEvent, InboxEvent):
        model._default_manager.all().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("shuffles", [5, pytest.param(200, marks=pytest.mark.chaos)])
def test_shuffles_with_one_to_three_copies_end_in_the_same_bytes(
    shuffles: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(internal, "call", lambda _service, path, **_: Peer(path))
    Preference.objects.create(
        user_id=PEOPLE[0], kind="run_failed", channel="in_app", enabled=False, updated_at=NOON
    )
    Preference.objects.create(
        user_id=PEOPLE[0], kind="match_found", channel="email", enabled=True, updated_at=NOON
    )
    log, ends = recorded(), dict[str, int]()
    for seed in range(shuffles):
        chance = random.Random(seed)
        told = [each for each in log for _ in range(chance.randint(1, 3))]
        chance.shuffle(told)
        for each in told:
            outbox.receive(each)
        sweep(timezone.now() + timedelta(seconds=1))
        sweep(timezone.now() + timedelta(days=1))  # what comes in a digest
        ends.setdefault(state(), seed)
        empty()
    assert sorted(ends.values()) == [0]
    found = json.loads(next(iter(ends)))
    assert {name: len(rows) for name, rows in found.items()} == {
        "Contact": 2,
        "Message": 25,  # eleven matches of an hour are one
        "Delivery": 92,
        "Reminder": 4,
        "moments": 25,
        "stream": 108,
        "mail": 10,
    }
