"""E-mail to a real SMTP server: what arrives, what is refused, and what a crash repeats."""

import os
import re
import signal
import subprocess
import sys
from typing import Any
from uuid import uuid4

import pytest
from conftest import NOON, sweep
from django.db import connection
from django.utils import timezone
from mailserver import Sink
from written import letter

from notification_service.channels import TransportError
from notification_service.channels.email import CHANNEL
from notification_service.contacts.models import Contact
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State
from notification_service.messages.kinds import KINDS


def test_a_mail_arrives_whole_in_text_and_html_and_can_be_unsubscribed(sink: Sink) -> None:
    sent = letter()
    CHANNEL.send(sent)
    (mail,) = sink.mails
    assert sink.recipients == ["ada@example.org"]
    assert mail["Subject"] == "A run ended without an application"
    assert mail["Message-ID"] == f"<{sent.delivery_id}@localhost>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Date"] == "Mon, 02 Mar 2026 12:00:00 +0000"
    link = str(mail["List-Unsubscribe"]).strip(" <>")
    text, html = (part.get_content() for part in mail.iter_parts())
    for words in (text, html):
        assert link in words
        assert "Hello Ada," in words
        assert "stopped at the step" in words
        assert "prepare" in words


@pytest.mark.parametrize(
    "nasty",
    [
        "x\r\nBcc: all@example.org",
        "x\nSubject: free money",
        "x\x00\x0b\x0c\x85\u2028Bcc: all@example.org",
        "x\r\n\r\n<script>alert(1)</script>",
    ],
)
def test_nothing_in_a_name_or_fact_becomes_a_header_or_markup(sink: Sink, nasty: str) -> None:
    CHANNEL.send(letter(name=nasty, facts={"step": nasty, "code": nasty}))
    (mail,) = sink.mails
    assert mail["Bcc"] is None
    assert mail.get_all("Subject") == ["A run ended without an application"]
    assert sink.recipients == ["ada@example.org"]
    html = [part.get_content() for part in mail.iter_parts()][1]
    assert "<script>" not in html


@pytest.mark.parametrize(
    "address",
    ["ada@example.org\r\nBcc: all@example.org", "ada", "a@b, c@d.example", "@", "x" * 400],
)
def test_an_address_that_cannot_be_one_is_refused_for_good(sink: Sink, address: str) -> None:
    with pytest.raises(TransportError) as caught:
        CHANNEL.send(letter(email=address))
    assert caught.value.permanent
    assert sink.mails == []


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ({"to_rcpt": "550 5.1.1 <ada@example.org> unknown"}, True),
        ({"to_rcpt": "450 4.2.1 <ada@example.org> busy"}, False),
        ({"to_data": "554 5.7.1 spam"}, True),
        ({"to_data": "451 4.3.0 later"}, False),
    ],
)
def test_what_the_server_answers_decides_whether_to_try_again(
    sink: Sink, answers: dict[str, str], permanent: bool
) -> None:
    vars(sink).update(answers)
    with pytest.raises(TransportError) as caught:
        CHANNEL.send(letter())
    assert caught.value.permanent is permanent
    assert re.match(r"\d{3} ", str(caught.value))
    assert "ada@example.org" not in str(caught.value)


def test_a_server_that_is_away_is_tried_again(sink: Sink, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(TransportError, match="away") as caught:
        CHANNEL.send(letter())
    assert not caught.value.permanent


def test_by_default_mails_are_files_in_the_data_directory(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    CHANNEL.send(letter())
    (found,) = (tmp_path / "mail").iterdir()
    assert "Subject: A run ended without an application" in found.read_text()


CHILD = """
import sys, django
django.setup()
from datetime import datetime
from uuid import UUID
from notification_service.delivery import actions
actions.deliver(UUID(sys.argv[1]), at=datetime.fromisoformat(sys.argv[2]))
"""


def child(delivery: Delivery, settings: Any, **environment: str) -> int:
    """Deliver in a process of its own; return its status."""
    found = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**found)
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(delivery.id), timezone.now().isoformat()],
        env={
            **os.environ,
            "NOTIFICATION_DATABASE_URL": url,
            "MAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
            **environment,
        },
        check=False,
        timeout=60,
    )
    return ran.returncode


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_sending_and_noting_repeats_the_same_message_id(
    sink: Sink, contact: Contact, settings: Any
) -> None:
    actions.route(
        KINDS["run_failed"],
        contact.user_id,
        {"run_id": str(uuid4()), "step": "prepare", "code": "x"},
        occurred_at=NOON,
        at=timezone.now(),
    )
    mail = Delivery.objects.get(channel="email")
    assert child(mail, settings, CRASH_AT="deliver:after_send") == -signal.SIGKILL
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, len(sink.mails)) == (State.PENDING, 1, 1)
    assert not actions.deliver(mail.id, at=timezone.now())  # the dead worker's lease holds
    Delivery.objects.update(lease_expires_at=NOON)
    assert sweep() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (State.SENT, 2)
    first, second = sink.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{mail.id}@localhost>"
    assert first["Date"] == second["Date"]


def test_the_same_letter_twice_is_the_same_bytes(sink: Sink) -> None:
    sent = letter()
    first, second = (CHANNEL.message(sent).message().as_bytes() for _ in range(2))
    assert first == second
    assert CHANNEL.preview(sent).encode() == first


def test_a_name_of_ten_megabytes_is_cut(sink: Sink) -> None:
    CHANNEL.send(letter(name="A" * 10_000_000, facts={"step": "<b>" * 3_000_000}))
    assert len(sink.mails[0].as_bytes()) < 20_000


def test_a_server_that_hangs_up_in_the_middle_is_dialled_again(sink: Sink) -> None:
    sent = letter()
    with CHANNEL.opened() as send:
        assert list(send([sent])) == [None]
        sink.to_data = "421 4.3.2 going down"
        told = send([sent, sent])
        assert "away" in str(next(told))
        sink.to_data = "250 OK"
        assert list(told) == [None]
    assert len(sink.mails) == 3
