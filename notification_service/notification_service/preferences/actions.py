"""Reading and changing what a person wants to be told where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core import signing
from django.db import transaction

from common import plugins
from common.errors import ServiceError
from notification_service.messages.kinds import KINDS, Kind
from notification_service.preferences.models import Preference

_SALT = "notification_service.unsubscribe"
#: How long the link of an old e-mail still works.
_LINK_SECONDS = 365 * 86400


class ChoiceUnknown(ServiceError):
    """There is no such kind of message, or no such channel."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "choice-unknown"
    title: ClassVar[str] = "There is no such choice"


class ChoiceLocked(ServiceError):
    """Messages about the account's safety cannot be switched off."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "choice-locked"
    title: ClassVar[str] = "This message cannot be switched off"


class LinkRefused(ServiceError):
    """The link of an e-mail cannot be read, or is older than a year."""

    status: ClassVar[int] = 404
    code: ClassVar[str] = "link-refused"
    title: ClassVar[str] = "This link does not work any more"


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether one kind of message goes to one channel."""

    kind: str
    channel: str
    enabled: bool
    kind_label: str = ""
    channel_label: str = ""
    locked: bool = False


Known = Mapping[tuple[str, str], bool]


def channels() -> dict[str, Any]:
    """Return every channel by name."""
    return plugins.load("notification_service.channels", "CHANNEL")


def known_of(user_id: UUID) -> Known:
    """Return what the person chose, by kind and channel."""
    rows = Preference.objects.filter(user_id=user_id)
    return {(k, c): on for k, c, on in rows.values_list("kind", "channel", "enabled")}


def wants(known: Known, kind: Kind, channel: str) -> bool:
    """Return whether a kind goes to a channel by choice or, without one, by default."""
    if channel in kind.locked:
        return True
    return known.get((kind.name, channel), channel in kind.on)


def choices_of(user_id: UUID) -> list[Choice]:
    """Return the person's whole table of kinds and channels."""
    known = known_of(user_id)
    return [
        Choice(
            kind=kind.name,
            channel=name,
            enabled=wants(known, kind, name),
            kind_label=kind.label,
            channel_label=channel.label,
            locked=name in kind.locked,
        )
        for kind in KINDS.values()
        for name, channel in channels().items()
    ]


@transaction.atomic(savepoint=False)
def choose(user_id: UUID, choices: Iterable[Choice], *, at: datetime) -> None:
    """Keep the person's choices; those not named stay as they are.

    Raises:
        ChoiceUnknown: a choice names no kind or no channel.
        ChoiceLocked: a choice switches off what has to stay on.
    """
    rows = {}
    for choice in choices:
        _check(choice)
        rows[choice.kind, choice.channel] = Preference(
            user_id=user_id,
            kind=choice.kind,
            channel=choice.channel,
            enabled=choice.enabled,
            updated_at=at,
        )
    Preference.objects.bulk_create(
        [rows[key] for key in sorted(rows)],
        update_conflicts=True,
        unique_fields=["user_id", "kind", "channel"],
        update_fields=["enabled", "updated_at"],
    )


def _check(choice: Choice) -> None:
    if choice.kind not in KINDS or choice.channel not in channels():
        raise ChoiceUnknown(f"Choose among those listed, not {choice.kind} on {choice.channel}.")
    if choice.channel in KINDS[choice.kind].locked and not choice.enabled:
        raise ChoiceLocked(f"Leave {choice.kind} on {choice.channel} switched on.")


def unsubscribe_token(user_id: UUID, kind: str, channel: str) -> str:
    """Return the signed text with which a message's reader may switch its kind off."""
    return signing.dumps([str(user_id), kind, channel], salt=_SALT, compress=True)


def read_unsubscribe_token(token: str) -> tuple[UUID, str, str]:
    """Return person, kind and channel of a token.

    Raises:
        LinkRefused: it is forged, damaged or older than a year.
    """
    try:
        user_id, kind, channel = signing.loads(token, salt=_SALT, max_age=_LINK_SECONDS)
        return UUID(user_id), kind, channel
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkRefused("Sign in and change your preferences there.") from error


def unsubscribe(token: str, *, at: datetime) -> None:
    """Switch the kind of message that ``token`` names off on its channel."""
    user_id, kind, channel = read_unsubscribe_token(token)
    choose(user_id, [Choice(kind=kind, channel=channel, enabled=False)], at=at)
