"""Sending what waits in the mail queue."""

import logging
import random
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from common import leases
from user_service.accounts.actions.challenges import await_code
from user_service.accounts.actions.mail import due
from user_service.accounts.codes import code_of
from user_service.accounts.messages import TEXTS
from user_service.accounts.models import AccessEvent, Challenge, Mail, Registration, User

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 8
_BATCH = 50
#: Mails that anybody can cause; who has the address decides what they say.
_TO_STRANGERS = (Mail.Kind.REGISTRATION, Mail.Kind.PASSWORD_RESET, Mail.Kind.EMAIL_CHANGE)


def send_due(*, at: datetime) -> int:
    """Send what is due, one worker a mail; return how many were sent."""
    sent = 0
    for _ in range(_BATCH):
        mail = leases.claim(due(at=at))
        if mail is None:
            break
        with leases.held(mail):
            sent += _send(mail)
    return sent


def _send(mail: Mail) -> bool:
    """Send one claimed mail and note the outcome."""
    try:
        if not _decide(mail, at=timezone.now()):
            return False
        message_of(mail).send()
    except leases.LeaseLost:
        return False
    except Exception as error:  # whatever a mail backend raises is counted, kept and shown
        _note_failure(mail, error, at=timezone.now())
        return False
    with transaction.atomic():
        leases.check(mail)
        Mail.objects.filter(id=mail.id).update(sent_at=timezone.now(), last_error="")
    return True


@transaction.atomic
def _decide(mail: Mail, *, at: datetime) -> bool:
    """Settle what a mail to a stranger says; return False where nobody gets one.

    Both the code and its lifetime begin here, so that a queue that stood still costs nobody
    their half an hour.
    """
    if mail.kind not in _TO_STRANGERS or (mail.code_id and mail.kind != Mail.Kind.REGISTRATION):
        return True
    leases.check(mail)
    owner = User.objects.with_email(mail.to)
    if mail.kind == Mail.Kind.PASSWORD_RESET:
        return _decide_reset(mail, owner, at=at)
    if owner is not None:
        Registration.objects.filter(email=mail.to).delete()
        _settle(mail, "known", kind=Mail.Kind.ALREADY_REGISTERED, user_id=owner.id, code_id=None)
    elif mail.kind == Mail.Kind.EMAIL_CHANGE and mail.user_id:
        purpose = Challenge.Purpose.EMAIL_CHANGE
        code_id = await_code(mail.user_id, purpose, email=mail.to, at=at)
        _settle(mail, "accepted", code_id=code_id)
    return True


def _decide_reset(mail: Mail, owner: User | None, *, at: datetime) -> bool:
    """Make the code of a reset; drop the mail where there is no account to reset."""
    if owner is None or not owner.is_active:
        _note(mail, "unknown_account")
        mail.delete()
        return False
    code_id = await_code(owner.id, Challenge.Purpose.PASSWORD_RESET, email="", at=at)
    _settle(mail, "accepted", user_id=owner.id, code_id=code_id)
    return True


def _settle(mail: Mail, outcome: str, **fields: Any) -> None:
    """Write what was decided to the mail and to the audit."""
    for name, value in fields.items():
        setattr(mail, name, value)
    mail.save(update_fields=list(fields))
    _note(mail, outcome)


def _note(mail: Mail, outcome: str) -> None:
    """Write to the audit what became of the attempt that caused the mail."""
    if mail.event_id:
        event = AccessEvent.objects.filter(id=mail.event_id)
        event.update(outcome=outcome, user_id=mail.user_id)


def message_of(mail: Mail) -> EmailMessage:
    """Return the mail as it is sent."""
    text = TEXTS[mail.kind]
    body = text.body.replace("{code}", code_of(mail.code_id) if mail.code_id else "")
    headers = {"Message-ID": f"<{mail.id}@{settings.SERVICE.replace('_', '-')}>"}
    return EmailMessage(text.subject, body, to=[mail.to], headers=headers)


def _note_failure(mail: Mail, error: Exception, *, at: datetime) -> None:
    """Plan the next attempt, or give the mail up for staff to see."""
    permanent = isinstance(error, ValueError | smtplib.SMTPRecipientsRefused)
    given_up = permanent or mail.attempts >= MAX_ATTEMPTS
    wait = min(6 * 3600.0, 30.0 * 2**mail.attempts) * random.uniform(0.5, 1.5)
    log.warning("a mail was not sent (attempt %d): %s", mail.attempts, type(error).__name__)
    Mail.objects.filter(id=mail.id).update(
        last_error=type(error).__name__[:300],
        parked_at=at if given_up else None,
        next_attempt_at=at + timedelta(seconds=wait),
    )
