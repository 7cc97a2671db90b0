"""What collapses and what comes in a digest: one message, the same on every repeat."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import NOON, sweep
from django.utils import timezone

from common.contracts.agent import MatchFound, RunFailed
from notification_service.channels import TransportError, one_by_one
from notification_service.contacts.models import Contact
from notification_service.delivery.models import Delivery, State
from notification_service.inbox.models import Message
from notification_service.preferences import actions as preferences
from notification_service.preferences.actions import Choice, channels
from notification_service.preferences.models import Habits

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 3, 7, tzinfo=NOON.tzinfo)  # eight in Berlin


def matches(hear: Callable[..., Any], count: int = 10, **about: Any) -> None:
    """Have so many postings suit the person."""
    for number in range(count):
        hear(
            MatchFound(run_id=uuid4(), match_id=uuid4(), score=0.9, met=number, missing=0), **about
        )


def wants(user_id: UUID, kind: str, pace: str) -> None:
    """Have a person want a kind by mail at some pace."""
    choice = Choice(kind=kind, channel="email", enabled=True, pace=pace)
    preferences.choose(user_id, [choice], at=timezone.now())


def mails() -> list[tuple[str, str, str]]:
    """Return state, reason and how many mails have it."""
    rows = Delivery.objects.filter(channel="email").order_by("id")
    return [(row.state, row.reason, row.kind) for row in rows]


def test_ten_matches_of_an_hour_are_one_message_in_the_app(
    hear: Callable[..., Any], user_id: UUID, api: Any
) -> None:
    matches(hear)
    (found,) = Message.objects.of(user_id)
    assert found.title == "10 postings suit you"
    assert api.get("/api/v1/notifications/unread/").json() == {"count": 1}
    assert Delivery.objects.filter(channel="in_app", state=State.SENT).count() == 10


def test_one_more_makes_a_read_message_new_again(hear: Callable[..., Any], api: Any) -> None:
    matches(hear, 1)
    api.post("/api/v1/notifications/messages/read-all/")
    matches(hear, 1)
    assert api.get("/api/v1/notifications/unread/").json() == {"count": 1}


def test_matches_of_another_hour_are_another_message(hear: Callable[..., Any]) -> None:
    matches(hear, 2)
    matches(hear, 2, at=NOON + timedelta(hours=1))
    assert [m.title for m in Message.objects.all()] == ["2 postings suit you"] * 2


def test_ten_matches_at_once_are_one_mail_after_a_moment_of_gathering(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    wants(contact.user_id, "match_found", "at_once")
    matches(hear)
    assert sweep() == 10
    assert {reason for _, reason, _ in mails()} == {"gathering"}
    sweep(timezone.now() + timedelta(minutes=3))
    assert [mail.subject for mail in outbox] == ["10 postings suit you"]
    states = [state for state, _, _ in mails()]
    assert (states.count("sent"), states.count("bundled")) == (1, 9)
    lead = Delivery.objects.get(channel="email", state=State.SENT)
    followers = Delivery.objects.filter(state=State.BUNDLED)
    assert {row.trail[-1]["detail"] for row in followers} == {str(lead.id)}


def test_a_repeat_carries_the_same_and_later_ones_go_by_themselves(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(contact.user_id, "match_found", "at_once")
    matches(hear, 3)
    email, sent = channels()["email"], list[Any]()

    def fail_once(letter: Any) -> None:
        sent.append(email.message(letter))
        if len(sent) == 1:
            raise TransportError("421 later")

    from contextlib import nullcontext

    monkeypatch.setattr(email, "opened", lambda: nullcontext(one_by_one(fail_once)))
    sweep(timezone.now() + timedelta(minutes=3))
    matches(hear, 2)
    sweep(timezone.now() + timedelta(hours=1))
    assert sorted(mail.subject for mail in sent) == [
        "2 postings suit you",
        "3 postings suit you",
        "3 postings suit you",
    ]
    first, second = (m.message().as_bytes() for m in sent if m.subject.startswith("3"))
    assert first == second


def test_a_daily_digest_holds_a_line_for_each_thing_and_comes_in_the_morning(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    for kind in ("match_found", "run_failed"):
        wants(contact.user_id, kind, "daily")
    matches(hear, 3)
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    sweep()
    assert {reason for _, reason, _ in mails()} == {"digest"}
    sweep(MORNING - timedelta(minutes=1))
    assert outbox == []
    sweep(MORNING)
    (mail,) = outbox
    assert mail.subject == "2 messages for you"
    assert "- 3 postings suit you" in mail.body
    assert "- A run ended without an application" in mail.body
    assert sorted(state for state, _, _ in mails()) == ["bundled"] * 3 + ["sent"]


def test_unsubscribing_from_a_digest_switches_off_what_comes_in_it(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], anonymous: Any
) -> None:
    for kind in ("match_found", "run_failed"):
        wants(contact.user_id, kind, "daily")
    matches(hear, 1)
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    sweep(MORNING)
    link = outbox[0].extra_headers["List-Unsubscribe"].strip("<>").partition("8000")[2]
    assert "everything in digests" in anonymous.get(link).content.decode()
    anonymous.post(link)
    known = preferences.known_of(contact.user_id)
    assert known.choices["match_found", "email"][0] is False
    assert known.choices["run_failed", "email"][0] is False
    assert ("approval_needed", "email") not in known.choices


def test_who_wants_no_digest_any_more_gets_what_waits_now(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    wants(contact.user_id, "run_failed", "weekly")
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    sweep()
    assert outbox == []
    wants(contact.user_id, "run_failed", "at_once")
    sweep()
    assert len(outbox) == 1


def test_a_pause_holds_everything_but_what_concerns_the_account(
    contact: Contact, hear: Callable[..., Any], outbox: list[Any], api: Any
) -> None:
    from common.contracts.user import PasswordChanged

    path = "/api/v1/notifications/habits/"
    assert api.put(path, {"paused_until": "2026-03-05"}).status_code == 200
    hear(RunFailed(run_id=uuid4(), step="match", code="x"))
    hear(PasswordChanged())
    sweep()
    assert [mail.subject for mail in outbox] == ["Your password was changed"]
    assert (State.PENDING, "paused", "run_failed") in mails()
    api.put(path, {"paused_until": None})
    sweep()
    assert len(outbox) == 2


def test_habits_have_defaults_and_keep_what_is_not_named(api: Any, user_id: UUID) -> None:
    path = "/api/v1/notifications/habits/"
    assert api.get(path).json() == {
        "quiet_from": "22:00:00",
        "quiet_to": "07:00:00",
        "digest_at": "08:00:00",
        "digest_weekday": 0,
        "paused_until": None,
        "language": "",
    }
    api.put(path, {"digest_at": "17:30", "language": "de"})
    api.put(path, {"digest_weekday": 4})
    found = Habits.objects.get(user_id=user_id)
    assert (found.digest_at, found.language, found.digest_weekday) == (time(17, 30), "de", 4)
    assert found.quiet_from == time(22)


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"quiet_from": None}, 422),
        ({"language": "tlh"}, 422),
        ({"digest_weekday": 7}, 400),
        ({"digest_at": "25:00"}, 400),
        ({"paused_until": "soon"}, 400),
        ({"language": "d" * 36}, 400),
    ],
)
def test_habits_nobody_can_have_are_refused(api: Any, wanted: dict[str, Any], status: int) -> None:
    answer = api.put("/api/v1/notifications/habits/", wanted)
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert not Habits.objects.exists()


def test_the_inbox_is_read_in_the_language_and_zone_of_now(
    contact: Contact, hear: Callable[..., Any], api: Any
) -> None:
    from common.contracts.user import PasswordChanged

    hear(PasswordChanged())
    path = "/api/v1/notifications/messages/"
    assert api.get(path).json()["results"][0]["title"] == "Your password was changed"
    preferences.change_habits(contact.user_id, {"language": "fr"}, at=timezone.now())
    row = api.get(path).json()["results"][0]
    assert row["title"] == "Votre mot de passe a été modifié"
    assert "2 mars 2026, 13:00 CET" in row["body"]
    assert date(2026, 3, 2) == Message.objects.get().created_at.date()
