"""Reading and changing what a person wants to be told where."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.dispatch import Signal

from common import plugins
from common.errors import ServiceError
from notification_service.messages.kinds import DIGEST, KINDS, Kind, Pace
from notification_service.messages.languages import languages
from notification_service.preferences.models import Habits, Preference, chosen_by

_SALT = "notification_service.unsubscribe"
#: How long the link of an old e-mail still works.
_LINK_SECONDS = 365 * 86400
#: What a person may change about when and how they are told things.
HABITS = (
    "quiet_from", "quiet_to", "digest_at", "digest_weekday", "paused_until", "language",
)  # fmt: skip
#: Sent with ``user_id`` and ``at`` when a person chose otherwise: what waits is looked at again.
changed = Signal()


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


class HabitsUnusable(ServiceError):
    """Such habits cannot be kept."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "habits-unusable"
    title: ClassVar[str] = "These habits cannot be kept"


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether one kind of message goes to one channel."""

    kind: str
    channel: str
    enabled: bool
    kind_label: str = ""
    channel_label: str = ""
    locked: bool = False
    pace: str = ""  # at_once, daily or weekly; "" for the kind's own


@dataclass(frozen=True, slots=True)
class Known:
    """What a person chose: whether and how soon by kind and channel, and their habits."""

    choices: Mapping[tuple[str, str], tuple[bool, str]] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)


def channels() -> dict[str, Any]:
    """Return every channel by name."""
    return plugins.load("notification_service.channels", "CHANNEL")


def known_of_all(user_ids: Iterable[UUID]) -> dict[UUID, Known]:
    """Return what each of many people chose; one statement for all of them."""
    return {
        user_id: Known(
            {(kind, channel): (on, pace) for kind, channel, on, pace in choices},
            habits or Habits(user_id=user_id),
        )
        for user_id, (choices, habits) in chosen_by(set(user_ids)).items()
    }


def known_of(user_id: UUID) -> Known:
    """Return what the person chose."""
    return known_of_all([user_id])[user_id]


def wants(known: Known, kind: Kind, channel: str) -> bool:
    """Return whether a kind goes to a channel by choice or, without one, by default."""
    if channel in kind.locked or kind.asked:
        return True
    found = channels().get(channel)
    default = found is not None and bool(found.by_default(kind))
    return known.choices.get((kind.name, channel), (default, ""))[0]


def pace_of(known: Known, kind: Kind, channel: str) -> str:
    """Return how soon a kind goes to a channel; at once where it cannot wait.

    That is inside the app, to programs, and where it is urgent.
    """
    found = channels().get(channel)
    at_once = found is None or found.local or found.for_programs
    if at_once or not kind.may_wait or channel in kind.locked:
        return Pace.AT_ONCE
    return known.choices.get((kind.name, channel), (True, ""))[1] or kind.pace


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
            pace=pace_of(known, kind, name),
        )
        for kind in KINDS.values()
        if not kind.staff and not kind.asked
        for name, channel in channels().items()
    ]


@transaction.atomic(savepoint=False)
def choose(user_id: UUID, choices: Iterable[Choice], *, at: datetime) -> None:
    """Keep the person's choices; those not named stay as they are.

    Raises:
        ChoiceUnknown: a choice names no kind or no channel.
        ChoiceLocked: a choice switches off what has to stay on.
    """
    earlier, rows = known_of(user_id).choices, {}
    for choice in choices:
        _check(choice)
        rows[choice.kind, choice.channel] = Preference(
            user_id=user_id,
            kind=choice.kind,
            channel=choice.channel,
            enabled=choice.enabled,
            pace=choice.pace or earlier.get((choice.kind, choice.channel), (True, ""))[1],
            updated_at=at,
        )
    Preference.objects.bulk_create(
        [rows[key] for key in sorted(rows)],
        update_conflicts=True,
        unique_fields=["user_id", "kind", "channel"],
        update_fields=["enabled", "pace", "updated_at"],
    )
    changed.send(sender=Preference, user_id=user_id, at=at)


def _check(choice: Choice) -> None:
    if choice.kind not in KINDS or choice.channel not in channels():
        raise ChoiceUnknown(f"Choose among those listed, not {choice.kind} on {choice.channel}.")
    if choice.channel in KINDS[choice.kind].locked and not choice.enabled:
        raise ChoiceLocked(f"Leave {choice.kind} on {choice.channel} switched on.")


def change_habits(user_id: UUID, wanted: Mapping[str, Any], *, at: datetime) -> Habits:
    """Keep when and in which language the person is told things; what is not named stays.

    Raises:
        HabitsUnusable: quiet hours have one end only, or nobody writes in that language.
    """
    habits = Habits.objects.filter(user_id=user_id).first() or Habits(user_id=user_id)
    for name, value in wanted.items():
        setattr(habits, name, value)
    habits.updated_at = at
    _check_habits(habits)
    with transaction.atomic(savepoint=False):
        Habits.objects.bulk_create(
            [habits],
            update_conflicts=True,
            unique_fields=["user_id"],
            update_fields=[*HABITS, "updated_at"],
        )
        changed.send(sender=Habits, user_id=user_id, at=at)
    return habits


def _check_habits(habits: Habits) -> None:
    if (habits.quiet_from is None) != (habits.quiet_to is None):
        raise HabitsUnusable("Give both ends of the quiet hours, or null for both.")
    if habits.language and habits.language not in languages():
        raise HabitsUnusable(f"Choose a language among {', '.join(sorted(languages()))}.")


def unsubscribe_token(user_id: UUID, kind: str, channel: str, *, since: datetime) -> str:
    """Return the signed text with which a message's reader may switch its kind off.

    Args:
        user_id: the reader.
        kind: of message.
        channel: by which it came.
        since: when the message's cause happened: the same message has the same text.
    """
    signer = signing.Signer(salt=_SALT)
    return signer.sign_object([str(user_id), kind, channel, int(since.timestamp())])


def read_unsubscribe_token(token: str, *, at: datetime) -> tuple[UUID, str, str]:
    """Return person, kind and channel of a token.

    Raises:
        LinkRefused: it is forged, damaged or older than a year.
    """
    try:
        user_id, kind, channel, since = signing.Signer(salt=_SALT).unsign_object(token)
        if at.timestamp() - since <= _LINK_SECONDS:
            return UUID(user_id), kind, channel
    except (signing.BadSignature, ValueError, TypeError, zlib.error):
        pass
    raise LinkRefused("Sign in and change your preferences there.")


def unsubscribe(token: str, *, at: datetime) -> None:
    """Switch the kind of message that ``token`` names off on its channel.

    The token of a digest switches off whatever comes in digests there.
    """
    user_id, kind, channel = read_unsubscribe_token(token, at=at)
    known, off = known_of(user_id), [kind]
    if kind == DIGEST:
        off = [k.name for k in KINDS.values() if pace_of(known, k, channel) != Pace.AT_ONCE]
    choose(user_id, [Choice(kind=one, channel=channel, enabled=False) for one in off], at=at)
