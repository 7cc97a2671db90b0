"""No file harms the caller: limits hold, a killed child costs one file, children are reused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from engine_builders import DAY, PLAIN_RESUME, Picture, docx, pdf, resume_words

from ats_service.engine import errors, limits, sandbox
from ats_service.engine.parse import parse

DATA = PLAIN_RESUME.encode()


@pytest.fixture(autouse=True)
def _fresh_pool() -> Iterator[None]:
    sandbox.close()
    yield
    sandbox.close()


def _children() -> list[int]:
    return sandbox._pool().processes()


@pytest.mark.parametrize("data", [DATA, pdf(resume_words()), docx("Jane Roe", "# Skills", "Go")])
def test_the_sandbox_gives_what_the_engine_gives(data: bytes) -> None:
    assert (
        sandbox.parse(data, name="cv", as_of=DAY).resume
        == parse(data, name="cv", as_of=DAY).resume
    )


def test_errors_cross_with_code_and_message() -> None:
    with pytest.raises(errors.NeedsOcr, match="no text layer"):
        sandbox.parse(pdf([], picture=Picture()), name="scan.pdf", as_of=DAY, ocr=False)


def test_no_child_starts_before_it_is_needed() -> None:
    code = (
        "from ats_service.engine import sandbox; from pathlib import Path; import os\n"
        "print(Path(f'/proc/self/task/{os.getpid()}/children').read_text() or 'none')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "none"


def test_the_engine_starts_without_django() -> None:
    code = (
        "import sys, ats_service.engine.__main__\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'celery')])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_a_child_serves_many_files() -> None:
    for _ in range(3):
        sandbox.parse(DATA, name="cv.txt", as_of=DAY)
    (child,) = _children()
    sandbox.parse(DATA, name="cv.txt", as_of=DAY)
    assert _children() == [child]


def test_a_child_is_replaced_after_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RECYCLE_AFTER", 2)
    for _ in range(2):
        sandbox.parse(DATA, name="cv.txt", as_of=DAY)
    assert _children() == []


def test_a_killed_child_costs_nobody_but_itself() -> None:
    sandbox.parse(DATA, name="cv.txt", as_of=DAY)
    os.kill(_children()[0], signal.SIGKILL)
    assert sandbox.parse(DATA, name="cv.txt", as_of=DAY).kind == "text"


def test_a_reader_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.parse(DATA, name="cv.txt", as_of=DAY)
    os.kill(_children()[0], signal.SIGSTOP)
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.2)
    with pytest.raises(errors.TimedOut):
        sandbox.parse(DATA, name="cv.txt", as_of=DAY)
    assert _children() == []


def test_many_threads_share_few_children() -> None:
    with ThreadPoolExecutor(max_workers=8) as threads:
        jobs = [threads.submit(sandbox.parse, DATA, name="cv.txt", as_of=DAY) for _ in range(24)]
        names = {job.result().resume["basics"]["name"] for job in jobs}
    assert names == {"Jane Roe"}
    assert 1 <= len(_children()) <= sandbox.size()


def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    assert "canary" not in str(sandbox._environment())


def test_too_large_a_file_never_reaches_a_child() -> None:
    with pytest.raises(errors.TooLarge):
        sandbox.parse(b"x" * (limits.MAX_BYTES + 1), name="cv.txt", as_of=DAY)
    assert _children() == []
