"""Which tokens are void: asked of the cache, then of the table; it never fails open."""

import logging
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from common.auth.models import Revocation
from common.caching import AWAY

log = logging.getLogger(__name__)
#: An erased person's tokens are void for ever.
FOR_EVER = float("inf")
_SECONDS_REMEMBERED = 60


def _key(user_id: UUID) -> str:
    return f"revoked:{user_id}"


def void_before(user_id: UUID) -> float:
    """Return the Unix time before which the person's tokens are void; 0.0 for none."""
    try:
        if (known := cache.get(_key(user_id))) is not None:
            return float(known)
    except AWAY as error:
        log.warning("cache is away, reading revocations from the table: %s", error)
        return _from_table(user_id)
    found = _from_table(user_id)
    _remember(user_id, found)
    return found


def _from_table(user_id: UUID) -> float:
    row = Revocation.objects.filter(user_id=user_id).first()
    if row is None:
        return 0.0
    return FOR_EVER if row.erased_at else row.revoked_before.timestamp()


def _remember(user_id: UUID, value: float) -> None:
    try:
        cache.set(_key(user_id), value, _SECONDS_REMEMBERED)
    except AWAY as error:
        log.warning("cache is away, a revocation is not remembered: %s", error)


def revoke(user_id: UUID, *, before: datetime) -> None:
    """Void the person's tokens from before the moment; an earlier moment changes nothing."""
    _row, created = Revocation.objects.get_or_create(
        user_id=user_id, defaults={"revoked_before": before}
    )
    if not created:
        Revocation.objects.filter(user_id=user_id).update(
            revoked_before=Greatest(F("revoked_before"), before)
        )
    transaction.on_commit(lambda: _remember(user_id, _from_table(user_id)))


def entomb(user_id: UUID, *, at: datetime) -> None:
    """Void every token of an erased person and let their late events be dropped."""
    Revocation.objects.update_or_create(
        user_id=user_id,
        defaults={"erased_at": at},
        create_defaults={"erased_at": at, "revoked_before": at},
    )
    transaction.on_commit(lambda: _remember(user_id, FOR_EVER))


def is_erased(user_id: UUID) -> bool:
    """Return whether the person was erased here."""
    return Revocation.objects.filter(user_id=user_id, erased_at__isnull=False).exists()
