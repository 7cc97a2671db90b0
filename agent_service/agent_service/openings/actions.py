"""Every write to openings: from an address, from text, from a file."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from agent_service import sources
from agent_service.openings import boards, fetching, identity
from agent_service.openings.addresses import Reference
from agent_service.openings.models import Opening, OpeningState, Snapshot
from agent_service.sources import PostingSnapshot
from agent_service.sources.page import SOURCE as PAGE
from common import http, leases
from common.errors import ServiceError
from common.outbox.actions import enqueue
from common.text import clean, clean_json

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
_MAX_TEXT = 200_000
_LOCK_AND_LOOK = """
SELECT pg_advisory_xact_lock(hashtextextended(%s, 0));
SELECT id FROM openings_opening WHERE user_id = %s AND exact_keys && %s::varchar[]
ORDER BY id LIMIT 1
"""


class PostingTooLong(ServiceError):
    """A pasted posting is longer than any real one."""

    status: ClassVar[int] = 413
    code: ClassVar[str] = "posting-too-long"
    title: ClassVar[str] = "The posting is too long"


@transaction.atomic(savepoint=False)
def add_address(user_id: UUID, url: str, *, at: datetime) -> Opening:
    """Return the person's opening behind ``url``; a new one is fetched in the background.

    Raises:
        ServiceError: the address is not one that may be fetched.
    """
    http.check_url(url)
    keys = _keys(url)
    known = _known(user_id, keys)
    if known is not None and known.state != OpeningState.FAILED:
        return known
    opening = known or Opening(user_id=user_id, url=url, created_at=at)
    opening.state, opening.code, opening.reason = OpeningState.FETCHING, "", ""
    opening.exact_keys, opening.next_attempt_at, opening.attempts = list(keys.exact), at, 0
    opening.save()
    enqueue("agent_service.fetch_opening", opening_id=str(opening.id))
    return opening


def _known(user_id: UUID, keys: identity.Keys) -> Opening | None:
    """Return the person's opening of the same posting, others being held back meanwhile.

    An opening has several keys and any shared one makes it known, which no unique index can say:
    so a person's additions go one at a time. Both statements travel together, and the second
    sees what the first waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_AND_LOOK, [f"opening:{user_id}", user_id, list(keys.exact)])
        cursor.nextset()
        row = cursor.fetchone()
    return Opening.objects.get(id=row[0]) if row else None


def add_text(
    user_id: UUID, text: str, *, title: str, employer: str, url: str, at: datetime
) -> Opening:
    """Return a new opening whose posting was pasted; ready at once.

    Args:
        user_id: whose it is.
        text: the posting, at most 200,000 characters.
        title: of the job; read from the text where it is empty.
        employer: who offers it; read from the text where it is empty.
        url: where the application form is; empty where there is none.
        at: now.

    Raises:
        PostingTooLong: ``text`` is longer than that.
        SourceError: the text is no posting.
    """
    if len(text) > _MAX_TEXT:
        raise PostingTooLong(f"Paste only the posting: at most {_MAX_TEXT:,} characters.")
    _check(url)
    found = sources.pasted(clean(text), title=clean(title), employer=clean(employer), url=url)
    return _add(user_id, found, url=url, at=at)


def add_file(user_id: UUID, data: bytes, *, url: str, at: datetime) -> Opening:
    """Return a new opening whose posting is a file of text or HTML.

    Raises:
        PostingTooLong: the file is larger than any real posting.
        SourceError: it holds no posting.
    """
    if len(data) > 10 * _MAX_TEXT:
        raise PostingTooLong("Send only the posting, as text or HTML of at most 2 MB.")
    if data.lstrip()[:1] != b"<":
        text = data.decode("utf-8", errors="replace")
        return add_text(user_id, text, title="", employer="", url=url, at=at)
    _check(url)
    found = PAGE.parse(data, Reference("page", "", ""), url)
    return _add(user_id, found, url=url, at=at)


@transaction.atomic(savepoint=False)
def _add(user_id: UUID, found: PostingSnapshot, *, url: str, at: datetime) -> Opening:
    """Store an opening that needs no fetching."""
    opening = Opening(user_id=user_id, url=url, created_at=at, next_attempt_at=at)
    _settle(opening, _store(user_id, found, at=at), _keys(url) if url else None)
    return opening


def fetch(opening_id: UUID, *, at: datetime) -> None:
    """Fetch one opening's posting, where it is due and nobody else does; safe to run twice."""
    opening = leases.claim(Opening.objects.to_fetch(at).filter(pk=opening_id))
    if opening is None:
        return
    with leases.held(opening):
        try:
            found = fetching.posting_at(opening.url)
        except ServiceError as error:
            boards.note_failure(opening.url, error, at=at)
            _note_failure(opening, error, at=at)
        else:
            boards.note_answer(found.url or opening.url, at=at)
            _keep(opening, found, at=at)


def due(at: datetime) -> list[UUID]:
    """Return the openings whose fetch was forgotten or is due again."""
    rows = Opening.objects.to_fetch(at).filter(leases.free())
    return list(rows.values_list("id", flat=True)[:200])


def _check(url: str) -> None:
    """Refuse the form's address where there is one and it may not be called."""
    if url:
        http.check_url(url)


def _keys(url: str) -> identity.Keys:
    return identity.keys(url, "", "", (), practice_origin=settings.PRACTICE_ORIGIN)


@transaction.atomic
def _keep(opening: Opening, found: PostingSnapshot, *, at: datetime) -> None:
    leases.check(opening)
    _settle(opening, _store(opening.user_id, found, at=at), _keys(found.url or opening.url))


def _settle(opening: Opening, snapshot: Snapshot, keys: identity.Keys | None) -> None:
    """Make the opening ready with what its snapshot says."""
    opening.snapshot, opening.state = snapshot, OpeningState.READY
    opening.code, opening.reason = "", ""
    opening.title, opening.employer = snapshot.title, snapshot.employer
    opening.places = snapshot.places
    if keys is not None:
        opening.exact_keys = sorted({*opening.exact_keys, *keys.exact})
    opening.soft_key = identity.soft_key(snapshot.employer, snapshot.title, snapshot.places)[:700]
    opening.save()


def _store(user_id: UUID, found: PostingSnapshot, *, at: datetime) -> Snapshot:
    """Write the snapshot, clean of what Postgres cannot hold."""
    return Snapshot.objects.create(
        user_id=user_id,
        source=found.ats,
        url=found.url[:2000],
        apply_url=(found.apply_url or found.url)[:2000],
        title=clean(found.title)[:300],
        employer=clean(found.employer)[:300],
        places=clean_json(list(found.places)),
        workplace=found.workplace,
        employment_type=clean(found.employment_type)[:60],
        salary=clean_json(_plain(found.salary)),
        language=found.language[:10],
        text=clean(found.text)[:_MAX_TEXT],
        questions=clean_json([asdict(question) for question in found.questions]),
        sha256=found.sha256,
        posted_at=found.posted_at,
        closes_at=found.closes_at,
        created_at=at,
    )


def _plain(salary: Any) -> dict[str, str] | None:
    return None if salary is None else {k: str(v) for k, v in asdict(salary).items() if v}


@transaction.atomic
def _note_failure(opening: Opening, error: ServiceError, *, at: datetime) -> None:
    """Plan another try, or say why there is no posting."""
    leases.check(opening)
    opening.code, opening.reason = error.code, str(error)
    if error.permanent or opening.attempts >= MAX_ATTEMPTS:
        opening.state = OpeningState.FAILED
    opening.next_attempt_at = at + timedelta(seconds=15 * 2**opening.attempts)
    opening.save(update_fields=["code", "reason", "state", "next_attempt_at"])
