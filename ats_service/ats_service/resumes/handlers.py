"""Documents that people upload, and commands to read them."""

from ats_service.resumes import actions
from common.contracts.ats import ParseDocument
from common.contracts.user import DocumentUploaded
from common.events import Envelope, handles


@handles(DocumentUploaded)
def read_upload(event: DocumentUploaded, envelope: Envelope) -> None:
    """Read every upload, so that its fields can be proposed."""
    if envelope.user_id:
        actions.ask(envelope.user_id, event.document_id, event.sha256, at=envelope.occurred_at)


@handles(ParseDocument)
def read_by_command(command: ParseDocument, envelope: Envelope) -> None:
    """Read a document for a run."""
    actions.ask_by_command(command, envelope, at=envelope.occurred_at)
