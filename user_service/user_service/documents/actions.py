"""Keeping, versioning and removing documents."""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from uuid_utils.compat import uuid7

from common import storage
from common.contracts.user import DocumentUploaded
from common.errors import NotHere, ServiceError
from common.outbox.actions import emit, enqueue
from common.text import safe_filename
from user_service.documents import sniff
from user_service.documents.models import Discarded, Document

log = logging.getLogger(__name__)
_BATCH = 100
_COLUMNS = (
    "id, user_id, lineage_id, version, kind, name, media_type, sha256, size, storage_key, "
    "parse_state, parse_code, created_at"
)
_FIRST = f"""
INSERT INTO documents_document ({_COLUMNS})
VALUES (%(id)s, %(user_id)s, %(id)s, 1, %(kind)s, %(name)s, %(media_type)s, %(sha256)s, %(size)s,
    %(storage_key)s, 'pending', '', %(at)s)
ON CONFLICT DO NOTHING
RETURNING lineage_id, version, kind
"""
#: The number of the version is read and used in one statement; of two at once one stores nothing.
_NEXT = f"""
INSERT INTO documents_document ({_COLUMNS})
SELECT %(id)s, %(user_id)s, newest.lineage_id, newest.version + 1, newest.kind, %(name)s,
    %(media_type)s, %(sha256)s, %(size)s, %(storage_key)s, 'pending', '', %(at)s
FROM documents_document AS given
JOIN documents_document AS newest ON newest.lineage_id = given.lineage_id
WHERE given.id = %(before)s AND given.user_id = %(user_id)s
ORDER BY newest.version DESC
LIMIT 1
ON CONFLICT DO NOTHING
RETURNING lineage_id, version, kind
"""


class DocumentEmpty(ServiceError):
    """There are no bytes in the file."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "document-empty"
    title: ClassVar[str] = "The file is empty"


class DocumentTooLarge(ServiceError):
    """The file is larger than may be kept."""

    status: ClassVar[int] = 413
    code: ClassVar[str] = "document-too-large"
    title: ClassVar[str] = "The file is too large"


class DocumentUnsupported(ServiceError):
    """The bytes are of no kind that can be read."""

    status: ClassVar[int] = 415
    code: ClassVar[str] = "document-unsupported"
    title: ClassVar[str] = "This kind of file cannot be read"


class AlreadyUploaded(ServiceError):
    """Another document of the person has the same bytes."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "document-known"
    title: ClassVar[str] = "You uploaded this file before"


class UploadRaced(ServiceError):
    """Another version of the document was stored in the same moment."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "upload-raced"
    title: ClassVar[str] = "Two versions arrived at once"
    permanent = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was accepted for keeping."""

    name: str
    content: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """Return the hash of the bytes, in hex."""
        return sha256(self.content).hexdigest()


def accepted(name: str, content: bytes) -> Upload:
    """Return the file as it may be kept.

    Raises:
        DocumentEmpty, DocumentTooLarge, DocumentUnsupported: it may not.
    """
    if not content:
        raise DocumentEmpty("Choose a file with content.")
    if len(content) > settings.DOCUMENT_MAX_BYTES:
        raise DocumentTooLarge(f"Send at most {settings.DOCUMENT_MAX_BYTES:,} bytes.")
    safe = safe_filename(name, fallback="document")
    kind = sniff.media_type(content, name=safe)
    if kind is None:
        raise DocumentUnsupported(
            "Send PDF, DOCX, ODT, HTML, Markdown, plain text, JSON Resume or LinkedIn's export; "
            "save an old or password-protected Word file as DOCX without a password first."
        )
    return Upload(safe, content, kind)


@transaction.atomic(savepoint=False)
def upload(user_id: UUID, kind: str, file: Upload, *, at: datetime) -> tuple[Document, bool]:
    """Keep a new document and announce it.

    Returns:
        The document, and whether it is new: the same bytes of the same kind are kept once.
    """
    document = _insert(_FIRST, user_id, file, kind=kind, at=at)
    if document is None:
        known = Document.objects.filter(user_id=user_id, kind=kind, sha256=file.sha256)
        return known.get(), False
    return document, True


@transaction.atomic(savepoint=False)
def upload_version(
    user_id: UUID, before_id: UUID, file: Upload, *, at: datetime
) -> tuple[Document, bool]:
    """Keep the next version of a document and announce it.

    Returns:
        The version, and whether it is new: bytes that are a version of it already are kept once.

    Raises:
        NotHere: the person has no such document.
        AlreadyUploaded: the bytes belong to another of their documents.
        UploadRaced: another version was stored in the same moment.
    """
    document = _insert(_NEXT, user_id, file, before=before_id, at=at)
    if document is not None:
        return document, True
    before = Document.objects.filter(user_id=user_id, id=before_id).first()
    if before is None:
        raise not_here()
    same = Document.objects.filter(user_id=user_id, kind=before.kind, sha256=file.sha256)
    known = same.first()
    if known is None:
        raise UploadRaced("Look at the versions and send yours again.")
    if known.lineage_id != before.lineage_id:
        raise AlreadyUploaded("It is kept as another document.", document_id=known.id)
    return known, False


def not_here() -> NotHere:
    """Return the error about a document that is not the caller's."""
    return NotHere("Check the id; your documents are listed at documents/.")


def _insert(
    statement: str, user_id: UUID, file: Upload, *, at: datetime, **given: Any
) -> Document | None:
    """Store bytes and row and announce them; None where the row cannot be added.

    The bytes come first, so that no row is ever without them; they go again where there is no
    row for them.
    """
    blob = storage.put(file.content)
    try:
        document = _add_row(statement, user_id, file, blob, given | {"at": at})
    except BaseException:
        storage.delete(blob.key)
        raise
    if document is None:
        storage.delete(blob.key)
    return document


def _add_row(
    statement: str, user_id: UUID, file: Upload, blob: storage.Blob, given: dict[str, Any]
) -> Document | None:
    """Add the row and announce it."""
    document = Document(
        id=uuid7(),
        user_id=user_id,
        name=file.name,
        media_type=file.media_type,
        sha256=blob.sha256,
        size=blob.size,
        storage_key=blob.key,
        created_at=given["at"],
    )
    fields = ("id", "user_id", "name", "media_type", "sha256", "size", "storage_key")
    with connection.cursor() as cursor:
        cursor.execute(statement, {f: getattr(document, f) for f in fields} | given)
        stored = cursor.fetchone()
    if stored is None:
        return None
    document.lineage_id, document.version, document.kind = stored
    emit(
        DocumentUploaded(document_id=document.id, sha256=document.sha256),
        user_id=user_id,
        subject_id=document.id,
        subject_version=document.version,
    )
    return document


def content_of(document: Document) -> bytes:
    """Return the bytes of a document."""
    return storage.get(document.storage_key)


@transaction.atomic
def remove(user_id: UUID, document_id: UUID, *, at: datetime) -> None:
    """Remove a document with all its versions, their bytes and what was read from them.

    Raises:
        NotHere: the person has no such document.
    """
    found = Document.objects.filter(user_id=user_id, id=document_id).first()
    if found is None:
        raise not_here()
    versions = Document.objects.filter(user_id=user_id, lineage_id=found.lineage_id)
    discard(user_id, list(versions.values_list("storage_key", flat=True)), at=at)
    versions.delete()


def discard(owner_id: UUID, keys: list[str], *, at: datetime) -> None:
    """Have bytes removed from storage after the commit."""
    rows = [Discarded(owner_id=owner_id, key=key, created_at=at) for key in keys]
    Discarded.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue("user_service.discard_files")


def discard_due() -> int:
    """Remove bytes that nobody owns any more; return how many files went."""
    gone = 0
    for row in Discarded.objects.order_by("attempts", "id")[:_BATCH]:
        try:
            storage.delete(row.key)
        except Exception as error:  # whatever the storage raises, the row stays and is shown
            log.warning("a file could not be removed: %r", error)
            row.attempts, row.last_error = row.attempts + 1, repr(error)[:300]
            row.save(update_fields=["attempts", "last_error"])
            continue
        row.delete()
        gone += 1
    return gone


def note_parsed(user_id: UUID, document_id: UUID, *, sha256: str, parse_id: UUID) -> None:
    """Keep that a document was read."""
    _mine(user_id, document_id, sha256).update(
        parse_state=Document.ParseState.PARSED, parse_code="", parse_id=parse_id
    )


def note_rejected(user_id: UUID, document_id: UUID, *, sha256: str, code: str) -> None:
    """Keep that a document could not be read, and why."""
    _mine(user_id, document_id, sha256).update(
        parse_state=Document.ParseState.REJECTED, parse_code=code[:60], parse_id=None
    )


def _mine(user_id: UUID, document_id: UUID, sha256: str) -> Any:
    return Document.objects.filter(id=document_id, user_id=user_id, sha256=sha256)
