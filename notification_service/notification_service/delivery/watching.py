"""Tells those who run the suite where messages to people do not go out."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from common.outbox.watch import announce
from notification_service.delivery.models import Delivery, State
from notification_service.preferences.actions import channels

#: Due for so long means that nobody looks: an attempt or a wait would have moved it on.
_LOOKED_AT = timedelta(minutes=10)
#: How long the provider of a whole channel may fail before somebody has to know.
_FAILING = timedelta(minutes=30)
_PROVIDER = ("transport-error", "provider-down", "asked-to-wait")


def watch(*, at: datetime) -> list[str]:
    """Announce each channel that is stuck, at most once an hour; return what is said of them.

    What a person set up themselves is theirs: when it fails they are told, not the staff.
    """
    pending = Delivery.objects.filter(state=State.PENDING)
    left = pending.filter(next_attempt_at__lt=at - _LOOKED_AT)
    shared = [name for name, channel in channels().items() if channel.settings is None]
    failing = pending.filter(
        reason__in=_PROVIDER, created_at__lt=at - _FAILING, channel__in=shared
    )
    return [
        *_announce("messages not looked at", left, "next_attempt_at", at=at),
        *_announce("messages not taken", failing, "created_at", at=at),
    ]


def _announce(what: str, rows: QuerySet[Any], since: str, *, at: datetime) -> list[str]:
    stuck = {
        f"{what}: {channel}": rows.filter(channel=channel)
        for channel in rows.values_list("channel", flat=True).distinct().order_by("channel")
    }
    return [name for name, some in stuck.items() if announce(name, some, at=at, since=since)]
