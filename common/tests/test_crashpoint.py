import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from common.crashpoint import all_points

PROGRAM = """
from common.crashpoint import crashpoint
for n in range(3):
    crashpoint("submit:after_click")
    print(n, flush=True)
"""


def run(**environment: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.split()


def test_nothing_happens_outside_tests() -> None:
    assert run(CRASH_AT="submit:after_click") == (0, ["0", "1", "2"])


def test_nothing_happens_at_another_point() -> None:
    assert run(TESTING="1", CRASH_AT="submit:before_click") == (0, ["0", "1", "2"])


def test_the_process_dies_at_its_point() -> None:
    assert run(TESTING="1", CRASH_AT="submit:after_click") == (-signal.SIGKILL, [])


def test_the_process_dies_at_the_wanted_occurrence() -> None:
    assert run(TESTING="1", CRASH_AT="submit:after_click:3") == (-signal.SIGKILL, ["0", "1"])


def test_the_restarted_process_lives(tmp_path: Path) -> None:
    environment = {
        "TESTING": "1",
        "CRASH_AT": "submit:after_click",
        "CRASH_ONCE_DIR": str(tmp_path),
    }
    assert run(**environment) == (-signal.SIGKILL, [])
    assert run(**environment) == (0, ["0", "1", "2"])


def test_all_points_are_found_in_source(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("crashpoint('b:x')\n\nmodule.crashpoint('a:y')\n")
    assert all_points(tmp_path) == {"a:y": f"{tmp_path}/a.py:3", "b:x": f"{tmp_path}/a.py:1"}


def test_a_name_used_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("crashpoint('a:x')\ncrashpoint('a:x')\n")
    with pytest.raises(ValueError, match=r"a:x is at .*a\.py:1 and at .*a\.py:2"):
        all_points(tmp_path)


def test_a_name_that_is_no_literal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("crashpoint(name)\n")
    with pytest.raises(ValueError, match="not named by a literal"):
        all_points(tmp_path)
