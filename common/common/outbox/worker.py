"""What a Celery worker does beside its tasks: relay, request ids, fresh connections, readiness."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery import signals
from django.db import close_old_connections

from common.observability import request_id
from common.outbox.beat import ring_in_thread
from common.outbox.relay import Relay

_NICE = 5
_running: dict[str, Any] = {}


def connect() -> None:
    """Listen to the worker's signals; called once when Django is ready."""
    signals.celeryd_init.connect(ring_in_thread, weak=False)
    signals.worker_ready.connect(_start, weak=False)
    signals.worker_shutting_down.connect(_stop, weak=False)
    signals.task_prerun.connect(_before_task, weak=False)
    signals.task_postrun.connect(_after_task, weak=False)
    signals.setup_logging.connect(_keep_django_logging, weak=False)


def _keep_django_logging(**_: Any) -> None:
    """Stop Celery from replacing the log format of the settings."""


def _start(sender: Any = None, **_: Any) -> None:
    """Start the relay and say that the worker takes tasks.

    A worker that serves only a queue of its own (the browser's) leaves the relay to the others.
    """
    _give_way()
    queues = {queue.name for queue in sender.task_consumer.queues} if sender else set()
    if sender and sender.app.conf.task_default_queue in queues:
        _running["relay"] = Relay()
        _running["relay"].start()
    if ready_file := os.environ.get("READY_FILE"):
        Path(ready_file).touch()


def _give_way() -> None:
    """Let what somebody waits for, the web processes, run before what happens in the background.

    Where the system shares the processor among sessions first, nice counts only within one, and
    the worker's session has to give way.
    """
    os.nice(_NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICE), encoding="ascii")


def _stop(**_: Any) -> None:
    if relay := _running.get("relay"):
        relay.stop()


def _before_task(task: Any = None, task_id: str = "", **_: Any) -> None:
    """Drop connections that a restarted Postgres left dead, and take over the request id."""
    close_old_connections()
    headers = getattr(task.request, "headers", None) or {}
    given = headers.get("request_id") or getattr(task.request, "request_id", "") or ""
    context = request_id(given)
    context.__enter__()
    _running[task_id] = context


def _after_task(task_id: str = "", **_: Any) -> None:
    if context := _running.pop(task_id, None):
        context.__exit__(None, None, None)
