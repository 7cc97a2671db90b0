"""The beat of a worker rings from a thread, and takes the worker along when it fails."""

import os
import signal
import threading
from pathlib import Path

import pytest
from celery import Celery, beat

from common.outbox.beat import ring_in_thread


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> threading.Thread:
    monkeypatch.setattr(beat, "EmbeddedService", beat.EmbeddedService)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    ring_in_thread()
    app = Celery("of_this_test", broker="memory://", set_as_current=False)
    made = beat.EmbeddedService(app, schedule_filename=str(tmp_path / "schedule"))
    assert isinstance(made, threading.Thread)
    return made


def test_the_beat_is_a_thread_that_ends_with_its_worker(service: threading.Thread) -> None:
    service.start()
    service.stop()  # type: ignore[attr-defined]  # as the worker calls it
    service.join(timeout=10)
    assert not service.is_alive()


def test_a_beat_that_fails_ends_its_worker(
    service: threading.Thread, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *words: sent.append(words))
    monkeypatch.setattr(service, "run", lambda: 1 / 0)
    service.start()
    service.join(timeout=10)
    assert sent == [(os.getpid(), signal.SIGTERM)]
    assert "ZeroDivisionError" in capsys.readouterr().err
