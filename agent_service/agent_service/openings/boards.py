"""Notices when a job board that used to answer answers nothing usable any more.

Every fetch says how its board fared; nobody is asked only to see whether they answer. A posting
that is gone says nothing about its board, so it counts neither way.
"""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction

from agent_service import sources
from agent_service.openings.models import Board
from agent_service.sources import PostingGone
from common.contracts.operations import SourceSilent
from common.errors import ServiceError
from common.outbox.actions import emit

#: So many failures without an answer between them are no chance.
_FAILURES = 3


def note_answer(url: str, *, at: datetime) -> None:
    """Note that the board of an address gave a posting: whatever was silent speaks again."""
    if name := _watched(url):
        Board.objects.bulk_create(
            [Board(name=name, answered_at=at)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["answered_at", "failing_since", "failures", "code", "told_at"],
        )


@transaction.atomic
def note_failure(url: str, error: ServiceError, *, at: datetime) -> None:
    """Note that the board of an address gave nothing usable."""
    name = _watched(url)
    if not name or isinstance(error, PostingGone):
        return
    Board.objects.bulk_create([Board(name=name)], ignore_conflicts=True)
    board = Board.objects.select_for_update().get(name=name)
    board.failing_since = board.failing_since or at
    board.failures += 1
    board.code = error.code[:60]
    board.save(update_fields=["failing_since", "failures", "code"])


def _watched(url: str) -> str:
    """Return the board of an address; "" where it is any page, or our own practice employer."""
    name = sources.board_of(url)
    return "" if name == "practice" else name


@transaction.atomic
def announce(*, at: datetime) -> list[str]:
    """Tell staff once of each board that fell silent; return the names of these."""
    before = at - timedelta(hours=settings.SOURCE_SILENT_HOURS)
    rows = Board.objects.select_for_update(skip_locked=True).filter(
        answered_at__isnull=False, told_at=None, failing_since__lte=before, failures__gte=_FAILURES
    )
    silent = list(rows.order_by("name"))
    for board in silent:
        board.told_at = at
        board.save(update_fields=["told_at"])
        event = SourceSilent(
            source=board.name, code=board.code, since_at=board.failing_since or at
        )
        subject = uuid5(NAMESPACE_URL, f"source {board.name}")
        emit(event, user_id=None, subject_id=subject)
    return [board.name for board in silent]
