"""Staff are told when a job board that used to answer falls silent, and only then."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from makers import NOON
from test_openings import FOUND, URL
from test_openings import Board as Network

from agent_service.openings import actions, boards, fetching, tasks
from agent_service.openings.models import Board
from agent_service.sources import PostingGone, SourceUnavailable, SourceUnreadable
from common.errors import ServiceError
from common.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
AWAY = SourceUnavailable("The job board answered 503; it is asked again later.")
OTHER = SourceUnreadable("not JSON")


def silences() -> list[dict[str, Any]]:
    """Return what was announced."""
    rows = OutboxEvent.objects.filter(name="operations.source_silent.v1").order_by("id")
    return [row.payload for row in rows]


def fail(error: ServiceError, *hours: float, url: str = URL) -> None:
    """Note failures at some hours after noon."""
    for each in hours:
        boards.note_failure(url, error, at=NOON + each * HOUR)


@pytest.mark.parametrize("error", [AWAY, OTHER])
def test_a_board_that_fell_silent_is_announced_once(error: ServiceError) -> None:
    boards.note_answer(URL, at=NOON)
    fail(error, 1, 2, 3)
    assert boards.announce(at=NOON + 6.9 * HOUR) == []
    assert boards.announce(at=NOON + 7.1 * HOUR) == ["greenhouse"]
    assert boards.announce(at=NOON + 7.2 * HOUR) == []
    (told,) = silences()
    assert (told["source"], told["code"]) == ("greenhouse", error.code)
    assert datetime.fromisoformat(told["since_at"]) == NOON + HOUR


def test_a_board_that_speaks_again_may_fall_silent_again() -> None:
    for start in (0, 24):
        boards.note_answer(URL, at=NOON + start * HOUR)
        fail(AWAY, start + 1, start + 2, start + 3)
        boards.announce(at=NOON + (start + 8) * HOUR)
    since = [datetime.fromisoformat(one["since_at"]) for one in silences()]
    assert since == [NOON + HOUR, NOON + 25 * HOUR]


@pytest.mark.parametrize(
    ("error", "hours", "url"),
    [
        (AWAY, [1, 2], URL),  # too few to be no chance
        (PostingGone("gone"), [1, 2, 3, 4], URL),  # says nothing about the board
        (AWAY, [1, 2, 3, 4], "https://www.example.org/jobs/1"),  # any page of the web
    ],
)
def test_what_does_not_mean_silence(error: ServiceError, hours: list[float], url: str) -> None:
    boards.note_answer(URL, at=NOON)
    fail(error, *hours, url=url)
    assert boards.announce(at=NOON + 48 * HOUR) == []


def test_a_board_that_never_answered_is_not_missed() -> None:
    fail(AWAY, 1, 2, 3)
    assert boards.announce(at=NOON + 48 * HOUR) == []


def test_an_answer_between_failures_ends_the_silence() -> None:
    boards.note_answer(URL, at=NOON)
    fail(AWAY, 1, 2, 3)
    boards.note_answer(URL, at=NOON + 4 * HOUR)
    fail(AWAY, 5)
    assert boards.announce(at=NOON + 48 * HOUR) == []
    assert Board.objects.get().failures == 1


def test_fetching_notes_how_its_board_fared(
    monkeypatch: pytest.MonkeyPatch, user_id: UUID
) -> None:
    network = Network()
    monkeypatch.setattr(fetching, "posting_at", network.posting_at)
    first = actions.add_address(user_id, URL, at=NOON)
    actions.fetch(first.id, at=NOON)
    board = Board.objects.get()
    assert (board.name, board.answered_at, board.failures) == (FOUND.ats, NOON, 0)
    network.says = OTHER
    second = actions.add_address(user_id, URL.replace("123", "124"), at=NOON)
    actions.fetch(second.id, at=NOON)
    board.refresh_from_db()
    assert (board.failures, board.code, board.failing_since) == (1, OTHER.code, NOON)


def test_the_tick_announces(user_id: UUID) -> None:
    boards.note_answer(URL, at=NOON)
    fail(AWAY, 1, 2, 3)
    tasks.watch_sources()
    tasks.watch_sources()
    assert len(silences()) == 1
