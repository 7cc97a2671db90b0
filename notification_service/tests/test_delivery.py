"""Deciding, sending, failing, trying again and giving up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import NOON, Statements, sweep
from django.utils import timezone
from events import APPLICATION, EVENTS

from common.contracts.agent import ApplicationSubmitted, PersonNeeded
from common.contracts.user import PasswordChanged
from notification_service.channels import Channel, TransportError
from notification_service.contacts.models import Contact
from notification_service.delivery import actions, sending
from notification_service.delivery.models import Delivery, State
from notification_service.inbox.models import Message
from notification_service.messages.kinds import KINDS
from notification_service.preferences.actions import channels
from notification_service.preferences.models import Preference

pytestmark = pytest.mark.django_db
SUBMITTED = EVENTS[3]


@pytest.fixture
def mail(hear: Callable[..., Any], user_id: UUID) -> Delivery:
    """Return the e-mail that a submitted application causes."""
    hear(SUBMITTED)
    return Delivery.objects.get(user_id=user_id, channel="email")


def send(delivery: Delivery, at: Any = None) -> Delivery:
    """Send the delivery and return what became of it."""
    actions.deliver(delivery.id, at=at or timezone.now())
    delivery.refresh_from_db()
    return delivery


def test_an_event_becomes_a_message_at_once_and_an_e_mail_when_a_worker_comes(
    contact: Contact, mail: Delivery, outbox: list[Any]
) -> None:
    assert (mail.state, outbox) == (State.PENDING, [])
    assert Delivery.objects.get(channel="in_app").state == State.SENT
    sent = send(mail)
    assert (sent.state, sent.reason, sent.attempts) == (State.SENT, "sent", 1)
    assert [(m.to, m.subject) for m in outbox] == [
        (["ada@example.org"], "Your application was submitted")
    ]


def test_routing_costs_five_statements(user_id: UUID, statements: Statements) -> None:
    facts = {**SUBMITTED.model_dump(mode="json"), "event_id": "e"}
    with statements() as made:
        actions.route(
            KINDS["application_submitted"],
            user_id,
            facts,
            occurred_at=NOON,
            at=timezone.now(),
        )
    assert len(made) == 5  # choices, destinations, deliveries, the message and its news


def test_times_in_an_e_mail_are_the_readers_and_in_the_app_they_name_their_zone(
    contact: Contact, mail: Delivery, outbox: list[Any]
) -> None:
    send(mail)
    assert "2 March 2026, 13:00 CET" in outbox[0].body
    assert "2 March 2026, 12:00 UTC" in Message.objects.get().body


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"email": ""}, "no-address"),
        ({"email_verified": False}, "address-not-verified"),
    ],
)
def test_who_cannot_be_reached_gets_no_e_mail_and_the_reason_is_kept(
    contact: Contact, mail: Delivery, outbox: list[Any], changed: dict[str, Any], reason: str
) -> None:
    Contact.objects.update(**changed)
    found = send(mail)
    assert (found.state, found.reason, outbox) == (State.SUPPRESSED, reason, [])
    assert [(line["state"], line["reason"]) for line in found.trail] == [("suppressed", reason)]


def test_an_unknown_contact_is_waited_for_without_counting_attempts(mail: Delivery) -> None:
    for _ in range(3):
        Delivery.objects.update(next_attempt_at=NOON)
        found = send(mail)
    assert (found.state, found.reason, found.attempts) == (State.PENDING, "contact-unknown", 0)
    assert len(found.trail) == 1
    assert found.next_attempt_at > timezone.now()


def test_an_unknown_contact_is_waited_for_an_hour_and_no_longer(mail: Delivery) -> None:
    found = send(mail, at=timezone.now() + timedelta(hours=1, seconds=1))
    assert (found.state, found.reason) == (State.SUPPRESSED, "contact-unknown")


def test_what_a_person_switched_off_is_suppressed_on_that_channel_only(
    contact: Contact, user_id: UUID, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    for channel in ("in_app", "email"):
        Preference.objects.create(
            user_id=user_id,
            kind="application_submitted",
            channel=channel,
            enabled=False,
            updated_at=NOON,
        )
    hear(SUBMITTED)
    hear(PersonNeeded(run_id=uuid4(), code="captcha"))
    assert sweep() == 1
    told = Delivery.objects.filter(kind="application_submitted").order_by("channel")
    assert [(d.channel, d.state, d.reason) for d in told] == [
        ("email", State.SUPPRESSED, "preference"),
        ("in_app", State.SUPPRESSED, "preference"),
    ]
    assert [m.kind for m in Message.objects.all()] == ["person_needed"]
    assert len(outbox) == 1


def test_a_change_of_mind_between_the_event_and_the_e_mail_counts(
    contact: Contact, mail: Delivery, outbox: list[Any]
) -> None:
    Preference.objects.create(
        user_id=contact.user_id,
        kind=mail.kind,
        channel="email",
        enabled=False,
        updated_at=NOON,
    )
    found = send(mail)
    assert (found.state, found.reason, outbox) == (State.SUPPRESSED, "preference", [])


def test_a_locked_message_goes_out_whatever_was_chosen(
    contact: Contact, user_id: UUID, hear: Callable[..., Any], outbox: list[Any]
) -> None:
    Preference.objects.create(
        user_id=user_id,
        kind="password_changed",
        channel="email",
        enabled=False,
        updated_at=NOON,
    )
    hear(PasswordChanged())
    sweep()
    assert [m.subject for m in outbox] == ["Your password was changed"]
    assert "List-Unsubscribe" not in outbox[0].extra_headers


#: How often a message is tried.
TRIES = 1 + len(Channel.pauses)


class Broken(Channel):
    """A channel that fails as it is told."""

    label = "Broken"

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.letters: list[Any] = []

    def send(self, letter: Any) -> None:
        self.letters.append(letter)
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Broken], Broken]:
    """Return what puts another channel in the place of e-mail."""

    def put(channel: Broken) -> Broken:
        known = {**channels(), "email": channel}
        monkeypatch.setattr(sending, "channels", lambda: known)
        return channel

    return put


def test_a_refusal_for_good_is_not_tried_again(
    contact: Contact, mail: Delivery, use: Callable[[Broken], Broken]
) -> None:
    use(Broken(TransportError("550 no such user", permanent=True)))
    found = send(mail)
    assert (found.state, found.reason) == (State.FAILED, "refused")
    assert found.trail[-1]["detail"] == "550 no such user"
    assert not actions.deliver(mail.id, at=timezone.now() + timedelta(days=1))


def test_a_passing_failure_is_tried_again_later_with_the_same_key(
    contact: Contact, mail: Delivery, use: Callable[[Broken], Broken]
) -> None:
    channel = use(Broken(TransportError("421 try later", retry_after=3600)))
    found, now = send(mail), timezone.now()
    assert (found.state, found.reason, found.attempts) == (State.PENDING, "transport-error", 1)
    assert now + timedelta(minutes=59) < found.next_attempt_at < now + timedelta(minutes=61)
    assert not actions.deliver(mail.id, at=now)
    assert send(mail, at=now + timedelta(hours=2)).state == State.SENT
    assert channel.letters[0].delivery_id == channel.letters[1].delivery_id == mail.id


def test_after_ten_attempts_it_is_parked_and_staff_may_send_it_once_more(
    contact: Contact, mail: Delivery, use: Callable[[Broken], Broken]
) -> None:
    use(Broken(*[TransportError("421 try later")] * TRIES))
    at = timezone.now()
    for _ in range(TRIES):
        at += timedelta(hours=10)
        send(mail, at=at)
    assert (mail.state, mail.reason) == (State.PARKED, "too-many-attempts")
    at += timedelta(hours=1)  # its provider is asked again by now
    assert actions.resend([mail.id], at=at) == 1
    assert send(mail, at=at).state == State.SENT
    assert [line["reason"] for line in mail.trail][-2:] == ["resent-by-staff", "sent"]


def test_a_channel_with_a_bug_holds_up_its_own_message_only(
    contact: Contact, mail: Delivery, use: Callable[[Broken], Broken], caplog: Any
) -> None:
    use(Broken(KeyError("oops")))
    found = send(mail)
    assert (found.state, found.trail[-1]["detail"]) == (
        State.PENDING,
        "the channel broke: KeyError",
    )
    assert "ada@example.org" not in caplog.text


def test_a_message_in_the_app_is_not_sent_twice_by_staff(mail: Delivery) -> None:
    in_app = Delivery.objects.get(channel="in_app")
    assert actions.resend([in_app.id], at=timezone.now()) == 0


def test_a_delivery_whose_channel_is_gone_says_so(mail: Delivery) -> None:
    Delivery.objects.filter(id=mail.id).update(channel="pigeon")
    found = send(mail)
    assert (found.state, found.reason) == (State.SUPPRESSED, "kind-or-channel-gone")


def test_a_delivery_that_was_erased_meanwhile_is_not_written_again(
    contact: Contact, mail: Delivery, use: Callable[[Broken], Broken]
) -> None:
    channel = use(Broken())
    channel.send = lambda letter: Delivery.objects.all().delete()  # type: ignore[assignment,method-assign]
    actions.deliver(mail.id, at=timezone.now())
    assert not Delivery.objects.exists()


def test_the_owner_sees_deliveries_with_their_reasons_in_one_statement(
    api: Any, mail: Delivery, django_assert_num_queries: Any
) -> None:
    api.get("/api/v1/notifications/unread/")
    with django_assert_num_queries(1):
        rows = api.get("/api/v1/notifications/deliveries/").json()["results"]
    assert [(row["channel"], row["state"], row["reason"]) for row in rows] in (
        [("in_app", "sent", "sent"), ("email", "pending", "")],
        [("email", "pending", ""), ("in_app", "sent", "sent")],
    )
    only = api.get("/api/v1/notifications/deliveries/?state=pending&channel=email").json()
    assert [row["id"] for row in only["results"]] == [str(mail.id)]


def test_nobody_else_sees_them(
    client_of: Callable[[UUID], Any], stranger_id: UUID, mail: Delivery
) -> None:
    answer = client_of(stranger_id).get("/api/v1/notifications/deliveries/")
    assert answer.json()["results"] == []


def test_an_event_about_nobody_tells_nobody(db: None) -> None:
    from conftest import envelope

    from common.outbox import actions as outbox

    event = ApplicationSubmitted(application_id=APPLICATION, run_id=uuid4(), submitted_at=NOON)
    about = envelope(event, uuid4()).model_copy(update={"user_id": None})
    assert outbox.receive(about)
    assert not Delivery.objects.exists()
