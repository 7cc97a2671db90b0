"""Starting, stopping, healing and starting again: with real Postgres, Valkey and Caddy."""

import os
import signal
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection

import psutil
import pytest
from launched import Launched

ALL_PARTS = {
    "postgres", "valkey", "gateway", "user_service.web", "user_service.worker",
    "notification_service.web", "notification_service.stream",
}  # fmt: skip

Launch = Callable[..., Launched]


def test_ctrl_c_with_an_open_stream_leaves_no_process(launch: Launch) -> None:
    suite = launch().ready()
    assert set(suite.parts()) == ALL_PARTS
    with closing(HTTPConnection("127.0.0.1", suite.port, timeout=10)) as connection:
        connection.request("GET", "/api/v1/notifications/stream/")
        assert connection.getresponse().read(7) == b"data: x"
        assert suite.stop(signal.SIGINT) == 0
    assert suite.parts() == {}
    assert "everything has stopped" in suite.said[-1]


def test_it_starts_again_after_everything_was_killed(launch: Launch) -> None:
    first = launch().ready()
    everything = [pid for pids in first.parts().values() for pid in pids]
    everything += [child.pid for child in psutil.Process(first.process.pid).children(True)]
    for pid in {first.process.pid, *everything}:
        with suppress(ProcessLookupError):  # it went with its parent
            os.kill(pid, signal.SIGKILL)
    first.end()
    assert set(launch().ready().parts()) == ALL_PARTS


def test_it_starts_again_after_the_supervisor_alone_was_killed(launch: Launch) -> None:
    first = launch().ready()
    first.stop(signal.SIGKILL)
    second = launch().ready()
    assert not [line for line in second.said if "Staff sign in as" in line]
    assert {part: len(pids) for part, pids in second.parts().items()} == {
        **dict.fromkeys(ALL_PARTS, 1),
        "user_service.worker": 2,
        "postgres": len(second.parts()["postgres"]),
    }


@pytest.mark.chaos
def test_a_stale_pid_file_that_names_a_stranger_is_no_obstacle(launch: Launch) -> None:
    first = launch().ready()
    first.stop()
    stale = first.data_dir / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n")
    launch().ready()


def test_what_is_killed_starts_again(launch: Launch) -> None:
    suite = launch().ready()
    for part in ("user_service.web", "gateway", "valkey", "postgres"):
        for pid in suite.parts()[part]:
            os.kill(pid, signal.SIGKILL)
        assert "SIGKILL" in suite.until(part, "ended")
        suite.until(part, "ready")
    assert suite.get("/api/v1/users/x").status == 200


def test_what_a_killed_process_had_started_dies_with_it(launch: Launch) -> None:
    suite = launch().ready()
    before = suite.parts()["user_service.worker"]
    assert len(before) == 2
    leader = next(pid for pid in before if psutil.Process(pid).ppid() == suite.process.pid)
    os.kill(leader, signal.SIGKILL)
    suite.until("user_service.worker", "ready")
    assert not before & suite.parts()["user_service.worker"]


@pytest.mark.chaos
def test_a_closed_output_stops_the_suite(launch: Launch) -> None:
    suite = launch()
    suite.until("postgres", "ready")
    assert suite.process.stdout is not None
    os.dup2(os.open(os.devnull, os.O_RDONLY), suite.process.stdout.fileno())
    suite.process.wait(timeout=40)
    assert suite.parts() == {}


def test_a_terminated_supervisor_stops_while_it_starts(launch: Launch) -> None:
    suite = launch()
    suite.until("postgres", "ready")
    assert suite.stop(signal.SIGTERM) == 0


def test_a_setup_that_fails_shows_the_end_of_its_log(launch: Launch) -> None:
    suite = launch(USER_DATABASE_URL="postgresql://nobody:x@127.0.0.1:1/none")
    assert suite.end() == 1
    assert any("user_service.setup failed (exit 1)" in line for line in suite.said)
    assert any("connection refused" in line.lower() for line in suite.said)
