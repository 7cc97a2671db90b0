"""Changes that wait for a mailed code."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from common.errors import ServiceError
from user_service.accounts.codes import code_of, hash_of
from user_service.accounts.models import Challenge, User

Purpose = Challenge.Purpose


class CodeRefused(ServiceError):
    """The code is unknown, used or too old; nothing says which."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "code-refused"
    title: ClassVar[str] = "The code is not accepted"


def await_code(user_id: UUID, purpose: Challenge.Purpose, *, email: str, at: datetime) -> UUID:
    """Keep a change until its code comes; older codes for the same are void.

    Returns:
        The id that the code is made of.
    """
    Challenge.objects.filter(user_id=user_id, purpose=purpose).delete()
    row_id = uuid7()
    Challenge.objects.create(
        id=row_id,
        code_hash=hash_of(code_of(row_id)),
        created_at=at,
        expires_at=at + _lifetime(purpose),
        user_id=user_id,
        purpose=purpose,
        email=email,
    )
    return row_id


def _lifetime(purpose: Challenge.Purpose) -> timedelta:
    if purpose == Purpose.PASSWORD_RESET:
        return settings.PASSWORD_RESET_LIFETIME
    return settings.VERIFICATION_LIFETIME


def take_challenge(code_hash: str, purpose: Challenge.Purpose, *, at: datetime) -> Challenge:
    """Return the challenge of that code and remove it: a code is good once.

    Raises:
        CodeRefused: unknown, used, expired or for something else.
    """
    waiting = Challenge.objects.select_for_update()
    found = waiting.filter(code_hash=code_hash, purpose=purpose, expires_at__gt=at).first()
    if found is None or not User.objects.filter(id=found.user_id, is_active=True).exists():
        raise CodeRefused("Ask for a new code: each is good once and for a short time.")
    Challenge.objects.filter(user_id=found.user_id, purpose=purpose).delete()
    return found
