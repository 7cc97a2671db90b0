"""Hands a mail to a server over a connection that is kept open.

Where the server lets us, sender, recipient and DATA go in one piece: two round trips a mail
instead of four, which is most of the time where the server is far away.

Source: RFC 5321; RFC 2920 (pipelining), 3.1: DATA may end a group of commands.
"""

import re
import smtplib

_DOTS = re.compile(rb"(?m)^\.")
_READY, _TAKEN = 354, (250, 251)
Answer = tuple[int, bytes]


def submit(server: smtplib.SMTP, *, sender: str, recipient: str, octets: bytes) -> None:
    """Hand one mail over; the server is ready for the next whatever it said of this one.

    Args:
        server: connected.
        sender: a bare address.
        recipient: a bare address.
        octets: the mail, with CRLF at the end of each line.

    Raises:
        SMTPResponseException: the server did not take the sender or the mail.
        SMTPRecipientsRefused: it did not take the recipient.
        SMTPServerDisconnected: it is away; whether it took the mail is not known.
    """
    server.ehlo_or_helo_if_needed()
    answers = _introduce(server, _envelope(server, sender, recipient, len(octets)))
    taken, last = all(code in _TAKEN for code, _ in answers[:2]), answers[-1]
    if last[0] == _READY:
        # where nobody takes it the server waits all the same: nothing is handed over
        server.send((_DOTS.sub(b"..", octets) if taken else b"") + b".\r\n")
        last = _reply(server)
    if not (taken and last[0] == _TAKEN[0]):
        server.rset()
        _refuse(answers, last, sender, recipient)


def _envelope(server: smtplib.SMTP, sender: str, recipient: str, size: int) -> list[bytes]:
    """Return the three commands before the mail."""
    options = f" SIZE={size}" if server.has_extn("size") else ""
    lines = [f"MAIL FROM:<{sender}>{options}", f"RCPT TO:<{recipient}>", "DATA"]
    return [f"{line}\r\n".encode("ascii") for line in lines]


def _introduce(server: smtplib.SMTP, commands: list[bytes]) -> list[Answer]:
    """Send commands in one piece where the server lets us, else up to the first refusal."""
    if server.has_extn("pipelining"):
        server.send(b"".join(commands))
        return [_reply(server) for _ in commands]
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


def _refuse(answers: list[Answer], last: Answer, sender: str, recipient: str) -> None:
    if answers[0][0] not in _TAKEN:
        raise smtplib.SMTPSenderRefused(*answers[0], sender)
    if answers[1][0] not in _TAKEN:
        raise smtplib.SMTPRecipientsRefused({recipient: answers[1]})
    raise smtplib.SMTPDataError(*last)
