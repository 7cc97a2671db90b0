"""Postgres and Valkey alone: for tests, for commands, and where the suite may use others."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from launched import Launched, clean_environment

from common.launch import CannotStart, account
from common.launch.datadir import launch_id
from common.launch.leftovers import marked
from common.launch.resp import RespClient
from common.launch.servers import embedded

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
NAMES = ["user_service", "ats_service"]


def test_the_servers_serve_each_role_and_are_gone_afterwards(tmp_path: Path) -> None:
    with embedded(tmp_path / "data", NAMES, durable=False) as variables:
        assert set(variables) == {
            "USER_DATABASE_URL", "ATS_DATABASE_URL", "BROKER_URL", "CACHE_URL",
        }  # fmt: skip
        with psycopg.connect(variables["ATS_DATABASE_URL"]) as database:
            shown = database.execute("SELECT current_user, current_database()").fetchone()
        assert shown == ("ats_service", "ats_service")
        with RespClient(variables["CACHE_URL"]) as client:
            assert client.command("PING") == "PONG"
    assert list(marked(launch_id(tmp_path / "data"))) == []


def test_what_was_written_is_there_again_on_the_next_start(tmp_path: Path) -> None:
    for _ in range(2):
        with embedded(tmp_path, NAMES) as variables:
            with psycopg.connect(variables["USER_DATABASE_URL"]) as database:
                database.execute("CREATE TABLE IF NOT EXISTS kept (id serial)")
                database.execute("INSERT INTO kept DEFAULT VALUES")
                rows = database.execute("SELECT count(*) FROM kept").fetchone()
            with RespClient(variables["BROKER_URL"]) as client:
                length = client.command("RPUSH", "kept", "x")
    assert (rows, length) == ((2,), "2")


def test_an_interrupted_initdb_is_begun_anew(tmp_path: Path) -> None:
    half = tmp_path / "postgres.new"
    half.mkdir(parents=True)
    (half / "base").write_text("half of it")
    with embedded(tmp_path, NAMES, durable=False):
        assert not half.exists()


def test_lost_secrets_are_named_with_a_way_on(tmp_path: Path) -> None:
    with embedded(tmp_path, NAMES):
        pass
    (tmp_path / "secrets.json").unlink()
    with pytest.raises(CannotStart, match="refuses its own password"), embedded(tmp_path, NAMES):
        pass


def test_a_cluster_of_another_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(CannotStart, match="was made by Postgres 12"), embedded(tmp_path, NAMES):
        pass


@needs_root
def test_the_data_of_another_user_are_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, pwd.getpwnam("nobody").pw_uid, -1)
    with pytest.raises(CannotStart, match="belongs to nobody, and you are root"):
        embedded(tmp_path, NAMES).__enter__()


@needs_root
def test_root_without_user_namespaces_becomes_another_user_and_keeps_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, nobody = Path(tempfile.mkdtemp(prefix="jobapplier-room-")), pwd.getpwnam("nobody").pw_uid
    room.chmod(0o755)
    monkeypatch.setattr(account, "SHARED_ROOM", room)
    owners, seen = [], []
    try:
        for allowed in (True, False, False, True):
            monkeypatch.setattr(account, "may_map", lambda prefix, answer=allowed: answer)
            with embedded(tmp_path / "data", NAMES) as variables:
                with psycopg.connect(variables["USER_DATABASE_URL"]) as database:
                    database.execute("CREATE TABLE IF NOT EXISTS kept (id serial)")
                    database.execute("INSERT INTO kept DEFAULT VALUES")
                    seen.append(database.execute("SELECT max(id) FROM kept").fetchone())
                found = marked(launch_id(tmp_path / "data"))
                owners.append({p.uids().real for p, part in found if part == "postgres"})
    finally:
        shutil.rmtree(room)
    assert seen == [(1,), (2,), (3,), (4,)]
    assert owners == [{0}, {nobody}, {nobody}, {0}]


@pytest.mark.skipif(not Path("/usr/lib/postgresql").is_dir(), reason="no Postgres of the system")
def test_other_binaries_serve_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = max(Path("/usr/lib/postgresql").glob("*/bin"))
    monkeypatch.setenv("PG_BIN_DIR", str(newest))
    with (
        embedded(tmp_path, NAMES) as variables,
        psycopg.connect(variables["USER_DATABASE_URL"]) as database,
    ):
        shown = database.execute("SHOW server_version").fetchone()
    assert shown is not None
    assert shown[0].startswith(newest.parent.name)


def test_binaries_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN_DIR", "/nowhere")
    monkeypatch.setenv("VALKEY_BIN", "/nowhere/valkey")
    from common.launch.postgres import find_binaries
    from common.launch.valkey import find_binary

    with pytest.raises(CannotStart, match="PG_BIN_DIR=/nowhere lacks postgres, initdb"):
        find_binaries()
    with pytest.raises(CannotStart, match="VALKEY_BIN=/nowhere/valkey is no program"):
        find_binary()


def test_a_command_runs_beside_the_servers(tmp_path: Path, workspace: Path) -> None:
    code = "import os, sys; print(os.environ['USER_DATABASE_URL']); sys.exit(7)"
    command = ["--workspace", str(workspace), "--data-dir", str(tmp_path / "d"), "servers", "--"]
    run = subprocess.run(
        [sys.executable, "-m", "common.launch", *command, sys.executable, "-c", code],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (7, "")
    assert run.stdout.splitlines()[-1].startswith("postgresql://user_service:")


def test_servers_that_are_given_are_used_and_not_started(
    tmp_path: Path, launch: Callable[..., Launched]
) -> None:
    names = ["user_service", "notification_service"]
    with embedded(tmp_path / "others", names) as given:
        secret = tmp_path / "broker"
        secret.write_text(given.pop("BROKER_URL") + "\n")
        suite = launch(**given, BROKER_URL_FILE=str(secret)).ready()
        assert not {"postgres", "valkey"} & set(suite.parts())
        told = suite.get("/api/v1/users/").json["environment"]
        assert told["USER_DATABASE_URL"] == given["USER_DATABASE_URL"]
        assert told["BROKER_URL_FILE"] == str(secret)
        assert "BROKER_URL" not in told
        with RespClient(secret.read_text().strip()) as client:
            client.command("RPUSH", "user_service.rare", "work")
        suite.until("user_service.rare", "ready", seconds=20)
        assert suite.stop(signal.SIGTERM) == 0
