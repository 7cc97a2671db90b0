"""Every write to matches: compare, store, answer."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from ats_service.engine import match as engine
from ats_service.matching.models import Match
from ats_service.postings.models import Posting
from ats_service.resumes.models import Parse
from common.contracts.ats import MatchOutput, MatchResume
from common.errors import ServiceError
from common.events import Envelope
from common.outbox.actions import complete, fail
from common.text import clean_json


class NotReady(ServiceError):
    """One side of the comparison is not there (yet)."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "not-ready"
    title: ClassVar[str] = "There is nothing to compare yet"


def compare(
    user_id: UUID,
    parse_id: UUID,
    posting_id: UUID,
    *,
    at: datetime,
    command_id: UUID | None = None,
) -> Match:
    """Compare one of the person's parses with one of their postings and store the evidence.

    Raises:
        NotReady: either is missing, somebody else's, still being read, or could not be read.
    """
    parse = Parse.objects.of(user_id).filter(id=parse_id).exclude(resume=None).first()
    posting = Posting.objects.of(user_id).filter(id=posting_id).exclude(facts=None).first()
    if parse is None or posting is None or parse.resume is None or posting.facts is None:
        missing = "résumé" if parse is None else "posting"
        raise NotReady(f"The {missing} is not among yours, or is not read yet; look at its state.")
    found = engine.match(parse.resume, posting.facts, as_of=at.date(), text=parse.text)
    return Match.objects.create(
        user_id=user_id,
        parse=parse,
        posting=posting,
        score=found["score"],
        confidence=found["confidence"],
        rows=clean_json(found["rows"]),
        flags=clean_json(found["flags"]),
        command_id=command_id,
        as_of=at.date(),
        created_at=at,
    )


@transaction.atomic
def compare_by_command(command: MatchResume, envelope: Envelope, *, at: datetime) -> None:
    """Compare for a run and answer; the same command again gets the same answer."""
    if envelope.user_id is None:
        return
    found = Match.objects.filter(command_id=command.command_id).first()
    try:
        found = found or compare(
            envelope.user_id,
            command.parse_id,
            command.posting_id,
            at=at,
            command_id=command.command_id,
        )
    except NotReady as error:
        fail(command, envelope, code=error.code, detail=str(error))
        return
    output = MatchOutput(match_id=found.id, score=found.score)
    complete(command, envelope, output.model_dump(mode="json"))
