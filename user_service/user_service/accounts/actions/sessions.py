"""Signing in, refreshing and signing out."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from common.auth import revocation
from common.auth.tokens import TokenRefused
from common.contracts.user import SignedIn, TokensRevoked
from common.errors import ServiceError
from common.outbox.actions import emit
from user_service.accounts import tokens
from user_service.accounts.actions.audit import record
from user_service.accounts.callers import Caller
from user_service.accounts.models import AccessEvent, RefreshFamily, User

Kind = AccessEvent.Kind


class CredentialsRefused(ServiceError):
    """Address and password do not belong together; nothing says which is wrong."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "credentials-refused"
    title: ClassVar[str] = "Address and password were not accepted"


class RefreshReused(ServiceError):
    """A refresh token was shown twice: somebody else may have it, so the sign-in is over."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "refresh-reused"
    title: ClassVar[str] = "The refresh token was used before"


def sign_in(*, email: str, password: str, caller: Caller, at: datetime) -> tokens.Pair:
    """Return the first tokens of a new sign-in.

    Raises:
        CredentialsRefused: no such account, wrong password, or a closed account.
    """
    user = User.objects.with_email(email)
    outcome = _judge(user, password)
    with transaction.atomic():
        record(Kind.SIGN_IN, outcome, user_id=user.id if user else None, caller=caller, at=at)
        if user is not None and outcome == "accepted":
            User.objects.filter(id=user.id).update(last_login=at)
            _tell_of_new_device(user, caller)
            return open_family(user, caller=caller, at=at)
    raise CredentialsRefused(
        "Check address and password; an account begins once its address is confirmed."
    )


def _tell_of_new_device(user: User, caller: Caller) -> None:
    """Announce a sign-in by a program that is new to the account; the first is no news."""
    earlier = RefreshFamily.objects.filter(user=user)
    if earlier.exists() and not earlier.filter(agent=caller.agent).exists():
        emit(SignedIn(), user_id=user.id, subject_id=user.id)


def _judge(user: User | None, password: str) -> str:
    """Return "accepted" or why not; one password is hashed in every case."""
    if user is None:
        make_password(password)
        return "unknown_account"
    if not user.check_password(password):
        return "wrong_password"
    return "accepted" if user.is_active else "inactive"


def open_family(user: User, *, caller: Caller, at: datetime) -> tokens.Pair:
    """Begin a sign-in and return its first tokens."""
    family = RefreshFamily(
        user=user,
        signed_in_at=at,
        rotated_at=at,
        expires_at=at + settings.REFRESH_TOKEN_LIFETIME,
        address=caller.address,
        agent=caller.agent,
    )
    pair = _pair(family, user)
    family.jti = pair.jti
    family.save(force_insert=True)
    return pair


def _pair(family: RefreshFamily, user: User) -> tokens.Pair:
    return tokens.pair(
        user_id=user.id,
        family_id=family.id,
        signed_in_at=family.signed_in_at,
        is_staff=user.is_staff,
    )


def refresh(token: str, *, caller: Caller, at: datetime) -> tokens.Pair:
    """Return the next tokens of a sign-in; the token shown is good no more.

    Raises:
        TokenRefused: malformed, expired, signed out, or of a closed account.
        RefreshReused: the token was used before; its whole sign-in is ended.
    """
    claims = tokens.read_refresh(token)
    found = RefreshFamily.objects.select_related("user")
    family = found.filter(id=claims.family_id, user_id=claims.user_id).first()
    if family is None or not family.user.is_active or _is_void(claims, family, at=at):
        raise TokenRefused("You were signed out: sign in again.")
    if pair := _rotate(family, claims, at=at):
        return pair
    if RefreshFamily.objects.filter(id=family.id, ended_at__isnull=False).exists():
        raise TokenRefused("You were signed out: sign in again.")
    _end_reused(family, caller=caller, at=at)
    raise RefreshReused("Sign in again: for safety this sign-in was ended on every device.")


def _is_void(claims: tokens.RefreshClaims, family: RefreshFamily, *, at: datetime) -> bool:
    """Return whether the sign-in is too old, or older than a signing out everywhere."""
    too_old = at - family.signed_in_at > settings.SIGN_IN_LIFETIME
    return too_old or claims.auth_time <= revocation.void_before(claims.user_id)


def _rotate(
    family: RefreshFamily, claims: tokens.RefreshClaims, *, at: datetime
) -> tokens.Pair | None:
    """Return fresh tokens where the one shown is the newest; of two at once one wins."""
    pair = _pair(family, family.user)
    changed = RefreshFamily.objects.filter(id=family.id, jti=claims.jti, ended_at=None).update(
        jti=pair.jti, rotated_at=at, expires_at=at + settings.REFRESH_TOKEN_LIFETIME
    )
    return pair if changed else None


@transaction.atomic
def _end_reused(family: RefreshFamily, *, caller: Caller, at: datetime) -> None:
    RefreshFamily.objects.filter(id=family.id, ended_at=None).update(
        ended_at=at, ended_because="reuse"
    )
    record(Kind.REFRESH, "reused", user_id=family.user_id, caller=caller, at=at)


@transaction.atomic
def sign_out(token: str, *, caller: Caller, at: datetime) -> None:
    """End the sign-in a refresh token belongs to; a bad token ends nothing (RFC 7009)."""
    try:
        claims = tokens.read_refresh(token)
    except TokenRefused:
        return
    ended = RefreshFamily.objects.filter(
        id=claims.family_id, user_id=claims.user_id, ended_at=None
    ).update(ended_at=at, ended_because="sign_out")
    if ended:
        record(Kind.SIGN_OUT, "accepted", user_id=claims.user_id, caller=caller, at=at)


@transaction.atomic(savepoint=False)
def sign_out_everywhere(
    user_id: UUID, *, because: str, at: datetime, caller: Caller | None = None
) -> None:
    """Void every token of the person, here and in every service."""
    RefreshFamily.objects.filter(user_id=user_id, ended_at=None).update(
        ended_at=at, ended_because=because
    )
    revocation.revoke(user_id, before=at)
    emit(TokensRevoked(revoked_before=at), user_id=user_id, subject_id=user_id)
    outcome = because[:30]
    record(Kind.SIGN_OUT_EVERYWHERE, outcome, user_id=user_id, caller=caller or Caller(), at=at)
