"""Every write to parses: ask, read in the sandbox, answer."""

import logging
import time
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ats_service.engine import customs, sandbox
from ats_service.engine.errors import EngineError
from ats_service.postings.models import Posting
from ats_service.resumes.models import Asker, Parse, WorkState
from common import internal, leases
from common.contracts.ats import DocumentParsed, DocumentRejected, ParseDocument, ParseOutput
from common.contracts.commands import CommandCompleted, CommandFailed
from common.errors import NotHere, ServiceError
from common.events import Envelope
from common.outbox.actions import emit, enqueue
from common.text import clean, clean_json

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 3


class DocumentUnavailable(ServiceError):
    """The document is not among the person's."""

    status: ClassVar[int] = 404
    code: ClassVar[str] = "document-not-found"
    title: ClassVar[str] = "There is no such document among yours"


class DocumentChanged(ServiceError):
    """The bytes are not those that were announced."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "document-changed"
    title: ClassVar[str] = "The document was replaced in the meantime"


@transaction.atomic(savepoint=False)
def ask(user_id: UUID, document_id: UUID, digest: str, *, at: datetime) -> Parse:
    """Return the parse of these bytes; a new one is read in the background."""
    named = {"user_id": user_id, "document_id": document_id, "sha256": digest}
    new = Parse(**named, next_attempt_at=at, created_at=at)
    Parse.objects.bulk_create([new], ignore_conflicts=True)  # two statements, and no savepoint
    parse = Parse.objects.get(**named)
    if parse.id == new.id:
        enqueue("ats_service.parse_document", parse_id=str(parse.id))
    return parse


def ask_by_id(user_id: UUID, document_id: UUID, *, at: datetime) -> Parse:
    """Return the parse of the document's current bytes.

    Raises:
        DocumentUnavailable: the person has no such document.
    """
    try:
        path = f"/documents/{document_id}/"
        found = internal.call("user_service", path, on_behalf_of=user_id).json()
    except internal.PeerRefused as error:
        raise DocumentUnavailable("Upload it first, then ask again.") from error
    return ask(user_id, document_id, found["sha256"], at=at)


@transaction.atomic
def ask_by_command(command: ParseDocument, envelope: Envelope, *, at: datetime) -> None:
    """Remember who asked; answer at once where the parse is there."""
    if envelope.user_id is None:
        return
    parse = ask(envelope.user_id, command.document_id, command.sha256, at=at)
    parse = Parse.objects.select_for_update().get(id=parse.id)
    Asker.objects.get_or_create(
        command_id=command.command_id,
        defaults={
            "user_id": envelope.user_id,
            "parse": parse,
            "reply_to": command.reply_to,
            "message_id": envelope.id,
        },
    )
    if parse.state != WorkState.PENDING:
        parse.askers.filter(command_id=command.command_id).update(answered_at=None)
        _answer(parse, at=at)


def read(parse_id: UUID, *, at: datetime) -> None:
    """Read one document where it is due and nobody else does; safe to run twice."""
    parse = leases.claim(Parse.objects.due(at).filter(pk=parse_id))
    if parse is None:
        return
    with leases.held(parse):
        started = time.perf_counter()
        try:
            data, name = _bytes(parse), _name(parse)
            found = sandbox.parse(data, name=name, as_of=at.date(), ocr=settings.ATS_OCR)
        except (EngineError, ServiceError) as error:
            _failed(parse, error.code, str(error), _is_final(parse, error), at=at)
        else:
            _done(parse, found, time.perf_counter() - started, at=at)


def findings_of(
    parse: Parse, *, country: str = "", posting_id: UUID | None = None
) -> list[dict[str, Any]]:
    """Return the document check for where the document is sent, or as it was stored.

    Args:
        parse: what was read.
        country: two letters.
        posting_id: one of the person's postings, whose country counts where none is given.

    Raises:
        NotHere: the person has no such posting.
    """
    if posting_id is not None:
        posting = Posting.objects.of(parse.user_id).filter(id=posting_id).first()
        if posting is None:
            raise NotHere("Check the id; your postings are listed at postings/.")
        country = country or customs.country_of_posting(posting.facts or {})
    return customs.judged(parse.findings, country.upper()) if country else parse.findings


def due(at: datetime) -> list[UUID]:
    """Return the parses that nobody works on and that could go on."""
    rows = Parse.objects.due(at).filter(leases.free())
    return list(rows.values_list("id", flat=True)[:100])


def _is_final(parse: Parse, error: Exception) -> bool:
    return bool(getattr(error, "permanent", True)) or parse.attempts >= MAX_ATTEMPTS


def _name(parse: Parse) -> str:
    """Return the name under which the person uploaded the document, which is checked too."""
    path = f"/documents/{parse.document_id}/"
    return str(internal.call("user_service", path, on_behalf_of=parse.user_id).json()["name"])


def _bytes(parse: Parse) -> bytes:
    """Return the document's bytes after checking that they are the announced ones."""
    path = f"/documents/{parse.document_id}/content/"
    data = internal.call("user_service", path, on_behalf_of=parse.user_id).content
    if sha256(data).hexdigest() != parse.sha256:
        raise DocumentChanged("The newer version is read by itself.")
    return data


@transaction.atomic
def _done(parse: Parse, found: Any, seconds: float, *, at: datetime) -> None:
    leases.check(parse)
    parse.state, parse.code, parse.reason = WorkState.DONE, "", ""
    parse.kind, parse.language, parse.pages = found.kind, found.language[:10], found.pages
    parse.resume, parse.findings = clean_json(found.resume), clean_json(list(found.findings))
    parse.text, parse.seconds, parse.finished_at = clean(found.text), seconds, at
    _save(parse)
    event = DocumentParsed(document_id=parse.document_id, parse_id=parse.id, sha256=parse.sha256)
    emit(event, user_id=parse.user_id, subject_id=parse.document_id)
    _answer(parse, at=at)


@transaction.atomic
def _failed(parse: Parse, code: str, reason: str, final: bool, *, at: datetime) -> None:
    leases.check(parse)
    parse.code, parse.reason = code, reason
    parse.next_attempt_at = at + timedelta(seconds=10 * 3**parse.attempts)
    if final:
        parse.state, parse.finished_at = WorkState.FAILED, at
    _save(parse)
    if final:
        event = DocumentRejected(document_id=parse.document_id, sha256=parse.sha256, code=code)
        emit(event, user_id=parse.user_id, subject_id=parse.document_id)
        _answer(parse, at=at)


def _save(parse: Parse) -> None:
    """Save all but the lease."""
    parse.save(
        update_fields=[
            "state",
            "code",
            "reason",
            "kind",
            "language",
            "pages",
            "resume",
            "findings",
            "text",
            "seconds",
            "next_attempt_at",
            "finished_at",
        ]
    )


def _answer(parse: Parse, *, at: datetime) -> None:
    """Answer every command that still waits, in the caller's transaction."""
    for asker in parse.askers.filter(answered_at=None):
        if parse.state == WorkState.DONE:
            output = ParseOutput(parse_id=parse.id).model_dump(mode="json")
            answer: Any = CommandCompleted(command_id=asker.command_id, output=output)
        else:
            answer = CommandFailed(
                command_id=asker.command_id, code=parse.code, detail=parse.reason
            )
        emit(
            answer,
            user_id=parse.user_id,
            subject_id=asker.command_id,
            causation_id=asker.message_id,
            audience=(asker.reply_to,),
        )
    parse.askers.filter(answered_at=None).update(answered_at=at)
