"""posting: wait for the opening's posting and have its requirements read."""

from dataclasses import dataclass
from datetime import timedelta

from agent_service.openings.models import Opening, OpeningState
from agent_service.steps._contract import Context, Done, Failed, Outcome, Waiting
from common.contracts.ats import AnalysePosting

_PATIENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Posting:
    """Ask ats_service for the requirements of the opening's snapshot."""

    name: str = "posting"

    def run(self, context: Context) -> Outcome:
        """Return the ids of posting and snapshot, or wait for them."""
        if context.answer is not None:
            return self._answered(context)
        opening = Opening.objects.select_related("snapshot").get(id=context.opening_id)
        if opening.state == OpeningState.FAILED:
            return Failed(opening.code, opening.reason)
        if opening.snapshot is None:
            soon = context.at + timedelta(seconds=2)
            return Waiting("fetching-posting", "The posting is being fetched.", soon)
        command = AnalysePosting(
            command_id=context.command_id,
            reply_to="agent_service",
            snapshot_id=opening.snapshot.id,
            sha256=opening.snapshot.sha256,
        )
        until = context.at + _PATIENCE
        return Waiting("reading-posting", "The posting is being read.", until, command)

    def _answered(self, context: Context) -> Outcome:
        answer = context.answer
        assert answer is not None
        if not answer.completed:
            return Failed(answer.code, answer.detail)
        return Done(answer.output)


STEP = Posting()
