"""What every service answers to an erasure."""

from typing import ClassVar
from uuid import UUID

from common.events import Event


class ErasureDone(Event):
    """One service removed everything of an erased person."""

    name: ClassVar[str] = "common.erasure_done.v1"
    audience: ClassVar[tuple[str, ...]] = ("user_service",)
    erasure_id: UUID
    service: str
    rows: int  # how many were removed
