"""The two answers to every command; sent only to the service that asked."""

from typing import Any, ClassVar
from uuid import UUID

from common.events import Event


class CommandCompleted(Event):
    """A command was carried out."""

    name: ClassVar[str] = "common.command_completed.v1"
    audience: ClassVar[tuple[str, ...]] = ()  # the command's reply_to
    command_id: UUID
    output: dict[str, Any]


class CommandFailed(Event):
    """A command could not be carried out, and never will be with the same input."""

    name: ClassVar[str] = "common.command_failed.v1"
    audience: ClassVar[tuple[str, ...]] = ()  # the command's reply_to
    command_id: UUID
    code: str  # stable, kebab-case
    detail: str  # a sentence that says how to go on; no personal data
