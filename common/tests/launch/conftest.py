"""A supervisor on a small workspace, for one test or for a module."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_workspace import write_workspace
from launched import Launched


@pytest.fixture(scope="session", autouse=True)
def heed_ctrl_c() -> None:
    """Let supervisors hear Ctrl-C although a script that runs the tests with ``&`` ignores it.

    A shell without job control ignores SIGINT in its background jobs, their children inherit that,
    and a supervisor keeps to it, as ``nohup make run &`` expects.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace in a place whose name is long and holds what shells stumble over."""
    return write_workspace(tmp_path / ("a clone, with 'commas' and spaces " + "long " * 25))


@pytest.fixture
def launch(workspace: Path, tmp_path: Path) -> Iterator[Callable[..., Launched]]:
    """Return a starter of supervisors on one data directory; what still runs is stopped."""
    started: list[Launched] = []

    def start(**variables: str) -> Launched:
        started.append(Launched(workspace, workspace / ".data", variables=variables))
        return started[-1]

    yield start
    for each in started:
        each.stop()
    assert [each.parts() for each in started] == [{} for _ in started]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """Return one supervisor that many tests share."""
    root = write_workspace(tmp_path_factory.mktemp("shared"))
    launched = Launched(root, root / ".data")
    try:
        yield launched.ready()
    finally:
        assert launched.stop() == 0
