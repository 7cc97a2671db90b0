"""What a person may change about their account, and what staff may."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from common.auth import revocation
from user_service.accounts.actions import mail, passwords, sessions
from user_service.accounts.actions.audit import record
from user_service.accounts.actions.registration import tell_contact
from user_service.accounts.callers import Caller
from user_service.accounts.models import (
    AccessEvent,
    Challenge,
    Mail,
    RefreshFamily,
    Registration,
    User,
)

Kind = AccessEvent.Kind
_MAIL_KEPT = timedelta(days=14)
_SIGN_INS_KEPT = timedelta(days=30)
_AUDIT_KEPT = timedelta(days=365)
_AUDIT_OF_NOBODY_KEPT = timedelta(days=30)


@transaction.atomic
def update(user_id: UUID, changes: Mapping[str, str]) -> User:
    """Change name, zone or language; announce it where something changed."""
    user = User.objects.select_for_update().get(id=user_id)
    changed = [name for name, value in changes.items() if getattr(user, name) != value]
    if not changed:
        return user
    for name in changed:
        setattr(user, name, changes[name])
    user.contact_version += 1
    user.save(update_fields=[*changed, "contact_version"])
    tell_contact(user)
    return user


def request_email_change(
    user_id: UUID, *, email: str, password: str, caller: Caller, at: datetime
) -> None:
    """Have a code mailed to the new address, or, where that has an account, tell its owner.

    Raises:
        PasswordRefused: the password is wrong.
    """
    kind = Kind.EMAIL_CHANGE
    passwords.confirm(user_id, password, kind=kind, caller=caller, at=at)
    with transaction.atomic():
        event_id = record(kind, "asked", user_id=user_id, caller=caller, at=at)
        mail.post_to_stranger(
            Mail.Kind.EMAIL_CHANGE, to=email, user_id=user_id, event_id=event_id, at=at
        )


@transaction.atomic
def deactivate(user_id: UUID, *, because: str, at: datetime) -> None:
    """Close an account: no sign-in, no token; nothing is removed."""
    User.objects.filter(id=user_id).update(is_active=False)
    record(Kind.DEACTIVATION, because[:30], user_id=user_id, caller=Caller(), at=at)
    sessions.sign_out_everywhere(user_id, because="deactivation", at=at)


@transaction.atomic
def reactivate(user_id: UUID, *, because: str, at: datetime) -> None:
    """Open a closed account again, unless its erasure has begun."""
    if revocation.is_erased(user_id):
        return
    User.objects.filter(id=user_id).update(is_active=True)
    record(Kind.DEACTIVATION, because[:30], user_id=user_id, caller=Caller(), at=at)


def purge(*, at: datetime) -> int:
    """Remove what is of no use any more; return how many rows went."""
    stale = [
        Registration.objects.filter(expires_at__lt=at),
        Challenge.objects.filter(expires_at__lt=at),
        RefreshFamily.objects.filter(expires_at__lt=at - _SIGN_INS_KEPT),
        Mail.objects.filter(sent_at__lt=at - _MAIL_KEPT),
        Mail.objects.filter(parked_at__lt=at - _MAIL_KEPT),
        AccessEvent.objects.filter(at__lt=at - _AUDIT_KEPT),
        AccessEvent.objects.filter(at__lt=at - _AUDIT_OF_NOBODY_KEPT, user_id=None),
    ]
    return sum(rows.delete()[0] for rows in stale)


def erase(user_id: UUID, email: str) -> int:
    """Remove the account and what is known by its address; return how many rows went."""
    gone = Registration.objects.filter(email=email).delete()[0]
    gone += Mail.objects.filter(to=email).delete()[0]
    return gone + User.objects.filter(id=user_id).delete()[0]
