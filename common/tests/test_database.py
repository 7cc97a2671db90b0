"""What every connection to a database asks for."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "2min"),
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "6"),
        ("tcp_user_timeout", "90000"),
    ],
)
def test_the_server_lets_go_of_what_a_lost_worker_held(setting: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        assert cursor.fetchone() == (value,)


def test_our_end_gives_up_a_link_that_went_silent() -> None:
    connection.ensure_connection()
    asked = connection.connection.info.get_parameters()
    assert (asked["keepalives_idle"], asked["tcp_user_timeout"]) == ("30", "90000")
