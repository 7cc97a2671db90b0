"""Events that documents hear."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from common.auth.erasure import erasing
from common.contracts.ats import DocumentParsed, DocumentRejected
from common.events import Envelope, handles
from user_service.documents import actions
from user_service.documents.models import Document


@handles(DocumentParsed)
def note_parsed(event: DocumentParsed, envelope: Envelope) -> None:
    """Keep that a document was read."""
    if envelope.user_id is not None:
        actions.note_parsed(
            envelope.user_id, event.document_id, sha256=event.sha256, parse_id=event.parse_id
        )


@handles(DocumentRejected)
def note_rejected(event: DocumentRejected, envelope: Envelope) -> None:
    """Keep that a document could not be read."""
    if envelope.user_id is not None:
        actions.note_rejected(
            envelope.user_id, event.document_id, sha256=event.sha256, code=event.code
        )


@receiver(erasing)
def discard_files(sender: object, user_id: UUID, **_: Any) -> None:
    """Have the files of an erased person removed."""
    with transaction.atomic():
        keys = Document.objects.filter(user_id=user_id).values_list("storage_key", flat=True)
        actions.discard(user_id, list(keys), at=timezone.now())
