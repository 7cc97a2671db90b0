"""Export, and erasure as a saga with a receipt.

The account closes at once and its tokens are void at once. Each service is told until it
answers; what is here goes as soon as the mail with the receipt's token is out.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
from django.conf import settings
from django.db import transaction
from uuid_utils.compat import uuid7

from common import internal
from common.auth import erasure as personal
from common.auth import keys, revocation
from common.contracts.user import DataExported, UserErased
from common.errors import NotHere
from common.outbox.actions import emit, enqueue
from user_service.accounts import tokens
from user_service.accounts.actions import account, mail, passwords
from user_service.accounts.callers import Caller
from user_service.accounts.codes import code_of, hash_of
from user_service.accounts.models import AccessEvent, Mail, User
from user_service.documents.models import Discarded
from user_service.privacy.models import Erasure, ErasurePart

log = logging.getLogger(__name__)
_PATIENCE = timedelta(minutes=10)


def peers() -> list[str]:
    """Return the other services of the suite."""
    return [name for name in settings.ORIGINS if name != settings.SERVICE]


def export(user_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return everything every service keeps of the person.

    Raises:
        PeerAway: a service does not answer; a part would be missing, so there is no export.
    """
    user = User.objects.get(id=user_id)
    services = {settings.SERVICE: personal.export(user_id)}
    for name in peers():
        services[name] = internal.call(name, "/export/", on_behalf_of=user_id).json()
    with transaction.atomic():
        emit(DataExported(), user_id=user_id, subject_id=user_id)
    fields = ("id", "email", "email_verified_at", "name", "zone", "language", "joined_at")
    return {
        "exported_at": at,
        "account": {field: getattr(user, field) for field in fields},
        "services": services,
    }


def begin(user_id: UUID, *, password: str, caller: Caller, at: datetime) -> tuple[Erasure, str]:
    """Close the account, void its tokens and have every service remove what it holds.

    Returns:
        The erasure, and the token that reads its receipt; the token is mailed, too.

    Raises:
        PasswordRefused: the password is wrong.
    """
    kind = AccessEvent.Kind.ERASURE
    user = passwords.confirm(user_id, password, kind=kind, caller=caller, at=at)
    with transaction.atomic():
        row_id = uuid7()
        token = code_of(row_id)
        erasure = Erasure.objects.create(
            id=row_id,
            subject_id=user_id,
            receipt_hash=hash_of(token),
            requested_at=at,
            told_at=at,
        )
        ErasurePart.objects.bulk_create(
            ErasurePart(erasure=erasure, service=name) for name in settings.ORIGINS
        )
        account.deactivate(user_id, because="erasure", at=at)
        revocation.entomb(user_id, at=at)
        mail.post(Mail.Kind.ERASURE, to=user.email, user_id=user_id, code_id=row_id, at=at)
        mail.ring()
        _tell(erasure, peers())
    return erasure, token


def _tell(erasure: Erasure, services: list[str]) -> None:
    """Tell services that the person is erased; being told twice does no harm."""
    emit(
        UserErased(erasure_id=erasure.id),
        user_id=erasure.subject_id,
        subject_id=erasure.id,
        audience=tuple(services),
    )


@transaction.atomic
def note_done(erasure_id: UUID, *, service: str, rows: int, at: datetime) -> None:
    """Keep what a service answered; its first answer counts."""
    part = ErasurePart.objects.filter(erasure_id=erasure_id, service=service, done_at=None)
    part.update(rows=rows, done_at=at)
    enqueue("user_service.go_on_erasing")


def go_on(*, at: datetime) -> None:
    """Bring every unfinished erasure one step further."""
    for erasure_id in Erasure.objects.filter(finished_at=None).values_list("id", flat=True):
        try:
            _go_on(erasure_id, at=at)
        except Exception:  # one that fails must not hold up the others; it is tried again
            log.exception("erasure %s did not go on", erasure_id)


@transaction.atomic
def _go_on(erasure_id: UUID, *, at: datetime) -> None:
    found = Erasure.objects.select_for_update(skip_locked=True).filter(id=erasure_id).first()
    if found is None or found.finished_at is not None:
        return
    waiting = found.parts.filter(done_at=None).values_list("service", flat=True)
    if others := [name for name in waiting if name != settings.SERVICE]:
        _remind(found, others, at=at)
    if found.subject_id is not None and not mail.is_waiting_for(found.subject_id):
        _erase_here(found, found.subject_id, at=at)
    if not found.parts.filter(done_at=None).exists():
        found.subject_id, found.finished_at = None, at
        found.save(update_fields=["subject_id", "finished_at"])


def _remind(erasure: Erasure, waiting: list[str], *, at: datetime) -> None:
    """Tell services again that did not answer for a while."""
    if at - erasure.told_at < _PATIENCE:
        return
    _tell(erasure, waiting)
    erasure.told_at = at
    erasure.save(update_fields=["told_at"])


def _erase_here(erasure: Erasure, user_id: UUID, *, at: datetime) -> None:
    """Remove the rows, and call it done once the files are gone, too."""
    own = erasure.parts.filter(service=settings.SERVICE, done_at=None)
    if own.filter(rows=None).exists():
        email = User.objects.values_list("email", flat=True).get(id=user_id)
        own.update(rows=personal.erase(user_id) + account.erase(user_id, email))
    if Discarded.objects.filter(owner_id=user_id).exists():
        enqueue("user_service.discard_files")
    else:
        own.update(done_at=at)


def receipt(token: str) -> dict[str, Any]:
    """Return the receipt of an erasure and the service's signature of it.

    Raises:
        NotHere: there is no erasure with that token.
    """
    erasure = Erasure.objects.filter(receipt_hash=hash_of(token)).first()
    if erasure is None:
        raise NotHere("Check the receipt token; it is in the answer and in the mail.")
    parts = erasure.parts.order_by("service").values("service", "rows", "done_at")
    said = {
        "erasure_id": str(erasure.id),
        "state": "finished" if erasure.finished_at else "running",
        "requested_at": _iso(erasure.requested_at),
        "finished_at": _iso(erasure.finished_at),
        "services": [{**part, "done_at": _iso(part["done_at"])} for part in parts],
    }
    return {"receipt": said, "signature": _signed(said)}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _signed(said: Mapping[str, Any]) -> str:
    """Return a compact JWS (RFC 7515) of the receipt; the keys are at /.well-known/jwks.json.

    Its type and the lack of every claim of a token keep it from being taken for one.
    """
    key = tokens.signing_key()
    headers = {"kid": keys.key_id(key.public_key()), "typ": "erasure-receipt"}
    return jwt.encode(dict(said), key, algorithm="EdDSA", headers=headers)
