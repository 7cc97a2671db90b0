"""Commands to match."""

from ats_service.matching import actions
from common.contracts.ats import MatchResume
from common.events import Envelope, handles


@handles(MatchResume)
def match(command: MatchResume, envelope: Envelope) -> None:
    """Compare for a run."""
    actions.compare_by_command(command, envelope, at=envelope.occurred_at)
