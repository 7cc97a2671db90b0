"""Every write to postings: take, analyse, answer."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from ats_service.engine import posting as engine
from ats_service.engine.errors import EngineError
from ats_service.postings.models import Posting
from ats_service.resumes.models import WorkState
from common import internal, leases
from common.contracts.ats import AnalysePosting, PostingOutput
from common.contracts.commands import CommandCompleted, CommandFailed
from common.errors import ServiceError
from common.events import Envelope
from common.outbox.actions import emit, enqueue
from common.text import clean, clean_json

MAX_ATTEMPTS = 3


@transaction.atomic(savepoint=False)
def paste(user_id: UUID, text: str, *, at: datetime) -> Posting:
    """Return a new posting made of pasted text; it is analysed in the background."""
    text = clean(text)
    row = Posting.objects.create(
        user_id=user_id,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        next_attempt_at=at,
        created_at=at,
    )
    enqueue("ats_service.analyse_posting", posting_id=str(row.id))
    return row


@transaction.atomic
def take(command: AnalysePosting, envelope: Envelope, *, at: datetime) -> None:
    """Take a snapshot to be analysed; the same command again is answered again."""
    if envelope.user_id is None:
        return
    row, created = Posting.objects.get_or_create(
        command_id=command.command_id,
        defaults={
            "user_id": envelope.user_id,
            "snapshot_id": command.snapshot_id,
            "sha256": command.sha256,
            "reply_to": command.reply_to,
            "message_id": envelope.id,
            "next_attempt_at": at,
            "created_at": at,
        },
    )
    if created:
        enqueue("ats_service.analyse_posting", posting_id=str(row.id))
    elif row.state != WorkState.PENDING:
        _answer(row)


def analyse(posting_id: UUID, *, at: datetime) -> None:
    """Analyse one posting where it is due and nobody else does; safe to run twice."""
    row = leases.claim(Posting.objects.due(at).filter(pk=posting_id))
    if row is None:
        return
    with leases.held(row):
        try:
            row.text = row.text or _text(row)
            facts = engine.analyse(row.text).as_dict()
        except (EngineError, ServiceError) as error:
            final = getattr(error, "permanent", True) or row.attempts >= MAX_ATTEMPTS
            _failed(row, error.code, str(error), bool(final), at=at)
        else:
            _done(row, facts, at=at)


def due(at: datetime) -> list[UUID]:
    """Return the postings that nobody works on and that could go on."""
    rows = Posting.objects.due(at).filter(leases.free())
    return list(rows.values_list("id", flat=True)[:100])


def _text(row: Posting) -> str:
    path = f"/snapshots/{row.snapshot_id}/"
    answer = internal.call("agent_service", path, on_behalf_of=row.user_id).json()
    return clean(answer["text"])


@transaction.atomic
def _done(row: Posting, facts: dict[str, Any], *, at: datetime) -> None:
    leases.check(row)
    row.state, row.code, row.reason = WorkState.DONE, "", ""
    row.facts, row.finished_at = clean_json(facts), at
    _save(row)
    _answer(row)


@transaction.atomic
def _failed(row: Posting, code: str, reason: str, final: bool, *, at: datetime) -> None:
    leases.check(row)
    row.code, row.reason = code, reason
    row.next_attempt_at = at + timedelta(seconds=10 * 3**row.attempts)
    if final:
        row.state, row.finished_at = WorkState.FAILED, at
    _save(row)
    if final:
        _answer(row)


def _save(row: Posting) -> None:
    """Save all but the lease."""
    row.save(
        update_fields=[
            "text",
            "state",
            "code",
            "reason",
            "facts",
            "next_attempt_at",
            "finished_at",
        ]
    )


def _answer(row: Posting) -> None:
    """Answer the command, where one asked, in the caller's transaction."""
    if row.command_id is None:
        return
    if row.state == WorkState.DONE:
        output = PostingOutput(posting_id=row.id).model_dump(mode="json")
        answer: Any = CommandCompleted(command_id=row.command_id, output=output)
    else:
        answer = CommandFailed(command_id=row.command_id, code=row.code, detail=row.reason)
    emit(
        answer,
        user_id=row.user_id,
        subject_id=row.command_id,
        causation_id=row.message_id,
        audience=(row.reply_to,),
    )
