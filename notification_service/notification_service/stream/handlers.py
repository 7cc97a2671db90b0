"""What the live stream shows of the others' work, and who may no longer read it."""

from common.contracts.agent import RunChanged
from common.contracts.ats import DocumentParsed, DocumentRejected
from common.contracts.user import TokensRevoked, UserErased
from common.events import Envelope, handles
from notification_service.stream import actions


@handles(RunChanged)
def show_run(event: RunChanged, envelope: Envelope) -> None:
    """Show where a run stands; ``version`` lets a screen pass over what is older."""
    if envelope.user_id:
        data = {**event.model_dump(mode="json"), "version": envelope.subject_version}
        actions.tell(envelope.user_id, ("run", data))


@handles(DocumentParsed)
def show_parse(event: DocumentParsed, envelope: Envelope) -> None:
    """Show that a document was read."""
    if envelope.user_id:
        data = {
            "document_id": str(event.document_id),
            "parse_id": str(event.parse_id),
            "state": "parsed",
        }
        actions.tell(envelope.user_id, ("parse", data))


@handles(DocumentRejected)
def show_rejection(event: DocumentRejected, envelope: Envelope) -> None:
    """Show that a document could not be read."""
    if envelope.user_id:
        data = {
            "document_id": str(event.document_id),
            "code": event.code,
            "state": "rejected",
        }
        actions.tell(envelope.user_id, ("parse", data))


@handles(TokensRevoked)
def close_revoked(event: TokensRevoked, envelope: Envelope) -> None:
    """Close the streams that were opened before the person signed out everywhere."""
    if envelope.user_id:
        actions.recheck(envelope.user_id)


@handles(UserErased)
def close_erased(event: UserErased, envelope: Envelope) -> None:
    """Close every stream of an erased person."""
    if envelope.user_id:
        actions.recheck(envelope.user_id)
