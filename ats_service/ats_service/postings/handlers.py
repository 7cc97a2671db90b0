"""Commands to analyse postings."""

from ats_service.postings import actions
from common.contracts.ats import AnalysePosting
from common.events import Envelope, handles


@handles(AnalysePosting)
def analyse(command: AnalysePosting, envelope: Envelope) -> None:
    """Analyse a snapshot for a run."""
    actions.take(command, envelope, at=envelope.occurred_at)
