"""Two requests for the same posting at one moment make one opening."""

from threading import Thread
from uuid import UUID

import pytest
from django.db import connection, transaction
from makers import NOON

from agent_service.openings import actions
from agent_service.openings.models import Opening

pytestmark = pytest.mark.django_db(transaction=True)
URL = "https://boards.greenhouse.io/acme/jobs/4012345"
SAME = "https://job-boards.greenhouse.io/acme/jobs/4012345?gh_src=abc"


@pytest.mark.parametrize("second", [URL, SAME])
def test_of_two_at_one_moment_the_second_waits_and_gets_the_first_ones(
    user_id: UUID, second: str
) -> None:
    got = list[Opening]()

    def add() -> None:
        try:
            got.append(actions.add_address(user_id, second, at=NOON))
        finally:
            connection.close()

    other = Thread(target=add)
    with transaction.atomic():
        first = actions.add_address(user_id, URL, at=NOON)
        other.start()
        while other.is_alive() and not _somebody_waits():
            pass
        assert not got
    other.join()
    assert [one.id for one in got] == [first.id]
    assert Opening.objects.of(user_id).count() == 1


def test_people_do_not_wait_for_each_other(user_id: UUID, stranger_id: UUID) -> None:
    got = list[Opening]()

    def add() -> None:
        got.append(actions.add_address(stranger_id, URL, at=NOON))
        connection.close()

    with transaction.atomic():
        actions.add_address(user_id, URL, at=NOON)
        other = Thread(target=add)
        other.start()
        other.join()
    assert Opening.objects.count() == 2


def _somebody_waits() -> bool:
    """Return whether a connection to this database waits for an advisory lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND NOT granted AND d.datname = current_database()"
        )
        return cursor.fetchone() is not None
