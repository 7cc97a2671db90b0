"""Resetting and changing passwords."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from common.contracts.user import PasswordChanged
from common.errors import ServiceError
from common.outbox.actions import emit
from user_service.accounts import tokens
from user_service.accounts.actions import mail, sessions
from user_service.accounts.actions.audit import record
from user_service.accounts.actions.challenges import take_challenge
from user_service.accounts.actions.registration import refuse_weak
from user_service.accounts.callers import Caller
from user_service.accounts.codes import hash_of
from user_service.accounts.models import AccessEvent, Challenge, Mail, User

Kind = AccessEvent.Kind
Purpose = Challenge.Purpose
#: The first moment after a revocation at which a token may have been made.
_TICK = timedelta(milliseconds=1)


class PasswordRefused(ServiceError):
    """The current password is wrong."""

    status: ClassVar[int] = 403
    code: ClassVar[str] = "password-refused"
    title: ClassVar[str] = "The current password was not accepted"


@transaction.atomic
def request_reset(email: str, *, caller: Caller, at: datetime) -> None:
    """Have a reset code mailed where the address has an account.

    That is looked up when the mail is sent; here every address costs the same.
    """
    event_id = record(Kind.RESET_REQUEST, "asked", user_id=None, caller=caller, at=at)
    kind = Mail.Kind.PASSWORD_RESET
    mail.post_to_stranger(kind, to=email, user_id=None, event_id=event_id, at=at)


def reset(code: str, password: str, *, caller: Caller, at: datetime) -> None:
    """Set a new password by a mailed code and end every sign-in.

    Raises:
        CodeRefused: unknown, used or expired.
        serializers.ValidationError: the password is weak; the code stays good.
    """
    with transaction.atomic():
        challenge = take_challenge(hash_of(code), Purpose.PASSWORD_RESET, at=at)
        user = User.objects.select_for_update().get(id=challenge.user_id)
        refuse_weak(password, user)
        _set(user, password, because="password_reset", caller=caller, at=at)


def change(
    user_id: UUID, *, current: str, password: str, caller: Caller, at: datetime
) -> tokens.Pair:
    """Set a new password, end every sign-in and return tokens of a new one.

    Raises:
        PasswordRefused: the current password is wrong.
        serializers.ValidationError: the new one is weak.
    """
    user = confirm(user_id, current, kind=Kind.PASSWORD_CHANGE, caller=caller, at=at)
    refuse_weak(password, user)
    with transaction.atomic():
        _set(user, password, because="password_change", caller=caller, at=at)
        return sessions.open_family(user, caller=caller, at=at + _TICK)


def confirm(
    user_id: UUID, password: str, *, kind: AccessEvent.Kind, caller: Caller, at: datetime
) -> User:
    """Return the person after they showed their password again; a failure is in the audit.

    Raises:
        PasswordRefused: it is wrong.
    """
    user = User.objects.get(id=user_id)
    if check_password(password, user.password) and user.is_active:
        return user
    record(kind, "wrong_password", user_id=user_id, caller=caller, at=at)
    raise PasswordRefused("Enter the password of this account, or reset it.")


def _set(user: User, password: str, *, because: str, caller: Caller, at: datetime) -> None:
    user.password = make_password(password)
    user.save(update_fields=["password"])
    Challenge.objects.filter(user=user).delete()
    record(Kind.PASSWORD_CHANGE, because, user_id=user.id, caller=caller, at=at)
    emit(PasswordChanged(), user_id=user.id, subject_id=user.id)
    sessions.sign_out_everywhere(user.id, because=because, caller=caller, at=at)
