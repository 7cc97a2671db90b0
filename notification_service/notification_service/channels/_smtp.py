"""Hands mails to a server over a connection that is kept open.

Where the server lets us, a mail's end travels with sender, recipient and DATA of the next: one
round trip a mail instead of four, which is most of the time where the server is far away.

Source: RFC 5321; RFC 2920 (pipelining), 3.1: DATA may end a group of commands.
"""

import smtplib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_READY, _TAKEN = 354, (250, 251)
Answer = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail in its envelope."""

    sender: str  # a bare address
    recipient: str  # a bare address
    octets: bytes  # with CRLF at the end of each line


def submit(
    server: smtplib.SMTP, mails: Sequence[Posted]
) -> Iterator[smtplib.SMTPException | None]:
    """Hand mails over in order; yield for each why it was not taken, None where it was.

    What is refused spoils no other. The octets of a mail leave only when its answer is asked for.

    Args:
        server: connected.
        mails: in their order.

    Raises:
        SMTPServerDisconnected, OSError: it is away; whether it took the mail in hand is not known.
    """
    server.ehlo_or_helo_if_needed()
    hurries = server.has_extn("pipelining")
    if hurries and mails:
        server.send(b"".join(_envelope(server, mails[0])))
    for place, mail in enumerate(mails, 1):
        following = _envelope(server, mails[place]) if hurries and place < len(mails) else []
        answers = (
            [_reply(server) for _ in range(3)]
            if hurries
            else _introduce(server, _envelope(server, mail))
        )
        yield _finish(server, mail, answers, b"".join(following))


def _finish(
    server: smtplib.SMTP, mail: Posted, answers: list[Answer], following: bytes
) -> smtplib.SMTPException | None:
    """Hand the mail itself over, or leave off; what follows goes out behind it."""
    taken = len(answers) == 3 and all(code in _TAKEN for code, _ in answers[:2])
    last = answers[-1]
    if last[0] == _READY:
        # where nobody takes it the server waits all the same: nothing is handed over
        server.send((_stuffed(mail.octets) if taken else b"") + b".\r\n" + following)
        last = _reply(server)
    else:
        server.send(b"RSET\r\n" + following)
        _reply(server)
    return None if taken and last[0] == _TAKEN[0] else _refusal(mail, answers, last)


def _stuffed(octets: bytes) -> bytes:
    """Return a mail with one dot more where a line begins with one (RFC 5321, 4.5.2)."""
    first = b"." if octets.startswith(b".") else b""
    return first + octets.replace(b"\n.", b"\n..")


def _envelope(server: smtplib.SMTP, mail: Posted) -> list[bytes]:
    """Return the three commands before the mail."""
    options = f" SIZE={len(mail.octets)}" if server.has_extn("size") else ""
    lines = [f"MAIL FROM:<{mail.sender}>{options}", f"RCPT TO:<{mail.recipient}>", "DATA"]
    return [f"{line}\r\n".encode("ascii") for line in lines]


def _introduce(server: smtplib.SMTP, commands: list[bytes]) -> list[Answer]:
    """Send commands one by one up to the first that is refused; return the answers."""
    answers = list[Answer]()
    for command in commands:
        server.send(command)
        answers.append(_reply(server))
        if answers[-1][0] not in (*_TAKEN, _READY):
            break
    return answers


def _reply(server: smtplib.SMTP) -> Answer:
    """Return the next answer; 421 says that the server closes the connection."""
    answer: Answer = server.getreply()
    if answer[0] == 421:
        server.close()
        raise smtplib.SMTPServerDisconnected("the server closes the connection")
    return answer


def _refusal(mail: Posted, answers: list[Answer], last: Answer) -> smtplib.SMTPException:
    if answers[0][0] not in _TAKEN:
        return smtplib.SMTPSenderRefused(*answers[0], mail.sender)
    if answers[1][0] not in _TAKEN:
        return smtplib.SMTPRecipientsRefused({mail.recipient: answers[1]})
    return smtplib.SMTPDataError(*last)
