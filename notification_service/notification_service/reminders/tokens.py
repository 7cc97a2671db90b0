"""The signed text with which a message's reader has themselves reminded tomorrow instead."""

import zlib
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from notification_service.delivery.models import Delivery

_SALT = "notification_service.snooze"
_HOLDS = timedelta(days=30)


def snooze_token(row: Delivery) -> str:
    """Return the token of a delivery, the same each time; it holds for 30 days."""
    return signing.Signer(salt=_SALT).sign_object(str(row.id))


def told_by(token: str, *, at: datetime) -> Delivery | None:
    """Return the delivery of a token; None where that is forged, too old, or erased."""
    try:
        delivery_id = UUID(signing.Signer(salt=_SALT).unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError, AttributeError, zlib.error):
        return None
    return Delivery.objects.filter(id=delivery_id, occurred_at__gt=at - _HOLDS).first()
