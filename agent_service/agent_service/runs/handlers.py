"""Answers of other services to the commands of runs."""

from typing import Any
from uuid import UUID

from agent_service.runs import actions
from agent_service.runs.models import CommandAnswer
from common.contracts.commands import CommandCompleted, CommandFailed
from common.events import Envelope, handles


@handles(CommandCompleted)
def take_output(event: CommandCompleted, envelope: Envelope) -> None:
    """Keep the output."""
    _take(event.command_id, envelope, completed=True, output=event.output)


@handles(CommandFailed)
def take_failure(event: CommandFailed, envelope: Envelope) -> None:
    """Keep the reason."""
    _take(event.command_id, envelope, completed=False, code=event.code, detail=event.detail)


def _take(command_id: UUID, envelope: Envelope, **columns: Any) -> None:
    if envelope.user_id is None:
        return
    answer = CommandAnswer(
        command_id=command_id,
        user_id=envelope.user_id,
        received_at=envelope.occurred_at,
        **columns,
    )
    actions.take_answer(answer)
