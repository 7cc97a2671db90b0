"""The mail queue: rows written with the change they are about, sent after the commit."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from common.outbox.actions import enqueue
from user_service.accounts.models import Mail


def post(
    kind: Mail.Kind,
    *,
    to: str,
    user_id: UUID | None,
    at: datetime,
    code_id: UUID | None = None,
    event_id: UUID | None = None,
) -> None:
    """Put one mail into the queue with the caller's change.

    Args:
        kind: which text; one to a stranger may become another when it is sent.
        to: the address.
        user_id: whom it is about, where that is known.
        at: now.
        code_id: the row whose code it carries, where there is one yet.
        event_id: the audit's row of the attempt that caused it.
    """
    Mail.objects.create(
        kind=kind,
        to=to,
        user_id=user_id,
        code_id=code_id,
        event_id=event_id,
        created_at=at,
        next_attempt_at=at,
    )


def ring() -> None:
    """Have the queue looked at after the commit; strangers cannot tell whether mail was posted."""
    enqueue("user_service.send_mail")


def is_flooded(to: str, *, at: datetime) -> bool:
    """Return whether the address got as many mails in the last hour as strangers may cause."""
    recent = Mail.objects.filter(to=to, created_at__gt=at - timedelta(hours=1))
    return recent.count() >= settings.MAILS_PER_HOUR


def post_to_stranger(
    kind: Mail.Kind,
    *,
    to: str,
    user_id: UUID | None,
    at: datetime,
    code_id: UUID | None = None,
    event_id: UUID | None = None,
) -> None:
    """Put one mail into the queue that anybody can cause.

    Whether the address has an account is looked up when it is sent, never here: the request
    takes the same path, and the same time, for every address.
    """
    if not is_flooded(to, at=at):
        post(kind, to=to, user_id=user_id, at=at, code_id=code_id, event_id=event_id)
    ring()


def due(*, at: datetime) -> QuerySet[Mail]:
    """Return the mails to send now, oldest first."""
    found = Mail.objects.filter(sent_at=None, parked_at=None, next_attempt_at__lte=at)
    return found.order_by("next_attempt_at")


def is_waiting_for(user_id: UUID | None) -> bool:
    """Return whether a mail to the person is still to be sent."""
    return Mail.objects.filter(user_id=user_id, sent_at=None, parked_at=None).exists()


def send_again(mails: QuerySet[Mail], *, at: datetime) -> int:
    """Give mails that were given up fresh attempts; return how many there were."""
    changed = mails.filter(parked_at__isnull=False).update(
        parked_at=None, attempts=0, next_attempt_at=at, last_error=""
    )
    ring()
    return changed
