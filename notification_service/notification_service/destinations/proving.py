"""Proving that a destination is its owner's: a code or challenge goes there and comes back."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import F

from common.errors import ServiceError
from notification_service.channels import TransportError
from notification_service.destinations.actions import (
    NotNow,
    begin_round,
    channel_of,
    own,
    target_of,
)
from notification_service.destinations.codes import challenge_of, code_of, is_code
from notification_service.destinations.models import Destination, State

_CODE_LASTS = timedelta(minutes=15)
_WRONG_CODES, _ASKED_MOST = 5, 5
_ASK_PAUSE = timedelta(minutes=1)


class ProofRefused(ServiceError):
    """The code is wrong, too old, or nothing waits for one."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "proof-refused"
    title: ClassVar[str] = "This does not prove it"


def ask(destination_id: UUID, *, at: datetime) -> bool:
    """Carry the code or challenge to a destination; return whether this call did.

    Whoever moves ``ask_at`` carries it. A crash means that it is carried again in a minute, with
    the same words.
    """
    rows = Destination.objects.to_be_asked(at).filter(id=destination_id)
    if not rows.update(ask_at=at + _ASK_PAUSE, asked_at=at, asked=F("asked") + 1):
        return False
    row = Destination.objects.filter(id=destination_id).first()
    if row is None or row.state != State.UNPROVED:
        return False
    try:
        channel = channel_of(row.channel)
        words = code_of if channel.proof == "code" else challenge_of
        channel.prove(target_of(row), words(row.id, row.round))
    except (TransportError, ServiceError) as error:
        _note_silence(row, error)
    else:
        _note_answer(row, proved=channel.proof != "code", at=at)
    return True


def _note_answer(row: Destination, *, proved: bool, at: datetime) -> None:
    fields: dict[str, Any] = {"ask_at": None, "detail": "", "reason": ""}
    if proved:
        fields |= {"state": State.READY, "proved_at": at}
    same = Destination.objects.filter(id=row.id, round=row.round, state=State.UNPROVED)
    same.update(**fields)


def _note_silence(row: Destination, error: Exception) -> None:
    """Keep why nothing arrived; give up where trying again cannot help or was tried enough."""
    fields: dict[str, Any] = {"detail": str(error)[:300], "reason": "proof-not-taken"}
    if getattr(error, "permanent", True) or row.asked >= _ASKED_MOST:
        fields["ask_at"] = None
    Destination.objects.filter(id=row.id, round=row.round).update(**fields)


def destinations_to_ask(*, at: datetime) -> list[UUID]:
    """Return those to which a code or challenge has to go by now."""
    return list(Destination.objects.to_be_asked(at).values_list("id", flat=True)[:100])


def prove(user_id: UUID, destination_id: UUID, code: str, *, at: datetime) -> Destination:
    """Let the owner type in the code that went to a destination; twice is once.

    Raises:
        ProofRefused: it is wrong, older than 15 minutes, or the sixth guess.
    """
    row = _judge(user_id, destination_id, code, at=at)
    if row.state != State.READY:
        raise ProofRefused("Compare the six digits, or ask for another code.")
    return row


@transaction.atomic
def _judge(user_id: UUID, destination_id: UUID, code: str, *, at: datetime) -> Destination:
    """Compare what was typed in and count it where it is wrong."""
    row = own(user_id, destination_id)
    late = row.asked_at is None or at - row.asked_at > _CODE_LASTS
    if row.state != State.UNPROVED or late or row.tries >= _WRONG_CODES:
        return row
    if channel_of(row.channel).proof == "code" and is_code(code, row.id, row.round):
        row.state, row.proved_at, row.ask_at = State.READY, at, None
        row.reason = row.detail = ""
    else:
        row.tries += 1
    row.save()
    return row


@transaction.atomic
def ask_again(user_id: UUID, destination_id: UUID, *, at: datetime) -> Destination:
    """Begin another round: what went out before is void.

    Raises:
        NotNow: it is proved already, or the last round is not a minute old.
    """
    row = own(user_id, destination_id)
    if row.state == State.READY:
        raise NotNow("It is proved already.")
    if row.round and row.asked_at and at - row.asked_at < _ASK_PAUSE:
        raise NotNow("Wait a minute before you ask again.")
    return begin_round(row, at=at)
