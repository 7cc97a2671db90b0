import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.utils import timezone

from common import leases
from user_service.accounts.actions import delivery, mail
from user_service.accounts.models import Mail, User
from user_service.accounts.tasks import send_mail

pytestmark = pytest.mark.django_db


def post(user: User, **fields: Any) -> Mail:
    mail.post(Mail.Kind.EMAIL_CHANGED, to=user.email, user_id=user.id, at=timezone.now(), **fields)
    return Mail.objects.get()


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        raise error

    monkeypatch.setattr(EmailMessage, "send", send)


def test_a_mail_whose_ring_was_lost_is_sent_by_the_tick_once(person: User) -> None:
    post(person)
    send_mail()
    send_mail()
    assert [letter.to for letter in outbox.outbox] == [[person.email]]
    assert Mail.objects.get().sent_at is not None


def test_a_mail_that_another_worker_sends_is_left_to_it(person: User) -> None:
    post(person)
    assert leases.claim(mail.due(at=timezone.now())) is not None
    send_mail()
    assert outbox.outbox == []


def test_a_mail_whose_worker_died_is_sent_by_the_next(person: User) -> None:
    post(person)
    leases.claim(mail.due(at=timezone.now()))
    Mail.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    send_mail()
    assert len(outbox.outbox) == 1


def test_a_server_that_is_away_is_tried_again_later(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(person)
    failing(monkeypatch, ConnectionRefusedError())
    send_mail()
    row = Mail.objects.get()
    assert (row.attempts, row.sent_at, row.parked_at) == (1, None, None)
    assert row.next_attempt_at > timezone.now() + timedelta(seconds=20)
    assert row.last_error == "ConnectionRefusedError"


def test_a_mail_is_given_up_visibly_and_can_be_sent_again(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(person)
    Mail.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    with monkeypatch.context() as patch:
        failing(patch, TimeoutError())
        send_mail()
    assert Mail.objects.get().parked_at is not None
    assert mail.send_again(Mail.objects.all(), at=timezone.now()) == 1
    send_mail()
    assert len(outbox.outbox) == 1


def test_an_address_that_the_server_refuses_is_given_up_at_once(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(person)
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({}))
    send_mail()
    assert (Mail.objects.get().attempts, Mail.objects.get().parked_at is None) == (1, False)


def test_no_mail_can_grow_a_second_header(person: User) -> None:
    row = post(person)
    row.to = "a@example.org\r\nBcc: b@example.org"
    with pytest.raises(ValueError, match="newline"):
        delivery.message_of(row).message()


def test_errors_in_the_log_and_the_table_hold_no_address(
    person: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    post(person)
    failing(monkeypatch, OSError(f"cannot reach {person.email}"))
    send_mail()
    assert person.email not in caplog.text + Mail.objects.get().last_error
