"""Accounts, what is pending about them, their sessions, mail and audit."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from uuid_utils.compat import uuid7

from common.leases import Leased


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of that address."""
        return self.get(email=(username or "").strip().lower())

    def with_email(self, email: str) -> "User | None":
        """Return the account of that address, or None."""
        return self.filter(email=email.strip().lower()).first()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; its address counts as verified only if ``fields`` say so."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        """Make a staff account that may do everything and can sign in at once."""
        fields |= {"is_staff": True, "is_superuser": True, "email_verified_at": timezone.now()}
        return self.create_user(email, password, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; their id is what other services know of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, help_text="in lower case: it is the login")
    name = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64, default="UTC", help_text="IANA time zone")
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag")
    email_verified_at = models.DateTimeField(null=True)
    contact_version = models.PositiveIntegerField(default=1, help_text="grows with each change")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="login_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        """Return the id, as addresses do not belong into logs."""
        return str(self.id)


class OneTimeCode(models.Model):
    """Something that waits for a code that was mailed; only the code's hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True


class Registration(OneTimeCode):
    """An account that begins to exist when its address is confirmed with the code."""

    email = models.EmailField(db_index=True)
    password = models.CharField(max_length=200, help_text="Argon2 hash")
    name = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64)
    language = models.CharField(max_length=35)


class Challenge(OneTimeCode):
    """A change of an account that waits for a code."""

    class Purpose(models.TextChoices):
        """What the code allows."""

        EMAIL_CHANGE = "email_change"
        PASSWORD_RESET = "password_reset"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="challenges")
    purpose = models.CharField(max_length=20, choices=Purpose)
    email = models.EmailField(blank=True, help_text="the address to change to")


class RefreshFamily(models.Model):
    """One sign-in and every refresh token that came of it; only the newest one is good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="families")
    jti = models.CharField(max_length=32, editable=False, help_text="of the one good token")
    signed_in_at = models.DateTimeField(help_text="carried as auth_time by every token")
    rotated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=30, blank=True)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)


class Mail(Leased):
    """One mail to send; its code is derived when it is sent, so no secret lies here."""

    class Kind(models.TextChoices):
        """Which text is sent."""

        REGISTRATION = "registration"
        ALREADY_REGISTERED = "already_registered"
        PASSWORD_RESET = "password_reset"
        EMAIL_CHANGE = "email_change"
        EMAIL_CHANGED = "email_changed"
        ERASURE = "erasure"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(null=True, db_index=True, help_text="null before there is one")
    kind = models.CharField(max_length=30, choices=Kind)
    to = models.EmailField(db_index=True)
    code_id = models.UUIDField(null=True, editable=False, help_text="what the code is made of")
    event_id = models.UUIDField(null=True, help_text="the audit's row of what caused it")
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True, help_text="given up")
    last_error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Mail"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(sent_at=None, parked_at=None),
                name="mail_due",
            )
        ]


class AccessEvent(models.Model):
    """One attempt to get in or to change how one gets in: the audit of sign-ins."""

    class Kind(models.TextChoices):
        """What was attempted."""

        REGISTRATION = "registration"
        VERIFICATION = "verification"
        SIGN_IN = "sign_in"
        REFRESH = "refresh"
        SIGN_OUT = "sign_out"
        SIGN_OUT_EVERYWHERE = "sign_out_everywhere"
        RESET_REQUEST = "reset_request"
        PASSWORD_CHANGE = "password_change"
        EMAIL_CHANGE = "email_change"
        DEACTIVATION = "deactivation"
        ERASURE = "erasure"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField(null=True, db_index=True, help_text="null: no such account")
    kind = models.CharField(max_length=20, choices=Kind)
    outcome = models.CharField(max_length=30, help_text="accepted, or why not")
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_index=True)
