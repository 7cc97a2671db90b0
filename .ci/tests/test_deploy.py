"""The production shape's secrets and database roles."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from common.launch.postgres import find_binaries
from common.launch.servers import embedded

DEPLOY = Path(__file__).parents[2] / "deploy"
ASKED = [
    "--public-url",
    "https://jobs.example",
    "--mail-url",
    "smtp://m:25",
    "--mail-from",
    "a@b.c",
]


def make_secrets(folder: Path, *more: str) -> dict[str, str]:
    script = [sys.executable, str(DEPLOY / "make_secrets.py"), str(folder), *ASKED, *more]
    subprocess.run(script, check=True, capture_output=True)
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.mark.parametrize("broker", ["rabbitmq", "redis"])
def test_secrets_are_closed_random_and_agree(tmp_path: Path, broker: str) -> None:
    folder = tmp_path / "secrets"
    found = make_secrets(folder, "--broker", broker)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(set(found.values())) == len(found)
    given = urlsplit(found["broker_url"])
    assert given.hostname == broker
    assert found["redis_conf"] == f"requirepass {given.password}\n"
    assert found["cache_conf"] == f"requirepass {urlsplit(found['cache_url']).password}\n"
    assert f'COMPOSE_PROFILES="{broker}"' in found["compose.env"]


def test_secrets_that_are_there_stay(tmp_path: Path) -> None:
    first = make_secrets(tmp_path / "secrets")
    assert make_secrets(tmp_path / "secrets") == first


def test_each_role_enters_its_own_database_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = make_secrets(tmp_path / "secrets")
    with embedded(tmp_path / "data", ["probe_service"], durable=False) as variables:
        port = urlsplit(variables["PROBE_DATABASE_URL"]).port
        owner = json.loads((tmp_path / "data" / "secrets.json").read_text())["postgres"]
        monkeypatch.setenv("PATH", f"{find_binaries()}{os.pathsep}{os.environ['PATH']}")
        server = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGPASSWORD": owner}
        subprocess.run(
            [str(DEPLOY / "postgres-roles.sh")],
            check=True,
            env={**os.environ, **server, "SECRETS_DIR": str(tmp_path / "secrets")},
        )
        user, ats = (
            secrets[f"{name}_database_url"].replace("@postgres:5432", f"@127.0.0.1:{port}")
            for name in ("user", "ats")
        )
        with psycopg.connect(user) as own:
            own.execute("CREATE TABLE kept (id int)")
        with pytest.raises(psycopg.OperationalError, match="CONNECT privilege"):
            psycopg.connect(user.removesuffix("user_service") + "ats_service")
        with psycopg.connect(ats) as other:
            assert other.execute("SELECT current_user").fetchone() == ("ats_service",)
