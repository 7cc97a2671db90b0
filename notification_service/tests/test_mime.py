"""Mails written by hand, read by the email package and taken by servers that let us hurry."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mailserver import Loopback, Sink
from written import letter

from notification_service.channels import TransportError
from notification_service.channels._mime import HeaderUnsafe, Part, octets_of
from notification_service.channels.email import CHANNEL

PLAIN = "text/plain; charset=utf-8"
LINES = some.text(some.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=1500)


def read(octets: bytes) -> Any:
    """Return the mail as a receiver's program has it."""
    return message_from_bytes(octets, policy=policy.default)


@given(title=LINES, lines=some.lists(LINES, max_size=5))
def test_what_is_written_is_what_is_read(title: str, lines: list[str]) -> None:
    body = "\n".join([*lines, ""])
    parts = [Part(PLAIN, body.encode()), Part(PLAIN, b"x\n"), Part(PLAIN, body.encode(), "a.ics")]
    octets = octets_of({"Subject": title, "To": "a@example.org"}, parts, mark="m")
    mail = read(octets)
    assert not mail.defects
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert max(map(len, octets.split(b"\r\n"))) <= 998
    assert "".join(str(mail["Subject"]).split()) == "".join(title.split())
    text, (attached,) = mail.get_body(["plain"]), list(mail.iter_attachments())
    assert text.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")
    assert attached.get_payload(decode=True) == body.encode()


@pytest.mark.parametrize("nasty", ["a\nBcc: b@example.org", "a\r", "a\x00", "a\x7f"])
def test_a_value_that_ends_its_header_is_not_written(nasty: str) -> None:
    parts = [Part(PLAIN, b"x"), Part(PLAIN, b"x")]
    with pytest.raises(HeaderUnsafe):
        octets_of({"Subject": nasty}, parts, mark="m")


class Pipelining(Sink):
    """Says that it takes several commands at once."""

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]


@pytest.fixture
def hurried(settings: Any) -> Iterator[Pipelining]:
    """Return such a server, which the mail settings point to."""
    found = Pipelining()
    controller = Loopback(found, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield found
    controller.stop()


def test_a_server_that_lets_us_hurry_takes_every_mail_whole(hurried: Pipelining) -> None:
    sent = [letter(name=f".{number}\n..", email=f"p{number}@example.org") for number in range(3)]
    with CHANNEL.opened() as send:
        for each in sent:
            send(each)
    assert hurried.recipients == ["p0@example.org", "p1@example.org", "p2@example.org"]
    assert [mail["Message-ID"] for mail in hurried.mails] == [
        f"<{each.delivery_id}@localhost>" for each in sent
    ]


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ({"to_rcpt": "550 5.1.1 unknown"}, True),
        ({"to_rcpt": "450 4.2.1 busy"}, False),
        ({"to_data": "554 5.7.1 spam"}, True),
        ({"to_data": "421 4.3.0 goodbye"}, False),
    ],
)
def test_a_refusal_spoils_no_other_mail_of_the_connection(
    hurried: Pipelining, answers: dict[str, str], permanent: bool
) -> None:
    with CHANNEL.opened() as send:
        send(letter())
        before = dict(vars(hurried))
        vars(hurried).update(answers)
        with pytest.raises(TransportError) as caught:
            send(letter())
        vars(hurried).update({name: before[name] for name in answers})
        send(letter(email="last@example.org"))
    assert caught.value.permanent is permanent
    assert hurried.recipients[-1] == "last@example.org"


def test_who_answers_nothing_to_the_sender_is_told_apart(hurried: Pipelining) -> None:
    async def handle_MAIL(server: Any, session: Any, envelope: Any, *_: Any) -> str:
        return "451 4.7.1 slow down"

    vars(hurried)["handle_MAIL"] = handle_MAIL
    with pytest.raises(TransportError, match="451") as caught:
        CHANNEL.send(letter())
    assert not caught.value.permanent
    assert hurried.mails == []
