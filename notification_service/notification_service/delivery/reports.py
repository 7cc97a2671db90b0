"""Reads what mail servers say of a mail that they took first: delivery status notifications.

Whoever writes to the mailbox writes what they like, so nothing here is believed beyond its form:
the first half megabyte is read, only the report itself and the headers of what came back.

Source: RFC 3464 (delivery status), RFC 3463 (status codes), RFC 6522 (multipart/report), RFC
6533 (the same beyond ASCII); qmail's own form is read in its own file.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from uuid import UUID

from django.conf import settings

from notification_service.delivery import qmail
from notification_service.messages.rendering import one_line

log = logging.getLogger(__name__)
#: So much of a mail is read; the rest is what came back.
MOST = 512 * 1024
_MOST_RECIPIENTS = 20
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_RETURNED = (
    "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers",
)  # fmt: skip
_GAP = re.compile(r"\r?\n[ \t]*\r?\n")
#: No part of an address such as 192.0.2.7, which servers like to name as well.
_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
#: No such address, or none any more (RFC 3463, 3.2 and 3.3); all else may pass.
_NOBODY = {"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"}
_UNKNOWN = re.compile(
    r"user unknown|unknown user|no such (user|address|mailbox|recipient)|does not exist"
    r"|invalid (recipient|mailbox|address)|recipient (address )?rejected: user",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one of our mails at one recipient."""

    delivery_id: UUID
    action: str  # failed, delayed, delivered, relayed or expanded
    recipients: frozenset[str]  # in lower case: as we gave it, and where it ended
    nobody: bool  # whether there is no such address
    detail: str  # for the trail, without addresses


def read(octets: bytes) -> list[Report]:
    """Return what a mail reports; nothing where it is no report about one of our mails."""
    try:
        mail = message_from_bytes(octets[:MOST])
        return list(_reports(mail))
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError) as error:
        log.info("a returned mail cannot be read: %s", type(error).__name__)
        return []


def _reports(mail: Message) -> Iterator[Report]:
    blocks, heads = _said(mail)
    delivery_id = _about(mail, heads) if blocks else None
    if delivery_id is None:
        return
    for block in blocks[:_MOST_RECIPIENTS]:
        action = str(block.get("Action") or "").strip().lower()
        if action in ("failed", "delayed"):
            yield _report(delivery_id, action, block)


def _said(mail: Message) -> tuple[list[Message], list[Message]]:
    """Return what a report says of each recipient, and the heads of what came back."""
    parts = _children(mail)
    status = next((one for one in parts if one.get_content_type() in _STATUS), None)
    if status is not None:
        return _blocks(status), list(_returned(parts))
    text = "" if parts else _text(mail)
    return (qmail.blocks(text), [qmail.returned(text)]) if qmail.is_return(text) else ([], [])


def _report(delivery_id: UUID, action: str, block: Message) -> Report:
    said = one_line(str(block.get("Diagnostic-Code") or ""), longest=300)
    code = _code(str(block.get("Status") or ""), said)
    words = " ".join("<address>" if "@" in word else word for word in said.split())
    names = (block.get("Original-Recipient"), block.get("Final-Recipient"))
    return Report(
        delivery_id=delivery_id,
        action=action,
        recipients=frozenset(_address(str(name)) for name in names if name),
        nobody=action == "failed" and _is_nobody(code, said),
        detail=one_line(f"{code} {words}".strip(), longest=200),
    )


def _code(status: str, said: str) -> str:
    """Return the enhanced status; the diagnosis is more exact where the status says "other"."""
    own, other = _ENHANCED.search(status), _ENHANCED.search(said)
    if own and own[0][2:] != "0.0":
        return own[0]
    found = other or own
    return found[0] if found else ""


def _is_nobody(code: str, said: str) -> bool:
    if not code.startswith("5"):
        return False
    return code[2:] in _NOBODY or (code[2:] == "0.0" and bool(_UNKNOWN.search(said)))


def _address(field: str) -> str:
    """Return the address of ``rfc822; name@domain``."""
    return field.partition(";")[2].strip().strip("<>").lower()[:320]


def _about(mail: Message, heads: list[Message]) -> UUID | None:
    """Return the delivery: by the address it came back to, or by what came back."""
    return _by_return_path(mail) or _by_message_id(heads) or _by_message_id([mail])


def _by_return_path(mail: Message) -> UUID | None:
    before, star, after = settings.MAIL_RETURN_PATH.partition("*")
    if not star:
        return None
    pattern = re.compile(f"{re.escape(before)}([0-9a-f]{{32}}){re.escape(after)}", re.IGNORECASE)
    for name in ("Delivered-To", "X-Original-To", "Envelope-To", "To"):
        for value in mail.get_all(name, []):
            if found := pattern.search(str(value)[:2000]):
                return UUID(found[1])
    return None


def _by_message_id(heads: Iterable[Message]) -> UUID | None:
    for head in heads:
        for name in ("Message-ID", "In-Reply-To", "References"):
            if found := _ID.search(str(head.get(name) or "")[:5000]):
                return UUID(found[1])
    return None


def _returned(parts: list[Message]) -> Iterator[Message]:
    """Yield the head of the mail that came back."""
    for part in parts:
        if part.get_content_type() not in _RETURNED:
            continue
        inner = _children(part)
        yield inner[0] if inner else message_from_string(_text(part))


def _blocks(status: Message) -> list[Message]:
    """Return the groups of fields of a report: one about the mail, one for each recipient."""
    first = _children(status)
    if status.get_content_type() == _STATUS[0]:
        return first
    # the email package takes the newer form for a mail: its head is the first group
    rest = _text(first[0]) if first else ""
    return first + [message_from_string(text) for text in _GAP.split(rest)[:50]]


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
    )


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
