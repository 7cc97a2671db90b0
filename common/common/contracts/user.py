"""What user_service tells the others."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from common.events import Event

_EVERYONE = ("ats_service", "agent_service", "notification_service")


class ContactChanged(Event):
    """A person's address, zone or language changed; the receiver fetches it itself."""

    name: ClassVar[str] = "user.contact_changed.v1"
    audience: ClassVar[tuple[str, ...]] = ("notification_service",)
    version: int


class DocumentUploaded(Event):
    """A person uploaded a document, or a new version of one."""

    name: ClassVar[str] = "user.document_uploaded.v1"
    audience: ClassVar[tuple[str, ...]] = ("ats_service",)
    document_id: UUID
    sha256: str


class PasswordChanged(Event):
    """A person's password was changed or reset."""

    name: ClassVar[str] = "user.password_changed.v1"
    audience: ClassVar[tuple[str, ...]] = ("notification_service",)


class SignedIn(Event):
    """Somebody signed in to the account from a device that it did not know."""

    name: ClassVar[str] = "user.signed_in.v1"
    audience: ClassVar[tuple[str, ...]] = ("notification_service",)


class DataExported(Event):
    """Everything that is kept of the person was handed out to somebody signed in as them."""

    name: ClassVar[str] = "user.data_exported.v1"
    audience: ClassVar[tuple[str, ...]] = ("notification_service",)


class TokensRevoked(Event):
    """Every token of the person from before this moment is void."""

    name: ClassVar[str] = "user.tokens_revoked.v1"
    audience: ClassVar[tuple[str, ...]] = _EVERYONE
    revoked_before: datetime


class UserErased(Event):
    """A person is erased: remove what is theirs and refuse whatever still arrives."""

    name: ClassVar[str] = "user.erased.v1"
    audience: ClassVar[tuple[str, ...]] = _EVERYONE
    erasure_id: UUID
