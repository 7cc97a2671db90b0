"""Mails written by hand, read by the email package and taken by servers that let us hurry."""

from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mailserver import Sink
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


@pytest.fixture
def hurried(sink: Sink) -> Sink:
    """Return a server that takes several commands in one piece, which the mail settings name."""
    sink.hurries = True
    return sink


def test_a_server_that_lets_us_hurry_takes_every_mail_whole(hurried: Sink) -> None:
    sent = [letter(name=f".{number}\n..", email=f"p{number}@example.org") for number in range(3)]
    with CHANNEL.opened() as send:
        assert list(send(sent)) == [None] * 3
    assert hurried.recipients == ["p0@example.org", "p1@example.org", "p2@example.org"]
    assert [mail["Message-ID"] for mail in hurried.mails] == [
        f"<{each.delivery_id}@localhost>" for each in sent
    ]


def test_lines_that_begin_with_a_dot_arrive_as_they_are(hurried: Sink) -> None:
    sent, text = letter(), ".\n..\n.hidden\nx.\n"
    CHANNEL.send(replace(sent, words=replace(sent.words, text=text)))
    (mail,) = hurried.mails
    plain = mail.get_body(["plain"])
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == text


@pytest.mark.parametrize("hurries", [True, False])
@pytest.mark.parametrize(
    ("where", "answer", "permanent"),
    [
        ("RCPT", "550 5.1.1 unknown", True),
        ("RCPT", "450 4.2.1 busy", False),
        ("DATA", "554 5.7.1 spam", True),
        ("DATA", "421 4.3.0 goodbye", False),
        ("RCPT", "421 4.3.0 goodbye", False),
    ],
)
def test_a_refusal_spoils_no_other_mail_of_the_connection(
    hurried: Sink, where: str, answer: str, permanent: bool, hurries: bool
) -> None:
    hurried.hurries, hurried.refused = hurries, {("p1@example.org", where): answer}
    sent = [letter(email=f"p{number}@example.org") for number in range(4)]
    with CHANNEL.opened() as send:
        first, second, *rest = send(sent)
    assert second is not None
    assert second.permanent is permanent
    assert (first, rest) == (None, [None, None])
    assert hurried.recipients == ["p0@example.org", "p2@example.org", "p3@example.org"]
    assert [mail["Message-ID"][1:37] for mail in hurried.mails] == [
        str(sent[number].delivery_id) for number in (0, 2, 3)
    ]


def test_a_mail_that_cannot_be_written_holds_up_no_other(hurried: Sink) -> None:
    sent = [letter(email=name) for name in ("a@example.org", "no address", "b@example.org")]
    with CHANNEL.opened() as send:
        first, second, third = send(sent)
    assert (first, third) == (None, None)
    assert second is not None
    assert second.permanent
    assert hurried.recipients == ["a@example.org", "b@example.org"]


def test_no_mail_leaves_before_it_is_asked_for(hurried: Sink) -> None:
    with CHANNEL.opened() as send:
        told = send([letter(email=f"p{number}@example.org") for number in range(3)])
        assert next(told) is None
    assert hurried.recipients == ["p0@example.org"]


def test_who_answers_nothing_to_the_sender_is_told_apart(hurried: Sink) -> None:
    async def handle_MAIL(server: Any, session: Any, envelope: Any, *_: Any) -> str:
        return "451 4.7.1 slow down"

    vars(hurried)["handle_MAIL"] = handle_MAIL
    with pytest.raises(TransportError, match="451") as caught:
        CHANNEL.send(letter())
    assert not caught.value.permanent
    assert hurried.mails == []
