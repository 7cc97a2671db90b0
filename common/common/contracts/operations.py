"""What any service tells those who run the suite; about no person."""

from datetime import datetime
from typing import ClassVar

from common.events import Event

_TOLD = ("notification_service",)


class QueueStuck(Event):
    """Work has waited for longer than it should."""

    name: ClassVar[str] = "operations.queue_stuck.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    service: str
    queue: str
    waiting: int  # how many rows are overdue
    since_at: datetime  # when the oldest was due
    admin: str = ""  # path of the site on which staff look at it


class SourceSilent(Event):
    """A job board has answered nothing usable for longer than it should."""

    name: ClassVar[str] = "operations.source_silent.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    source: str
    code: str  # stable, kebab-case
    since_at: datetime


class AdapterChanged(Event):
    """A form that an adapter knows looks different now."""

    name: ClassVar[str] = "operations.adapter_changed.v1"
    audience: ClassVar[tuple[str, ...]] = _TOLD
    adapter: str
    fingerprint: str
    changed: int  # how many fields came, went or changed
