"""What the supervisor reads and keeps: tables, secrets, ports, logs, memory of what to do."""

import base64
import socket
import stat
from pathlib import Path

import pytest
from fake_workspace import write_workspace

from common.launch import CannotStart, logs
from common.launch.environment import as_env_file, value_of
from common.launch.keyring import Keyring
from common.launch.members import find_workspace, read_members
from common.launch.ports import free_port, require_free
from common.launch.processes import describe


def test_members_without_a_table_and_processes_of_other_environments_are_left_out(
    tmp_path: Path,
) -> None:
    members = read_members(write_workspace(tmp_path), environment="production")
    assert [member.name for member in members] == ["user_service", "notification_service"]
    assert [process.part for process in members[0].processes] == [
        "user_service.web", "user_service.worker", "user_service.rare",
    ]  # fmt: skip


def test_the_workspace_is_found_from_anywhere_below(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    assert find_workspace(root / "user_service") == root
    with pytest.raises(CannotStart, match="start from the repository's root"):
        find_workspace(Path("/"))


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("[tool.jobapplier]\nwrod = 'users'", "wrod, which nothing reads"),
        ("[tool.jobapplier.process.web]\nready = 'http /'", r"process\.web\] lacks `command`"),
        (
            "[tool.jobapplier.process.web]\ncommand = 'x'\nredy = 'http /'",
            r"process\.web\] holds redy",
        ),
        (
            "[tool.jobapplier.process.web]\ncommand = 'x'\non_demand = { list = 'q' }",
            r"process\.web\] holds list",
        ),
        ("[tool.jobapplier]\nname = 'x'", "holds name"),
    ],
)
def test_a_typing_error_in_a_table_is_named(tmp_path: Path, table: str, complaint: str) -> None:
    root = write_workspace(tmp_path)
    (root / "user_service" / "pyproject.toml").write_text(table)
    with pytest.raises(CannotStart, match=complaint):
        read_members(root, environment="local")


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    first = Keyring(path).get("a.KEY", "ed25519")
    assert Keyring(path).get("a.KEY", "ed25519") == first
    assert len(base64.b64decode(first, validate=True)) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [Keyring(path).note("shown"), Keyring(path).note("shown")] == [True, False]


def test_secrets_that_cannot_be_read_or_made_are_named(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    with pytest.raises(CannotStart, match="no secret is of kind 'rsa'"):
        Keyring(path).get("a.KEY", "rsa")
    path.write_text("{")
    with pytest.raises(CannotStart, match="cannot be read"):
        Keyring(path)


def test_a_file_that_holds_a_value_is_read_or_named(tmp_path: Path) -> None:
    (tmp_path / "value").write_text("from the file\n")
    assert value_of("X", {"X_FILE": str(tmp_path / "value")}) == "from the file"
    with pytest.raises(CannotStart, match="X_FILE=/nowhere cannot be read"):
        value_of("X", {"X_FILE": "/nowhere"})


def test_an_environment_file_survives_what_people_put_into_paths() -> None:
    text = as_env_file({"B": "1", "A": "a \"quoted\", $dollar `tick` 'path' \\ #"})
    assert text == 'A="a \\"quoted\\", \\$dollar \\`tick\\` \'path\' \\\\ #"\nB="1"\n'


def test_a_port_is_handed_out_once_and_only_while_it_is_free() -> None:
    ports = [free_port() for _ in range(20)]
    assert len(set(ports)) == 20
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports[0]))
        with pytest.raises(CannotStart, match=f"Port {ports[0]} on 127.0.0.1 is taken"):
            require_free(ports[0])
    with pytest.raises(CannotStart, match="PORT=0 is no port"):
        require_free(0)


def test_a_log_is_turned_over_and_the_oldest_dropped(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    for start in range(6):
        logs.turn_over(log)
        log.write_text(f"start {start}")
    logs.turn_over(log)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "part.log.1": "start 5", "part.log.2": "start 4", "part.log.3": "start 3",
    }  # fmt: skip


def test_a_log_that_grew_too_large_is_cut_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_LARGEST", 10)
    log = tmp_path / "part.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"the first twenty bytes")
        logs.shorten(log)
        writer.write(b"later")
        logs.shorten(log)
    assert (tmp_path / "part.log.1").read_bytes() == b"the first twenty bytes"
    assert log.read_bytes() == b"later"
    assert logs.tail(log) == "    later"


def test_an_end_is_told_in_words() -> None:
    assert [describe(3), describe(-9)] == ["exit 3", "SIGKILL"]
