"""Setting up where a person is told things, proving that it is theirs, and stopping it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection, transaction
from django.dispatch import Signal
from django.utils.crypto import salted_hmac
from pydantic import ValidationError

from common.errors import NotHere, ServiceError
from common.outbox.actions import enqueue
from notification_service.channels import Channel, Target, TransportError
from notification_service.destinations.models import Destination, State
from notification_service.messages.kinds import KINDS
from notification_service.preferences.actions import channels
from notification_service.sealing import Unreadable, seal, unseal

ASK = "notification_service.ask_destination"
_SALT = "notification_service.destination"
_ROUNDS = 20
#: Sent with the ``destination`` and ``at`` when messages stop because nothing arrives there.
stopped = Signal()


class ChannelUnknown(ServiceError):
    """There is no such channel, or nothing can be set up on it."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "channel-unknown"
    title: ClassVar[str] = "Nothing can be set up on this channel"


class SettingsUnusable(ServiceError):
    """A destination cannot be made of these settings."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "settings-unusable"
    title: ClassVar[str] = "These settings cannot be used"


class DestinationKnown(ServiceError):
    """The person set it up before, or has as many as there may be."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "destination-known"
    title: ClassVar[str] = "This is set up already"


class NotNow(ServiceError):
    """The destination does not stand where this could be done."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "not-now"
    title: ClassVar[str] = "This cannot be done with it now"


@dataclass(frozen=True, slots=True)
class Added:
    """A destination, and what its owner is shown of it once."""

    row: Destination
    secret: str = ""


def channel_of(name: str) -> Channel:
    """Return a channel on which something can be set up.

    Raises:
        ChannelUnknown: there is none of that name.
    """
    found: Channel | None = channels().get(name)
    if found is None or found.settings is None:
        raise ChannelUnknown("Choose one of those that /channels/ lists.")
    return found


def target_of(row: Destination) -> Target:
    """Return where a destination leads, opened.

    Raises:
        TransportError: it was sealed under a secret that is gone, or its channel is.
    """
    channel = channels().get(row.channel)
    try:
        if channel is None or channel.settings is None:
            raise Unreadable("its channel is gone")
        return Target(row.id, channel.settings.model_validate(unseal(row.sealed)))
    except (Unreadable, ValidationError) as error:
        raise TransportError("its settings cannot be opened: set it up anew", dead=True) from error


def add(
    user_id: UUID, name: str, given: Mapping[str, Any], *, kinds: Sequence[str], at: datetime
) -> Added:
    """Set up a destination; a code or a challenge goes there at once.

    Args:
        user_id: the person.
        name: of the channel.
        given: its settings, as the channel's JSON Schema says.
        kinds: the only kinds of message that go there; empty for all that are chosen.
        at: now.

    Raises:
        ChannelUnknown, SettingsUnusable, DestinationKnown: it cannot be set up.
    """
    channel = channel_of(name)
    settings = channel.settle(_read(channel, given))
    print_ = salted_hmac(_SALT, channel.place_of(settings), algorithm="sha256").hexdigest()
    row = Destination(
        user_id=user_id,
        channel=name,
        label=channel.label_of(settings)[:100],
        sealed=seal(settings.model_dump(mode="json")),
        fingerprint=print_,
        kinds=_checked(kinds),
        provider=channel.provider_of(settings)[:100],
        ask_at=at,
        created_at=at,
    )
    with transaction.atomic():
        _one_at_a_time(user_id)
        if Destination.objects.of(user_id).filter(channel=name).count() >= channel.most:
            raise DestinationKnown(f"Remove one: there may be {channel.most} on this channel.")
        _insert(row)
        enqueue(ASK, destination_id=str(row.id))
    return Added(row, getattr(settings, "secret", ""))


def _one_at_a_time(user_id: UUID) -> None:
    """Hold back whoever else adds for the person until this transaction ends.

    A unique index cannot count, and a row to lock need not be there yet.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"destination:{user_id}"]
        )


def _read(channel: Channel, given: Mapping[str, Any]) -> Any:
    assert channel.settings is not None
    try:
        return channel.settings.model_validate(dict(given))
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        found = [
            {
                "pointer": "/settings/" + "/".join(map(str, one["loc"])),
                "detail": one["msg"],
                "code": one["type"].replace("_", "-"),
            }
            for one in wrong
        ]
        raise SettingsUnusable("Correct the fields named in errors.", errors=found) from None


def _checked(kinds: Sequence[str]) -> list[str]:
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise SettingsUnusable(f"There is no kind of message called {unknown[0][:50]}.")
    return sorted(set(kinds))


def _insert(row: Destination) -> None:
    Destination.objects.bulk_create([row], ignore_conflicts=True)
    if not Destination.objects.filter(id=row.id).exists():
        raise DestinationKnown("It is in your list; remove it there to set it up anew.")


@transaction.atomic
def own(user_id: UUID, destination_id: UUID) -> Destination:
    """Return a person's destination, locked while the caller's transaction lasts.

    Raises:
        NotHere: it is another's, or gone.
    """
    rows = Destination.objects.select_for_update().of(user_id).filter(id=destination_id)
    if (row := rows.first()) is None:
        raise NotHere("Look for it in /destinations/.")
    return row


def begin_round(row: Destination, *, at: datetime) -> Destination:
    """Have a destination proved anew; what went out before is void. The row is locked.

    Raises:
        NotNow: it was asked too often.
    """
    if row.round >= _ROUNDS:
        raise NotNow("It was asked too often. Remove it and set it up anew.")
    row.state, row.round, row.tries, row.asked = State.UNPROVED, row.round + 1, 0, 0
    row.ask_at = at
    row.save()
    enqueue(ASK, destination_id=str(row.id))
    return row


@transaction.atomic
def change(
    user_id: UUID,
    destination_id: UUID,
    *,
    label: str | None = None,
    kinds: Sequence[str] | None = None,
) -> Destination:
    """Change what a destination is called and which kinds go there; None leaves it as it is."""
    row = own(user_id, destination_id)
    if label:
        row.label = label[:100]
    if kinds is not None:
        row.kinds = _checked(kinds)
    row.save(update_fields=["label", "kinds"])
    return row


@transaction.atomic
def remove(user_id: UUID, destination_id: UUID) -> None:
    """Forget a destination; what waits for it is not sent."""
    own(user_id, destination_id).delete()


@transaction.atomic
def pause(user_id: UUID, destination_id: UUID) -> Destination:
    """Let nothing go to a destination until its owner says so.

    Raises:
        NotNow: it was never proved.
    """
    row = own(user_id, destination_id)
    if row.state == State.UNPROVED:
        raise NotNow("Prove it first, or remove it.")
    if row.state == State.READY:
        row.state, row.reason = State.PAUSED, "by-owner"
        row.save(update_fields=["state", "reason"])
    return row


@transaction.atomic
def resume(user_id: UUID, destination_id: UUID, *, at: datetime) -> Destination:
    """Let messages go to a destination again; where nothing arrived, it is proved anew first."""
    row = own(user_id, destination_id)
    if row.state == State.PAUSED and row.reason != "by-owner":
        return begin_round(row, at=at)
    if row.state == State.PAUSED:
        row.state, row.reason = State.READY, ""
        row.save(update_fields=["state", "reason"])
    return row


@transaction.atomic
def rotate(user_id: UUID, destination_id: UUID, *, at: datetime) -> Added:
    """Make a new secret; the one before signs as well for a day.

    Raises:
        NotNow: the channel has no secret of its own.
    """
    row = own(user_id, destination_id)
    settings = target_of(row).settings
    if not hasattr(settings, "rotated"):
        raise NotNow("Nothing is signed on this channel.")
    fresh = settings.rotated(at)
    row.sealed = seal(fresh.model_dump(mode="json"))
    row.save(update_fields=["sealed"])
    return Added(row, fresh.secret)


@transaction.atomic
def stop(destination_id: UUID, *, reason: str, detail: str, at: datetime) -> bool:
    """Pause a destination where nothing arrives any more, and have its owner told elsewhere."""
    ready = Destination.objects.filter(id=destination_id, state=State.READY)
    if not ready.update(state=State.PAUSED, reason=reason, detail=detail[:300]):
        return False
    row = Destination.objects.get(id=destination_id)
    stopped.send(sender=Destination, destination=row, at=at)
    return True
