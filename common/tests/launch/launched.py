"""The supervisor in a process of its own, as a person would run it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any

from common.launch.datadir import launch_id
from common.launch.environment import is_given
from common.launch.leftovers import marked
from common.launch.ports import free_port


class Launched:
    """A supervisor that runs in a process of its own."""

    def __init__(
        self,
        workspace: Path,
        data_dir: Path,
        *,
        variables: Mapping[str, str] = MappingProxyType({}),
        port: int = 0,
    ) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.said: list[str] = []
        command = ["--workspace", str(workspace), "--data-dir", str(data_dir), "run"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "common.launch", *command, "--port", str(self.port)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=clean_environment(variables),
            start_new_session=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def until(self, *words: str, seconds: float = 60.0) -> str:
        """Return the next line that holds all words; fail when none comes."""
        deadline = monotonic() + seconds
        while (line := self._next(deadline)) is not None:
            if all(word in line for word in words):
                return line
        raise AssertionError(f"no line with {words} in:\n" + "\n".join(self.said))

    def ready(self) -> "Launched":
        """Return itself once everything is up and announced."""
        self.until("Ctrl-C stops everything.")
        return self

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal and return the exit status; kills what does not end."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.end()

    def end(self) -> int:
        """Return the exit status once the supervisor has ended by itself."""
        try:
            return self.process.wait(timeout=40)
        finally:
            self.process.kill()
            self._drain()

    def parts(self) -> dict[str, set[int]]:
        """Return the process ids of each part that lives."""
        found: dict[str, set[int]] = {}
        for process, part in marked(launch_id(self.data_dir)):
            found.setdefault(part, set()).add(process.pid)
        return found

    def get(self, path: str, *, method: str = "GET", body: Any = None, **headers: str) -> "Answer":
        """Return the gateway's answer."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, body=body, headers=headers)
            return Answer(connection.getresponse())

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _next(self, deadline: float) -> str | None:
        try:
            line = self._lines.get(timeout=max(0.0, deadline - monotonic()))
        except queue.Empty:
            return None
        if line is not None:
            self.said.append(line)
        return line

    def _drain(self) -> None:
        self._reader.join(timeout=20)
        while not self._lines.empty():
            self._next(monotonic())


class Answer:
    """An answer, read to its end."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status, self.headers = response.status, response.headers
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def clean_environment(variables: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the environment without what the tests' own servers put there."""
    ours = {"DATA_DIR", "TESTING", "TOKEN_KEY", "BROKER_URL", "CACHE_URL"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.endswith("_DATABASE_URL") and "LAUNCH" not in name
    }
    assert not is_given("BROKER_URL", kept)
    return {**kept, **variables}
