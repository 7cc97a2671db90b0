"""Events that profiles hear."""

from common.contracts.ats import DocumentParsed
from common.events import Envelope, handles
from user_service.profiles.actions import readings


@handles(DocumentParsed)
def note_reading(event: DocumentParsed, envelope: Envelope) -> None:
    """Have the fields of a résumé proposed to its owner."""
    if envelope.user_id is not None:
        readings.note(
            user_id=envelope.user_id,
            document_id=event.document_id,
            parse_id=event.parse_id,
            sha256=event.sha256,
            at=envelope.occurred_at,
        )
