"""What comes of mails that come back: the delivery failed, and perhaps its address is none."""

import logging
from datetime import datetime

from django.db import DataError, transaction

from notification_service.contacts.models import Contact
from notification_service.delivery import mailboxes
from notification_service.delivery.models import Delivery, State
from notification_service.delivery.reports import Report, read
from notification_service.delivery.stopping import stop_address

log = logging.getLogger(__name__)


def collect(*, at: datetime) -> int:
    """Read the operator's mailbox for what came back; return how many mails were read.

    A mail is put away after what it says is committed: a crash between has it read again, which
    changes nothing.
    """
    count = 0
    for octets, put_away in mailboxes.returned():
        try:
            take(octets, at=at)
        except (DataError, ValueError):
            log.exception("a returned mail could not be taken in; it is put away all the same")
        put_away()
        count += 1
    return count


def take(octets: bytes, *, at: datetime) -> int:
    """Take in one mail of any kind; return how many deliveries it changed."""
    return sum(_take(report, at=at) for report in read(octets))


@transaction.atomic
def _take(report: Report, *, at: datetime) -> bool:
    rows = Delivery.objects.select_for_update().filter(channel="email", sent_at__isnull=False)
    row = rows.filter(id=report.delivery_id).first()
    if row is None:
        return False
    failed = report.action == "failed"
    if row.state != State.SENT and not (failed and row.reason == "bounced"):
        return False  # it is on its way again, by its staff's wish
    before = row.trail
    row.note(State.FAILED if failed else State.SENT, _reason(report), at=at, detail=report.detail)
    row.save(update_fields=["state", "reason", "trail"])
    if report.nobody:
        _stop(row, report, at=at)
    return bool(row.trail != before)


def _reason(report: Report) -> str:
    return "bounced" if report.action == "failed" else "delayed"


def _stop(row: Delivery, report: Report, *, at: datetime) -> None:
    """Let nothing more go to the address, unless the person has another one by now."""
    contact = Contact.objects.filter(user_id=row.user_id).first()
    if contact is None or row.sent_at is None:
        return
    same = contact.email.lower() in report.recipients or contact.fetched_at <= row.sent_at
    if same:
        stop_address(contact, report.detail, at=at)
