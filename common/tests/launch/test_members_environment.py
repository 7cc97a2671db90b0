"""What each member's processes know, and what they cannot reach."""

import ast
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from launched import Launched, clean_environment

from common.launch.datadir import launch_id
from common.launch.leftovers import memory
from common.launch.resp import RespClient, RespError


def env_file(running: Launched, member: str) -> dict[str, str]:
    """Return the variables as the settings read them."""
    path = running.data_dir / "env" / f"{member}.env"
    names = [line.partition("=")[0] for line in path.read_text().splitlines()]
    code = f"import environ, os; environ.Env.read_env({str(path)!r}); print(dict(os.environ))"
    run = subprocess.run([sys.executable, "-c", code], env={}, capture_output=True, check=True)
    read: dict[str, str] = ast.literal_eval(run.stdout.decode())
    return {name: read[name] for name in names}


def test_each_part_says_when_it_is_ready_in_the_order_of_need(running: Launched) -> None:
    ready = [line.split()[0] for line in running.said if " ready in " in line]
    assert {"postgres", "valkey"} == set(ready[:2])
    assert {"user_service.web", "notification_service.web", "notification_service.stream"} == set(
        ready[2:5]
    )
    assert ready[5:8] == ["gateway", "user_service.worker", "suite"]


def test_the_first_start_shows_the_staff_password(running: Launched) -> None:
    line = next(line for line in running.said if line.startswith("Staff sign in as "))
    told = running.get("/api/v1/users/").json["environment"]["STAFF_PASSWORD"]
    assert line == f"Staff sign in as staff@localhost with the password {told}"


def test_a_process_gets_its_own_variables_and_no_others(running: Launched) -> None:
    users = running.get("/api/v1/users/").json["environment"]
    notifications = running.get("/api/v1/notifications/").json["environment"]
    assert users["SECRET_KEY"] != notifications["SECRET_KEY"]
    assert "TOKEN_KEY" in users
    assert "TOKEN_KEY" not in notifications
    assert "NOTIFICATION_DATABASE_URL" not in users
    assert "USER_DATABASE_URL" not in notifications
    assert users["PUBLIC_URL"] == f"http://127.0.0.1:{running.port}"
    assert users["DATA_DIR"] == str(running.data_dir)
    assert users["DJANGO_SETTINGS_MODULE"] == "user_service.settings"
    assert set(users) >= {"USER_ORIGIN", "NOTIFICATION_ORIGIN", "NOTIFICATION_STREAM_ORIGIN"}
    assert "USER_REHEARSAL_ORIGIN" not in users


def test_the_file_for_commands_by_hand_says_the_same(running: Launched) -> None:
    told = running.get("/api/v1/users/").json["environment"]
    written = env_file(running, "user_service")
    assert {name: told[name] for name in written} == written
    assert written["BROKER_URL"].startswith("redis://:")


def test_nobody_else_reads_what_is_secret(running: Launched) -> None:
    secret = [running.data_dir / "secrets.json", *(running.data_dir / "env").iterdir()]
    secret.append(running.data_dir / "run" / "valkey.conf")
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret} == {0o600}
    assert stat.S_IMODE(running.data_dir.stat().st_mode) == 0o700


def test_no_password_stands_in_a_command_line(running: Launched) -> None:
    secrets = (running.data_dir / "secrets.json").read_text().split('"')[3::4]
    for pids in running.parts().values():
        for pid in pids:
            words = Path(f"/proc/{pid}/cmdline").read_text()
            assert not [secret for secret in secrets if secret in words and secret != "done"]


def test_a_role_cannot_enter_the_database_of_another(running: Launched) -> None:
    own = env_file(running, "user_service")["USER_DATABASE_URL"]
    with psycopg.connect(own) as database:
        words = database.execute("SELECT word FROM starts ORDER BY word").fetchall()
    assert words == [("first",), ("second",)]
    for other in ("notification_service", "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(own.replace("/user_service?", f"/{other}?"))


def test_a_wrong_password_is_refused_by_both_servers(running: Launched) -> None:
    written = env_file(running, "user_service")
    password = written["USER_DATABASE_URL"].split(":")[2].split("@")[0]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(written["USER_DATABASE_URL"].replace(password, "wrong"))
    with pytest.raises(RespError, match="WRONGPASS"):
        RespClient(written["BROKER_URL"].replace("redis://:", "redis://:wrong")).command("PING")


def test_a_second_supervisor_on_the_same_data_is_told_what_to_do(
    running: Launched, tmp_path: Path
) -> None:
    second = Launched(running.data_dir.parent, running.data_dir)
    assert second.end() == 1
    message = "\n".join(second.said)
    assert f"already runs on {running.data_dir} (process {running.process.pid}, http" in message
    assert f"`kill {running.process.pid}`" in message
    assert "make run DATA_DIR=… PORT=…" in message


def test_a_taken_port_is_named_with_a_free_way_on(running: Launched, tmp_path: Path) -> None:
    second = Launched(running.data_dir.parent, tmp_path / "data", port=running.port)
    assert second.end() == 1
    assert any(f"Port {running.port} on 127.0.0.1 is taken" in line for line in second.said)
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_process_on_demand_runs_only_while_there_is_work(running: Launched) -> None:
    assert "user_service.rare" not in running.parts()
    with RespClient(env_file(running, "user_service")["BROKER_URL"]) as client:
        client.command("RPUSH", "user_service.rare", "work")
        running.until("user_service.rare", "is needed", seconds=20)
        running.until("user_service.rare", "ready", seconds=20)
        client.command("DEL", "user_service.rare")
    running.until("user_service.rare", "is no longer needed", seconds=20)


def test_status_names_every_part_with_its_memory(running: Launched) -> None:
    command = [sys.executable, "-m", "common.launch", "--workspace", str(running.data_dir.parent)]
    shown = subprocess.run(
        [*command, "--data-dir", str(running.data_dir), "status"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    usages = memory(launch_id(running.data_dir), supervisor=running.process.pid)
    assert {usage.part for usage in usages} >= {"supervisor", "postgres", "user_service.web"}
    assert all(f"\n{usage.part} " in shown for usage in usages)
    assert next(usage for usage in usages if usage.part == "postgres").processes > 3


def test_status_says_that_nothing_runs(tmp_path: Path, running: Launched) -> None:
    command = [sys.executable, "-m", "common.launch", "--workspace", str(running.data_dir.parent)]
    shown = subprocess.run(
        [*command, "--data-dir", str(tmp_path), "status"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shown.returncode, shown.stdout) == (3, f"Nothing runs on {tmp_path}.\n")
    assert list(tmp_path.iterdir()) == []
