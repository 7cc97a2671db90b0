"""Making an account: pending until its address is confirmed, the same answer for everybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from rest_framework import serializers
from uuid_utils.compat import uuid7

from common.contracts.user import ContactChanged
from common.errors import ServiceError
from common.outbox.actions import emit
from user_service.accounts.actions import mail
from user_service.accounts.actions.audit import record
from user_service.accounts.actions.challenges import take_challenge
from user_service.accounts.callers import Caller
from user_service.accounts.codes import code_of, hash_of
from user_service.accounts.models import AccessEvent, Challenge, Mail, Registration, User

Kind = AccessEvent.Kind


class AddressTaken(ServiceError):
    """The confirmed address got an account in the meantime."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "address-taken"
    title: ClassVar[str] = "The address has an account already"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who wants an account."""

    email: str  # in lower case
    password: str
    name: str = ""
    zone: str = "UTC"
    language: str = "en"


def refuse_weak(password: str, user: User, *, field: str = "password") -> None:
    """Check a new password.

    Raises:
        serializers.ValidationError: it is short, common, or like the person's data.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise serializers.ValidationError({field: error.messages}, code="weak") from error


def register(applicant: Applicant, *, caller: Caller, at: datetime) -> None:
    """Keep a registration until its address is confirmed, and have mail sent to the address.

    Whether the address has an account already is looked up when the mail is sent; here every
    address costs the same.

    Raises:
        serializers.ValidationError: the password is weak.
    """
    refuse_weak(applicant.password, User(email=applicant.email, name=applicant.name))
    hashed, row_id = make_password(applicant.password), uuid7()
    with transaction.atomic():
        event_id = record(Kind.REGISTRATION, "asked", user_id=None, caller=caller, at=at)
        Registration.objects.create(
            id=row_id,
            code_hash=hash_of(code_of(row_id)),
            created_at=at,
            expires_at=at + settings.VERIFICATION_LIFETIME,
            email=applicant.email,
            password=hashed,
            name=applicant.name,
            zone=applicant.zone,
            language=applicant.language,
        )
        mail.post_to_stranger(
            Mail.Kind.REGISTRATION,
            to=applicant.email,
            user_id=None,
            code_id=row_id,
            event_id=event_id,
            at=at,
        )


def verify(code: str, *, caller: Caller, at: datetime) -> str:
    """Carry out what a mailed code confirms; return "registration" or "email_change".

    Raises:
        CodeRefused: unknown, used or expired.
        AddressTaken: the address belongs to another account by now.
    """
    try:
        with transaction.atomic():
            return _verify(hash_of(code), caller=caller, at=at)
    except IntegrityError as error:
        raise AddressTaken("Sign in to that account, or reset its password.") from error


def _verify(code_hash: str, *, caller: Caller, at: datetime) -> str:
    waiting = Registration.objects.select_for_update()
    if pending := waiting.filter(code_hash=code_hash, expires_at__gt=at).first():
        user = _begin(pending, at=at)
        record(Kind.VERIFICATION, "accepted", user_id=user.id, caller=caller, at=at)
        return "registration"
    user = _move(take_challenge(code_hash, Challenge.Purpose.EMAIL_CHANGE, at=at), at=at)
    record(Kind.EMAIL_CHANGE, "accepted", user_id=user.id, caller=caller, at=at)
    return "email_change"


def _begin(pending: Registration, *, at: datetime) -> User:
    """Turn a registration into an account; other attempts on its address are void."""
    user = User.objects.create(
        email=pending.email,
        password=pending.password,
        name=pending.name,
        zone=pending.zone,
        language=pending.language,
        email_verified_at=at,
        joined_at=at,
    )
    Registration.objects.filter(email=pending.email).delete()
    tell_contact(user)
    return user


def _move(challenge: Challenge, *, at: datetime) -> User:
    """Give the account its new address and tell the old one."""
    user = User.objects.select_for_update().get(id=challenge.user_id)
    mail.post(Mail.Kind.EMAIL_CHANGED, to=user.email, user_id=user.id, at=at)
    mail.ring()
    user.email, user.email_verified_at = challenge.email, at
    user.contact_version += 1
    user.save(update_fields=["email", "email_verified_at", "contact_version"])
    Registration.objects.filter(email=user.email).delete()
    tell_contact(user)
    return user


def tell_contact(user: User) -> None:
    """Announce that the person's address, zone or language changed."""
    emit(
        ContactChanged(version=user.contact_version),
        user_id=user.id,
        subject_id=user.id,
        subject_version=user.contact_version,
    )
