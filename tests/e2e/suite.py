"""Starts the whole suite in a fresh data directory on free ports, and stops it again."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 300


@dataclass
class Suite:
    """A suite that runs: where it answers, where its data is, and its supervisor."""

    url: str
    data: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def variable(self, service: str, name: str) -> str:
        """Return what the supervisor told a service, such as the practice employer's origin."""
        text = (self.data / "env" / f"{service}.env").read_text()
        found = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        return found[name].strip("'\"")


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    say: Callable[[str], None],
    data: Path | None = None,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Suite]:
    """Start the suite, wait until it is ready, and stop it at the end of the block.

    Args:
        say: gets each line of progress.
        data: its data directory; a fresh one, removed afterwards, where it is None.
        variables: what its environment holds beside ours.

    Raises:
        RuntimeError: it did not become ready; the message holds its last lines.
    """
    with TemporaryDirectory(prefix="jobapplier-") as folder:
        place = data or Path(folder)
        suite = _start(place, say, variables)
        try:
            yield suite
        finally:
            _stop(suite)


def _start(place: Path, say: Callable[[str], None], variables: Mapping[str, str]) -> Suite:
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": str(place), **variables}
    process = subprocess.Popen(
        [sys.executable, "-m", "common.launch", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    suite = Suite(f"http://127.0.0.1:{port}", place, process)
    ready = threading.Event()
    threading.Thread(target=_listen, args=(suite, say, ready), daemon=True).start()
    if not ready.wait(SECONDS_TO_START) or process.poll() is not None:
        _stop(suite)
        raise RuntimeError("the suite did not start:\n" + "\n".join(suite.lines[-20:]))
    return suite


def _listen(suite: Suite, say: Callable[[str], None], ready: threading.Event) -> None:
    """Pass the supervisor's lines on until its output ends; set ``ready`` once it is up."""
    assert suite.process.stdout is not None
    with suite.process.stdout as lines:
        for line in lines:
            suite.lines.append(line.rstrip())
            if not ready.is_set():
                say(line.rstrip())
            if line.startswith("Open http"):
                ready.set()
    ready.set()


def _stop(suite: Suite) -> None:
    """Stop the supervisor; it takes its children along."""
    if suite.process.poll() is None:
        suite.process.terminate()
    try:
        suite.process.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(suite.process.pid, signal.SIGKILL)
        suite.process.wait(10)
