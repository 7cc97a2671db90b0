"""A real stream process and readers that talk to it over loopback."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import httpx2
from django.db import connection, transaction

from notification_service.stream import actions

PATH = "/api/v1/notifications/stream/"


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(log: Path, **environment: str) -> Iterator[str]:
    """Run the stream's process as the supervisor does and yield its origin."""
    port, database = free_port(), connection.settings_dict
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asgi"),
        "notification_service.stream.asgi:application",
        *("--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--workers-kill-timeout", "3", "--no-ws"),
    ]
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    variables = {**os.environ, "NOTIFICATION_DATABASE_URL": url, **environment}
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=variables, stdout=output, stderr=subprocess.STDOUT)
        try:
            _until_ready(f"http://127.0.0.1:{port}", process)
            _until_it_listens(log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _until_ready(origin: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the stream's process ended"
        try:
            if httpx2.get(f"{origin}/livez", trust_env=False).status_code == 200:
                return
        except httpx2.HTTPError:
            time.sleep(0.02)
    raise AssertionError("the stream's process does not answer")


def _until_it_listens(log: Path) -> None:
    """Wait until streams are let in: before, each is told to come again in a moment."""
    for _ in range(600):
        if b"the stream listens" in log.read_bytes():
            return
        time.sleep(0.02)
    raise AssertionError("the stream's process does not listen to its database")


class Reader:
    """Reads a stream in a thread of its own; ``next`` waits for one event."""

    def __init__(self, origin: str, ticket: str, **query: Any) -> None:
        self._client = httpx2.Client(timeout=httpx2.Timeout(5, read=20), trust_env=False)
        self._context = self._client.stream(
            "GET", f"{origin}{PATH}", params={"ticket": ticket, **query}
        )
        self.answer = self._context.__enter__()
        self._events: list[tuple[int, str, Any]] = []
        self._changed = threading.Condition()
        self.ended = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        found: dict[str, str] = {}
        try:
            for line in self.answer.iter_lines():
                name, _, value = line.partition(": ")
                found[name] = value
                if not line and "event" in found:
                    self._keep(found)
                if not line:
                    found = {}
        except httpx2.HTTPError:
            pass
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def _keep(self, found: dict[str, str]) -> None:
        event = (int(found["id"]), found["event"], json.loads(found["data"]))
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def next(self, count: int = 1) -> list[tuple[int, str, Any]]:
        """Return the next events."""
        with self._changed:
            arrived = self._changed.wait_for(
                lambda: len(self._events) >= count or self.ended, timeout=10
            )
            assert arrived, f"only {self._events} came"
            taken, self._events = self._events[:count], self._events[count:]
            return taken

    def wait_until_ended(self) -> bool:
        """Return whether the stream ends by itself."""
        with self._changed:
            return self._changed.wait_for(lambda: self.ended, timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        stream = self.answer.extensions["network_stream"]
        with suppress(OSError):
            stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=5)
        self._client.close()


def ticket_of(client: Any) -> str:
    """Return a new ticket of the client's person."""
    answer = client.post("/api/v1/notifications/tickets/")
    assert answer.status_code == 201
    assert answer.json()["path"] == PATH
    return str(answer.json()["ticket"])


def refusal(origin: str, **query: Any) -> tuple[int, str]:
    """Return status and code of a stream that does not open."""
    answer = httpx2.get(f"{origin}{PATH}", params=query, trust_env=False)
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def tell(user_id: UUID, number: int) -> None:
    """Put one numbered event on the person's stream."""
    with transaction.atomic():
        actions.tell(user_id, ("run", {"number": number}))
