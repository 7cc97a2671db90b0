"""Mails that come back, as servers of several makes write them."""

from uuid import UUID


def postfix(
    delivery: UUID,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <ada@example.org>: user unknown",
    to: str = "agent@localhost",
    address: str = "ada@example.org",
) -> bytes:
    """Return a report of Postfix, with the headers of what came back."""
    return f"""Return-Path: <>
Date: Mon,  2 Mar 2026 12:05:00 +0000 (UTC)
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="4C1B2.1772452800/mx.example.org"
Message-Id: <20260302120500.4C1B2@mx.example.org>

This is a MIME-encapsulated message.

--4C1B2.1772452800/mx.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.org.

--4C1B2.1772452800/mx.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4C1B2
Arrival-Date: Mon,  2 Mar 2026 12:00:00 +0000 (UTC)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: {said}

--4C1B2.1772452800/mx.example.org
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <agent@localhost>
Message-ID: <{delivery}@localhost>
Subject: A run ended without an application
To: {address}

--4C1B2.1772452800/mx.example.org--
""".replace("\n", "\r\n").encode()


def exchange(delivery: UUID) -> bytes:
    """Return a report that carries the whole mail and says more in its diagnosis."""
    return (
        postfix(delivery, status="5.0.0", said="smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound")
        .replace(b"text/rfc822-headers", b"message/rfc822")
        .replace(b"Subject: A run ended", b"Content-Type: text/plain\r\nSubject: A run ended")
    )


def international(delivery: UUID) -> bytes:
    """Return a report in the form for addresses beyond ASCII, base64 and all."""
    return (
        postfix(delivery)
        .replace(b"message/delivery-status", b"message/global-delivery-status")
        .replace(b"text/rfc822-headers", b"message/global-headers")
    )


def qmail(delivery: UUID, *, said: str = "Sorry, no mailbox here by that name. (#5.1.1)") -> bytes:
    """Return a mail of qmail's: words for a person, and the mail itself below a line."""
    return f"""Return-Path: <>
Date: 2 Mar 2026 12:05:00 -0000
From: MAILER-DAEMON@mx.example.org
To: agent@localhost
Subject: failure notice

Hi. This is the qmail-send program at mx.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@example.org>:
{said}

--- Below this line is a copy of the message.

Return-Path: <agent@localhost>
Message-ID: <{delivery}@localhost>
Subject: A run ended without an application
To: ada@example.org

Hello Ada, <nobody@example.org>:
""".encode()


def bare(delivery: UUID) -> bytes:
    """Return a report without what came back; only the address it went to names the mail."""
    to = f"bounces+{delivery.hex}@example.org"
    whole = postfix(delivery, to=to)
    begin = whole.index(b"--4C1B2.1772452800/mx.example.org\r\nContent-Description: Undelivered")
    return whole[:begin] + b"--4C1B2.1772452800/mx.example.org--\r\n"


def holiday(delivery: UUID) -> bytes:
    """Return what somebody's mail program answers by itself."""
    return f"""From: ada@example.org
To: agent@localhost
Subject: I am away
In-Reply-To: <{delivery}@localhost>
Auto-Submitted: auto-replied
Content-Type: text/plain

Action: failed
Status: 5.1.1
Until Monday.
""".encode()


def nested(delivery: UUID, *, depth: int = 3000) -> bytes:
    """Return a report that is buried in many others."""
    heads = "".join(
        f'Content-Type: multipart/report; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth)
    )
    return heads.encode() + postfix(delivery)


def huge(delivery: UUID) -> bytes:
    """Return a report whose every field is as long as it gets: twenty megabytes."""
    return (
        postfix(delivery, said="smtp; 550 5.1.1 \x00\x1b" + "x" * 10_000_000) + b"y" * 10_000_000
    )
