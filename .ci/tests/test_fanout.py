"""A bare ``pytest`` at the root stands for every member's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INI = '[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["."]\n'
PASSES = "def test_passes():\n    pass\n"
FAILS = "def test_fails():\n    assert 1 == 2\n"
SKIPS = 'import pytest\n\n\ndef test_skips():\n    pytest.skip("no browser")\n'
#: Stands for a conftest that imports models: only the member's own settings can load it.
OWN = "import grown_here\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "conftest.py", tmp_path)
    members = '[tool.uv.workspace]\nmembers = ["apples", "pears"]\n'
    (tmp_path / "pyproject.toml").write_text(members + "[tool.pytest.ini_options]\n")
    for name in ("apples", "pears"):
        (tmp_path / name / "tests").mkdir(parents=True)
        (tmp_path / name / "pyproject.toml").write_text(INI)
        (tmp_path / name / "grown_here.py").touch()
        (tmp_path / name / "tests" / "conftest.py").write_text(OWN)
        (tmp_path / name / "tests" / "test_own.py").write_text(PASSES)
    return tmp_path


def run(workspace: Path, *arguments: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "pytest"), *arguments],
        cwd=workspace,
        env={**os.environ, "COLUMNS": "99", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_every_member_runs_and_the_counts_add_up(workspace: Path) -> None:
    (workspace / "pears" / "tests" / "test_more.py").write_text(PASSES + "\n\n" + SKIPS)
    status, lines = run(workspace)
    assert status == 0
    assert " 3 passed, 1 skipped in " in lines[-1]


def test_one_failure_is_the_status_of_all_and_named_with_its_member(workspace: Path) -> None:
    (workspace / "pears" / "tests" / "test_more.py").write_text(FAILS)
    status, lines = run(workspace)
    assert status == 1
    assert lines[-2].startswith("FAILED pears/tests/test_more.py::test_fails")
    assert " 1 failed, 2 passed in " in lines[-1]


def test_a_member_that_breaks_off_counts_as_an_error(workspace: Path) -> None:
    (workspace / "pears" / "tests" / "conftest.py").write_text("import nowhere\n")
    status, lines = run(workspace)
    assert status == 4
    assert " 1 passed, 1 error in " in lines[-1]


def test_a_selection_that_one_member_lacks_is_no_failure(workspace: Path) -> None:
    (workspace / "pears" / "tests" / "test_more.py").write_text("def test_ripe():\n    pass\n")
    status, lines = run(workspace, "-k", "ripe")
    assert status == 0
    assert " 1 passed, 2 deselected in " in lines[-1]


def test_a_skipped_browser_test_fails_where_a_browser_is_required(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    (workspace / "pears" / "tests" / "test_more.py").write_text(SKIPS)
    assert run(workspace, "-rs")[0] == 0
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    status, lines = run(workspace, "-rs")
    assert status == 1
    assert " 1 failed, 2 passed in " in lines[-1]


def test_a_selection_that_nobody_has_is_said(workspace: Path) -> None:
    assert run(workspace, "-k", "absent")[0] == 5


def test_paths_go_to_their_members_only(workspace: Path) -> None:
    status, lines = run(workspace, "apples/tests/test_own.py::test_passes", "pears/tests")
    assert status == 0
    assert " 2 passed in " in lines[-1]
    status, lines = run(workspace, "apples")
    assert (status, " 1 passed in " in lines[-1]) == (0, True)


def test_a_folder_that_runs_apart_is_run_once_and_beside_the_rest(workspace: Path) -> None:
    with (workspace / "pyproject.toml").open("a") as toml:
        toml.write('[tool.workspace-tests]\napart = ["pears/tests/slow"]\n')
    (workspace / "pears" / "tests" / "slow").mkdir()
    (workspace / "pears" / "tests" / "slow" / "test_slow.py").write_text(PASSES)
    status, lines = run(workspace)
    assert (status, " 3 passed in " in lines[-1]) == (0, True)
    assert len([line for line in lines if line.startswith("####") and "pears" in line]) == 2
    status, lines = run(workspace, "pears/tests")
    assert (status, " 2 passed in " in lines[-1]) == (0, True)


def test_a_path_outside_every_member_is_refused(workspace: Path) -> None:
    (workspace / "stray").mkdir()
    assert run(workspace, "stray", "apples")[0] == 4
