"""Fetching what ats_service read and turning it into proposals."""

import logging
import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from common import internal, leases
from common.errors import ServiceError
from common.outbox.actions import enqueue
from user_service.documents.models import Document
from user_service.profiles.actions.proposals import propose
from user_service.profiles.models import Reading

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 10
_BATCH = 20


def note(*, user_id: UUID, document_id: UUID, parse_id: UUID, sha256: str, at: datetime) -> None:
    """Keep that a résumé of the person was read, and have its fields fetched after the commit.

    A document that is gone by now, has other bytes, or is no résumé proposes nothing.
    """
    mine = Document.objects.filter(id=document_id, user_id=user_id, sha256=sha256)
    if not mine.filter(kind=Document.Kind.RESUME).exists():
        return
    reading = Reading(
        user_id=user_id,
        document_id=document_id,
        parse_id=parse_id,
        created_at=at,
        next_attempt_at=at,
    )
    Reading.objects.bulk_create([reading], ignore_conflicts=True)
    enqueue("user_service.read_proposals")


def due(*, at: datetime) -> QuerySet[Reading]:
    """Return the readings to fetch now, oldest first."""
    found = Reading.objects.filter(proposed_at=None, parked_at=None, next_attempt_at__lte=at)
    return found.order_by("next_attempt_at")


def fetch_due(*, at: datetime) -> int:
    """Fetch what is due and propose it, one worker a reading; return how many worked."""
    worked = 0
    for _ in range(_BATCH):
        reading = leases.claim(due(at=at))
        if reading is None:
            break
        with leases.held(reading):
            worked += _fetch(reading)
    return worked


def _fetch(reading: Reading) -> bool:
    """Propose the fields of one claimed reading and note the outcome."""
    try:
        path = f"/parses/{reading.parse_id}/"
        parse = internal.call("ats_service", path, on_behalf_of=reading.user_id).json()
        _propose(reading, parse, at=timezone.now())
    except leases.LeaseLost:
        return False
    except Exception as error:  # whatever it is, it is counted, kept and shown
        _note_failure(reading, error, at=timezone.now())
        return False
    return True


@transaction.atomic
def _propose(reading: Reading, parse: dict[str, Any], *, at: datetime) -> None:
    leases.check(reading)
    propose(
        user_id=reading.user_id,
        document_id=reading.document_id,
        parse_id=reading.parse_id,
        parse=parse,
        at=at,
    )
    Reading.objects.filter(id=reading.id).update(proposed_at=at, last_error="")


def _note_failure(reading: Reading, error: Exception, *, at: datetime) -> None:
    """Plan the next attempt, or give the reading up for staff to see."""
    permanent = isinstance(error, ServiceError) and error.permanent
    given_up = permanent or reading.attempts >= MAX_ATTEMPTS
    wait = min(3600.0, 10.0 * 2**reading.attempts) * random.uniform(0.5, 1.5)
    log.warning("a parse was not fetched (attempt %d): %s", reading.attempts, error)
    Reading.objects.filter(id=reading.id).update(
        last_error=f"{type(error).__name__}: {error}"[:300],
        parked_at=at if given_up else None,
        next_attempt_at=at + timedelta(seconds=wait),
    )


def fetch_again(readings: QuerySet[Reading], *, at: datetime) -> int:
    """Give readings that were given up fresh attempts; return how many there were."""
    changed = readings.filter(parked_at__isnull=False).update(
        parked_at=None, attempts=0, next_attempt_at=at, last_error=""
    )
    enqueue("user_service.read_proposals")
    return changed
