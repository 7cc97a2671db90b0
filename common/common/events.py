"""What travels between services: events, commands, their envelope and who listens."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

#: A command's id is derived from who asks and why, so that asking twice is asking once.
COMMAND_NAMESPACE = UUID("5b0f9d9e-9f39-4d4b-9f4e-6d9a2f1c7a11")


class Message(BaseModel):
    """The payload of an event or command: ids and hashes, never addresses or free text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: ClassVar[str]
    audience: ClassVar[tuple[str, ...]]


class Event(Message):
    """Something that happened; ``name`` is ``<service>.<subject>_<past participle>.v1``."""


class Command(Message):
    """Something asked of one service; ``name`` is ``<service>.<verb>_<noun>.v1``.

    The callee always answers with ``CommandCompleted`` or ``CommandFailed``.
    """

    command_id: UUID
    reply_to: str  # service that gets the answer


class Envelope(BaseModel):
    """One message on its way, with what every receiver needs."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    occurred_at: datetime
    user_id: UUID | None
    subject_id: UUID
    subject_version: int = 0
    request_id: str = ""
    causation_id: UUID | None = None
    payload: dict[str, Any]


def command_id(run_id: UUID, step: str) -> UUID:
    """Return the id of the command that ``step`` of ``run_id`` sends."""
    return uuid5(COMMAND_NAMESPACE, f"{run_id}/{step}")


M = TypeVar("M", bound=Message)
Handler = Callable[[Any, Envelope], None]
_handlers: dict[str, list[tuple[type[Message], Handler]]] = {}


def handles(message: type[M]) -> Callable[[Callable[[M, Envelope], None]], Handler]:
    """Register the function as this service's handler of ``message``."""

    def register(function: Callable[[M, Envelope], None]) -> Handler:
        _handlers.setdefault(message.name, []).append((message, function))
        return function

    return register


def handlers_of(name: str) -> list[tuple[type[Message], Handler]]:
    """Return the payload class and function of everyone who listens to ``name``."""
    return _handlers.get(name, [])


def heard() -> frozenset[str]:
    """Return every message name that this process handles."""
    return frozenset(_handlers)
