"""E-mail through Django's mail settings."""

import smtplib
from dataclasses import replace
from email.utils import format_datetime, parseaddr
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.urls import reverse

from common.internal import PeerAway
from notification_service.channels import Channel, Letter, TransportError
from notification_service.contacts.models import Contact
from notification_service.contacts.zones import zone_of
from notification_service.messages.kinds import KINDS
from notification_service.messages.minting import path_to_open
from notification_service.messages.rendering import one_line, render
from notification_service.preferences.actions import unsubscribe_token


class Email(Channel):
    """One message per letter, in text and HTML, with the same Message-ID on every repeat."""

    label: ClassVar[str] = "E-mail"

    def unreachable(self, contact: Contact) -> str:
        """Return why the person gets no mail."""
        if not contact.email:
            return "no-address"
        return "" if contact.email_verified else "address-not-verified"

    def send(self, letter: Letter) -> None:
        """Hand the mail to the server of the mail settings."""
        message = self.message(_openable(letter))
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _refused(code, answer) from error
        except smtplib.SMTPAuthenticationError as error:
            raise TransportError("the mail server does not know us: check MAIL_URL") from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise TransportError(f"the mail server is away: {type(error).__name__}") from error

    def message(self, letter: Letter) -> EmailMultiAlternatives:
        """Return the mail, every header of it free of line breaks.

        Raises:
            TransportError: the address cannot be one.
        """
        contact = letter.contact
        if contact is None:
            raise TransportError("there is no contact", permanent=True)
        url = "" if letter.locked else _unsubscribe_url(letter)
        words = render(
            letter.kind,
            {**letter.facts, "name": contact.name},
            link=letter.link,
            language=contact.language,
            zone=zone_of(contact.zone),
            unsubscribe_url=url,
        )
        mail = EmailMultiAlternatives(
            subject=words.title,
            body=words.text,
            to=[_address(contact.email)],
            headers=_headers(letter, url),
        )
        mail.attach_alternative(words.html, "text/html")
        return mail


def _openable(letter: Letter) -> Letter:
    """Return the letter with a link that opens where its reader is not signed in."""
    kind = KINDS[letter.kind]
    if not kind.mint:
        return letter
    try:
        link = path_to_open(kind, letter.facts, user_id=letter.user_id)
    except PeerAway as error:
        raise TransportError("no link was made: agent_service is away") from error
    return replace(letter, link=link)


def _unsubscribe_url(letter: Letter) -> str:
    token = unsubscribe_token(letter.user_id, letter.kind, "email")
    return settings.PUBLIC_URL + reverse("v1:unsubscribe", args=[token])


def _headers(letter: Letter, unsubscribe_url: str) -> dict[str, str]:
    """Return the headers that Django does not set, or not the same way twice.

    Source: RFC 5322, 3.6.4 (Message-ID); RFC 2369 and 8058 (unsubscribing with one click); RFC
    3834 (no automatic answers).
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{letter.delivery_id}@{domain}>",
        "Date": format_datetime(letter.occurred_at),
        "Auto-Submitted": "auto-generated",
    }
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise TransportError("the address cannot be one", permanent=True) from error
    return email


def _refused(code: int, answer: bytes | str) -> TransportError:
    """Return the error for a server's answer; 5xx is for good (RFC 5321, 4.2.1)."""
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return TransportError(f"{code} {_without_addresses(said)}", permanent=code >= 500)


def _without_addresses(said: str) -> str:
    """Return a server's words without the addresses it repeats."""
    words = (("<address>" if "@" in word else word) for word in said.split())
    return one_line(" ".join(words), longest=120)


CHANNEL = Email()
