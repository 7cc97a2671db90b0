"""Revocations and erasures as user_service tells them."""

from django.conf import settings

from common.auth import erasure, revocation
from common.contracts.privacy import ErasureDone
from common.contracts.user import TokensRevoked, UserErased
from common.events import Envelope, handles
from common.outbox.actions import emit


@handles(TokensRevoked)
def void_tokens(event: TokensRevoked, envelope: Envelope) -> None:
    """Refuse the person's older tokens from now on."""
    if envelope.user_id:
        revocation.revoke(envelope.user_id, before=event.revoked_before)


@handles(UserErased)
def erase(event: UserErased, envelope: Envelope) -> None:
    """Remove what is the person's, refuse what still arrives about them, and answer."""
    if envelope.user_id is None:
        return
    revocation.entomb(envelope.user_id, at=envelope.occurred_at)
    rows = erasure.erase(envelope.user_id)
    done = ErasureDone(erasure_id=event.erasure_id, service=settings.SERVICE, rows=rows)
    emit(done, user_id=None, subject_id=event.erasure_id, causation_id=envelope.id)
