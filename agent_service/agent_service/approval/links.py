"""Minting and redeeming links to the review page, and the session that a link opens."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction

from agent_service.applications.actions import ManifestChanged
from agent_service.applications.models import Application
from agent_service.approval.models import Act, ReviewLink
from common.auth import revocation
from common.errors import ServiceError

COOKIE = "review_session"
_SALT = "agent_service.review"
_SESSION = timedelta(hours=1)


class LinkSpent(ServiceError):
    """The link was used, has expired, or never was."""

    status: ClassVar[int] = 410
    code: ClassVar[str] = "review-link-spent"
    title: ClassVar[str] = "This link no longer opens anything"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is handed out: the only time that its token is seen."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """Who looks at which application, and until when."""

    user_id: UUID
    application_id: UUID
    nonce: str
    language: str  # tag; empty where unknown


def mint(
    application: Application,
    *,
    at: datetime,
    holds: timedelta | None = None,
    act: Act = Act.OPEN,
    digest: str = "",
    language: str = "",
) -> Link:
    """Return a new single-use link to the application's review page, or to one decision.

    Args:
        application: which one may be looked at and decided.
        at: now.
        holds: how long it can be opened; None for as long as one who waits for it needs.
        act: what its button does.
        digest: the manifest that the decision is about; it is good for no other.
        language: tag of what the person was written to in; empty where that is unknown.
    """
    token = secrets.token_urlsafe(32)
    expires = at + (holds or timedelta(minutes=settings.REVIEW_LINK_MINUTES))
    ReviewLink.objects.create(
        user_id=application.user_id,
        application=application,
        token_hash=_hash(token),
        created_at=at,
        expires_at=expires,
        act=act,
        digest=digest,
        language=language,
    )
    return Link(f"{settings.PUBLIC_URL}/review/open/{token}/", expires)


def look(token: str, *, at: datetime) -> ReviewLink:
    """Return the link without using it up, so that a mail scanner spends nothing.

    Raises:
        LinkSpent: used, expired, unknown, or older than "sign out everywhere".
        ManifestChanged: it decides about a manifest that is no longer the application's.
    """
    rows = ReviewLink.objects.filter(used_at=None, expires_at__gt=at, token_hash=_hash(token))
    link = rows.select_related("application__manifest", "application__run").first()
    if link is None or link.created_at.timestamp() <= revocation.void_before(link.user_id):
        raise LinkSpent("Ask for a new link to the review page.")
    version = link.application.manifest
    if link.act != Act.OPEN and (version is None or version.digest != link.digest):
        raise ManifestChanged("Nothing was decided. Look at the newest message about it.")
    return link


def languages(token: str) -> tuple[str, ...]:
    """Return the languages that the reader of a link chose, also of one that opens nothing now."""
    of_link = ReviewLink.objects.filter(token_hash=_hash(token))
    return of_link.values_list("language", "application__run__language").first() or ()


@transaction.atomic
def redeem(token: str, *, at: datetime) -> tuple[ReviewLink, str]:
    """Use the link up; return it with the value of the session cookie.

    Raises:
        LinkSpent: used, expired or unknown.
        ManifestChanged: what it decides about has changed.
    """
    link = look(token, at=at)
    used = ReviewLink.objects.filter(id=link.id, used_at=None).update(used_at=at)
    if not used:
        raise LinkSpent("Ask for a new link to the review page.")
    ids = [str(link.user_id), str(link.application_id), secrets.token_hex(8)]
    body = [*ids, at.timestamp(), link.language]
    return link, signing.dumps(body, salt=_SALT)


def forget(at: datetime) -> int:
    """Delete the links that expired, used or not; return how many. Unknown ones open nothing."""
    return ReviewLink.objects.filter(expires_at__lte=at).delete()[0]


def session(cookie: str, application_id: UUID) -> Session | None:
    """Return the session of a cookie where it is for this application and still holds."""
    try:
        body: list[Any] = signing.loads(cookie, salt=_SALT, max_age=_SESSION)
    except signing.BadSignature:
        return None
    user_id = UUID(body[0])
    if body[1] != str(application_id) or body[3] <= revocation.void_before(user_id):
        return None
    return Session(user_id, application_id, body[2], "".join(body[4:]))


def form_token(found: Session) -> str:
    """Return the value that every form of this session carries against forgery."""
    return signing.Signer(salt=f"{_SALT}.form").signature(f"{found.application_id}{found.nonce}")


def form_token_holds(found: Session, given: str) -> bool:
    """Return whether a form came from a page of this session."""
    return secrets.compare_digest(form_token(found).encode(), given.encode())


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
