"""match: have résumé and posting compared."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from agent_service.steps._contract import Context, Done, Failed, Outcome, Waiting
from common.contracts.ats import MatchResume

_PATIENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Match:
    """Ask ats_service for the match of the run's parse with its posting."""

    name: str = "match"

    def run(self, context: Context) -> Outcome:
        """Return the match's id and score, or wait for it."""
        answer = context.answer
        if answer is not None:
            return Done(answer.output) if answer.completed else Failed(answer.code, answer.detail)
        command = MatchResume(
            command_id=context.command_id,
            reply_to="agent_service",
            parse_id=UUID(context.outputs["resume"]["parse_id"]),
            posting_id=UUID(context.outputs["posting"]["posting_id"]),
        )
        until = context.at + _PATIENCE
        return Waiting("matching", "Résumé and posting are being compared.", until, command)


STEP = Match()
