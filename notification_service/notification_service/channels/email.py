"""E-mail through Django's mail settings."""

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.utils import format_datetime
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.utils.encoding import punycode

from notification_service.channels import Channel, Letter, Send, TransportError
from notification_service.channels._mime import HeaderUnsafe, Part, Written, octets_of, sender_of
from notification_service.channels._smtp import Posted, submit
from notification_service.contacts.models import Contact
from notification_service.messages.rendering import one_line


class Mail(EmailMultiAlternatives):
    """A mail whose every repeat has the same octets: nothing in it is drawn by chance."""

    _octets: bytes = b""

    def octets(self) -> bytes:
        """Return the mail as a server gets it, written once.

        Raises:
            HeaderUnsafe: a header would hold a line break.
        """
        self._octets = self._octets or self._write()
        return self._octets

    def _write(self) -> bytes:
        headers = {"From": sender_of(self.from_email)[0], "To": str(self.to[0])}
        headers["Subject"] = str(self.subject)
        headers |= {name: str(value) for name, value in self.extra_headers.items()}
        utf8 = "charset=utf-8"
        parts = [Part(f"text/plain; {utf8}", str(self.body).encode())]
        parts += [Part(f"{kind}; {utf8}", str(one).encode()) for one, kind in self.alternatives]
        parts += [Part(kind, one.encode(), name) for name, one, kind in self.attachments]
        mark = self.extra_headers["Message-ID"].strip("<>").partition("@")[0]
        return octets_of(headers, parts, mark=mark)

    def message(self, **_: Any) -> Any:
        """Return what was written as backends other than SMTP expect it."""
        octets = self.octets()
        found = message_from_bytes(octets, _class=Written)
        found.octets = octets
        return found


class Email(Channel):
    """One message per letter, in text and HTML, with the same Message-ID on every repeat."""

    label: ClassVar[str] = "E-mail"
    width: ClassVar[int] = 2

    def unreachable(self, contact: Contact) -> str:
        """Return why the person gets no mail."""
        if not contact.email:
            return "no-address"
        return "" if contact.email_verified else "address-not-verified"

    def send(self, letter: Letter) -> None:
        """Hand the mail to the server of the mail settings."""
        with self.opened() as send:
            for error in send([letter]):
                if error is not None:
                    raise error

    @contextmanager
    def opened(self) -> Iterator[Send]:
        """Yield what sends letters over one connection, opened with the first of them."""
        connection = get_connection()
        try:
            yield partial(self._send_all, connection)
        finally:
            _close(connection)

    def _send_all(
        self, connection: Any, letters: Sequence[Letter]
    ) -> Iterator[TransportError | None]:
        """Write letters down, then hand them over."""
        written = [self._written(letter) for letter in letters]
        mails = [one for one in written if isinstance(one, Mail)]
        answers = _hand_over(mails, connection)
        for one in written:
            yield one if isinstance(one, TransportError) else next(answers)

    def _written(self, letter: Letter) -> "Mail | TransportError":
        try:
            mail = self.message(letter)
            mail.octets()  # kept; what cannot be written is told before anything is sent
        except TransportError as error:
            return error
        except HeaderUnsafe as error:
            return TransportError(str(error), permanent=True)
        return mail

    def preview(self, letter: Letter) -> str:
        """Return the very bytes that the mail server gets."""
        octets = self.message(letter).octets()
        return octets.decode("utf-8", "replace").replace("\r\n", "\n")

    def message(self, letter: Letter) -> Mail:
        """Return the mail, every header of it free of line breaks.

        Raises:
            TransportError: the address cannot be one.
        """
        contact = letter.contact
        if contact is None:
            raise TransportError("there is no contact", permanent=True)
        mail = Mail(
            subject=letter.words.title,
            body=letter.words.text,
            to=[_address(contact.email)],
            headers=_headers(letter, letter.unsubscribe_url),
        )
        mail.attach_alternative(letter.words.html, "text/html")
        if letter.invitation is not None:
            method, calendar = letter.invitation
            kind = f"text/calendar; method={method}; charset=utf-8"
            mail.attach("interview.ics", calendar.decode(), kind)
        return mail


def _hand_over(mails: Sequence[Mail], connection: Any) -> Iterator[TransportError | None]:
    """Send mails in order, and yield for each why it was not taken.

    SMTP we speak ourselves; a provider's own backend, a file or a test take them from Django.
    """
    if type(connection) is not EmailBackend:
        yield from (_passed_on(mail, connection) for mail in mails)
        return
    left = list(mails)
    while left:
        posted = [Posted(_return_path(mail), mail.to[0], mail.octets()) for mail in left]
        try:
            connection.open()  # nothing happens where it is open
            server: Any = connection.connection
            for error in submit(server, posted):
                left.pop(0)
                yield None if error is None else _told(error)
        except (smtplib.SMTPException, OSError) as error:
            _close(connection)  # a broken one would break every mail after it
            left.pop(0)
            yield _told(error)


def _passed_on(mail: Mail, connection: Any) -> TransportError | None:
    mail.connection = connection
    try:
        connection.open()
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        _close(connection)
        return _told(error)
    return None


def _told(error: Exception) -> TransportError:
    """Return what a failure of SMTP means for its mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _refused(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return TransportError("the mail server does not know us: check MAIL_URL")
    if isinstance(error, ssl.SSLCertVerificationError):
        return TransportError("the mail server's certificate is not trusted: see SSL_CERT_FILE")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return TransportError("the mail server does not encrypt: check MAIL_URL")
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error.smtp_code, error.smtp_error)
    return TransportError(f"the mail server is away: {type(error).__name__}")


def _return_path(mail: Mail) -> str:
    """Return whom servers tell when the mail comes back; it names the mail where it can.

    Source: Bernstein, "Variable envelope return paths".
    """
    number = mail.extra_headers["Message-ID"].strip("<>").partition("@")[0].replace("-", "")
    path: str = settings.MAIL_RETURN_PATH.replace("*", number)
    return path or sender_of(mail.from_email)[1]


def _close(connection: Any) -> None:
    """Say goodbye; a server that does not answer to that has taken the mails all the same."""
    with suppress(smtplib.SMTPException, OSError):
        connection.close()


def _headers(letter: Letter, unsubscribe_url: str) -> dict[str, str]:
    """Return the headers that Django does not set, or not the same way twice.

    Source: RFC 5322, 3.6.4 (Message-ID); RFC 2369 and 8058 (unsubscribing with one click); RFC
    3834 (no automatic answers).
    """
    domain = sender_of(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
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
    name, _, domain = email.rpartition("@")
    return f"{name}@{punycode(domain)}"


def _refused(code: int, answer: bytes | str) -> TransportError:
    """Return the error for a server's answer; 5xx is for good (RFC 5321, 4.2.1).

    An enhanced status of 5.1.1 and its like says that there is no such address (RFC 3463, 3.2).
    """
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    nobody = code >= 500 and re.search(r"\b5\.1\.(1|2|3|10)\b", said)
    words = f"{code} {_without_addresses(said)}"
    return TransportError(words, permanent=code >= 500, dead=bool(nobody))


def _without_addresses(said: str) -> str:
    """Return a server's words without the addresses it repeats."""
    words = (("<address>" if "@" in word else word) for word in said.split())
    return one_line(" ".join(words), longest=120)


CHANNEL = Email()
