"""E-mail to a real SMTP server: what arrives, what is refused, and what a crash repeats."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast
from uuid import uuid4

import httpx2
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from conftest import NOON, sweep
from django.db import connection
from django.utils import timezone

from common import internal
from notification_service.channels import Letter, TransportError
from notification_service.channels.email import CHANNEL
from notification_service.contacts.models import Contact
from notification_service.delivery import actions
from notification_service.delivery.models import Delivery, State
from notification_service.messages.kinds import KINDS


class Sink:
    """Takes mails, and answers as it is told."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.to_rcpt = "250 OK"
        self.to_data = "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        return self.to_data


class Loopback(Controller):
    """A server on a port that the system chooses."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="sink.test", enable_SMTPUTF8=True)

    def _trigger_server(self) -> None:
        self.port = cast(asyncio.Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """Return a server that the mail settings point to."""
    found = Sink()
    controller = Loopback(found, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield found
    controller.stop()


def letter(**changed: Any) -> Letter:
    """Return a letter about a failed run."""
    fields: dict[str, Any] = {
        "user_id": uuid4(),
        "version": 1,
        "email": "ada@example.org",
        "email_verified": True,
        "name": "Ada",
        "zone": "Europe/Berlin",
        "language": "en",
        "fetched_at": NOON,
    }
    facts = {"step": "prepare", "code": "form-unreadable", "run_id": str(uuid4())}
    facts |= changed.pop("facts", {})
    contact = Contact(**{**fields, **changed})
    return Letter(
        delivery_id=uuid4(),
        user_id=contact.user_id,
        kind="run_failed",
        subject="1",
        facts=facts,
        link="/review/1/",
        locked=False,
        occurred_at=NOON,
        contact=contact,
    )


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
        assert "http://127.0.0.1:8000/review/1/" in words
        assert link in words
        assert "Hello Ada," in words
    assert "<strong>prepare</strong>" in html


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
from uuid import UUID
from django.utils import timezone
from notification_service.delivery import actions
actions.deliver(UUID(sys.argv[1]), at=timezone.now())
"""


def child(delivery: Delivery, settings: Any, **environment: str) -> int:
    """Deliver in a process of its own; return its status."""
    found = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**found)
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(delivery.id)],
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


def asking(monkeypatch: pytest.MonkeyPatch, answer: Any) -> Letter:
    """Return a letter that asks for approval, where agent_service answers so."""

    def call(service: str, path: str, **options: Any) -> httpx2.Response:
        assert (service, options["method"]) == ("agent_service", "POST")
        assert path.startswith("/applications/7/")
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(201, json={"path": answer})

    monkeypatch.setattr(internal, "call", call)
    facts = {"application_id": "7", "manifest_digest": "d", "employer": "X", "title": "Y"}
    return replace(letter(facts=facts), kind="approval_needed", link="/review/7/")


def test_a_mail_that_asks_for_approval_holds_a_link_that_opens_the_page(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANNEL.send(asking(monkeypatch, "/review/open/secret/"))
    text, html = (part.get_content() for part in sink.mails[0].iter_parts())
    assert "http://127.0.0.1:8000/review/open/secret/" in text
    assert "http://127.0.0.1:8000/review/open/secret/" in html


def test_a_mail_about_an_application_that_is_gone_leads_to_the_page_that_says_so(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    CHANNEL.send(asking(monkeypatch, internal.PeerRefused("404")))
    assert "http://127.0.0.1:8000/review/7/" in next(sink.mails[0].iter_parts()).get_content()


def test_a_mail_waits_while_no_link_can_be_made(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TransportError) as caught:
        CHANNEL.send(asking(monkeypatch, internal.PeerAway("away")))
    assert not caught.value.permanent
    assert sink.mails == []
