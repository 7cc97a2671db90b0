"""An owner filter that is taken away is found by the sweep."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = ("common", "user_service", "ats_service", "agent_service", "notification_service")
#: One filter of each service: file, what stands there, what is left of it, who must be caught.
FILTERS = [
    (
        "user_service/user_service/documents/api.py",
        "Document.objects.filter(user_id=self.request.user.person)\n\n    @extend_schema("
        'operation_id="get_document"',
        'Document.objects.all()\n\n    @extend_schema(operation_id="get_document"',
        "get_document",
    ),
    (
        "ats_service/ats_service/resumes/api.py",
        "Parse.objects.of(self.request.user.id)",
        "Parse.objects.all()",
        "list_parses",
    ),
    (
        "agent_service/agent_service/openings/api.py",
        "Opening.objects.of(self.request.user.id)",
        "Opening.objects.all()",
        "get_opening",
    ),
    (
        "notification_service/notification_service/inbox/api.py",
        "Message.objects.of(self.request.user.id)",
        "Message.objects.all()",
        "list_messages",
    ),
]


def copy(to: Path) -> None:
    """Copy what the suite runs from, and these tests."""
    left = shutil.ignore_patterns(
        "__pycache__", ".*_cache", "build", "*.egg-info", "bench", "chaos"
    )
    for name in (*MEMBERS, "tests"):
        shutil.copytree(ROOT / name, to / name, ignore=left)
    shutil.copy(ROOT / "pyproject.toml", to)


def break_filters(tree: Path) -> None:
    """Take one owner filter away in each service."""
    for file, filtered, open_to_all, _ in FILTERS:
        text = (tree / file).read_text()
        assert text.count(filtered) == 1, f"{file} no longer holds the filter that is broken here"
        (tree / file).write_text(text.replace(filtered, open_to_all))


@pytest.mark.chaos  # it starts a suite of its own
def test_the_sweep_fails_where_an_owner_filter_is_missing(tmp_path: Path) -> None:
    copy(tmp_path)
    break_filters(tmp_path)
    sweep = subprocess.run(
        [sys.executable, "-m", "pytest", "access/test_access.py", "-vv", "-k",
         "gets_nothing_and_changes_nothing"],
        cwd=tmp_path / "tests",
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(tmp_path / name) for name in MEMBERS),
            "ACCESS_LIGHT": "1",
        },
        capture_output=True,
        text=True,
        timeout=900,
    )  # fmt: skip
    assert sweep.returncode == 1, sweep.stdout[-3000:]
    for *_, caught in FILTERS:
        assert re.search(rf"{caught} \[\w+.*\] -> 200: it (holds|is not refused)", sweep.stdout)
    assert "4 failed" in sweep.stdout
