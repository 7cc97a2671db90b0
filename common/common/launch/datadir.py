"""The data directory: who owns it, who uses it now, and where things lie in it."""

import fcntl
import json
import os
import pwd
import secrets
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from common.launch import CannotStart, logs
from common.launch.keyring import Keyring


class DataDirectory:
    """A data directory that is ours alone until ``close``."""

    def __init__(self, path: Path) -> None:
        """Make the directory if there is none, and take it.

        Raises:
            CannotStart: it belongs to another user, cannot be written, or is in use.
        """
        self.path = path.absolute()
        self._make()
        self._lock = self._take()
        self.keyring = Keyring(self.path / "secrets.json")
        self.id = self.keyring.get("launch_id", "token")

    @property
    def run(self) -> Path:
        """The directory of files that mean something only while the suite runs."""
        return self.path / "run"

    def log(self, part: str) -> Path:
        """Return the log file of a part, the one of the last start turned over."""
        log = self.path / "logs" / f"{part}.log"
        logs.turn_over(log)
        return log

    def announce(self, **facts: Any) -> None:
        """Tell other commands about the running suite."""
        self._lock.truncate(0)
        self._lock.seek(0)
        self._lock.write(json.dumps({"pid": os.getpid(), **facts}))
        self._lock.flush()

    def close(self) -> None:
        """Give the directory back."""
        self._lock.truncate(0)
        self._lock.close()

    def _make(self) -> None:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_owner()
            for name in ("run", "logs", "env"):
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise CannotStart(
                f"The data directory {self.path} cannot be used ({error.strerror}). "
                "Choose one that you may write: make run DATA_DIR=…"
            ) from error

    def _check_owner(self) -> None:
        owner = self.path.stat().st_uid
        if owner != os.geteuid():
            raise CannotStart(
                f"The data directory {self.path} belongs to {_user(owner)}, and you are "
                f"{_user(os.geteuid())}. Start as {_user(owner)}, or choose another directory: "
                "make run DATA_DIR=…"
            )

    def _take(self) -> IO[str]:
        file = (self.path / "run" / "lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise CannotStart(self._in_use()) from None
        return file

    def _in_use(self) -> str:
        running = who_runs(self.path) or {}
        pid, url = running.get("pid", "unknown"), running.get("url", "")
        return (
            f"The suite already runs on {self.path} (process {pid}{', ' + url if url else ''}). "
            f"Stop it with Ctrl-C in its terminal or `kill {pid}`, or start another beside it: "
            "make run DATA_DIR=… PORT=…"
        )


def who_runs(path: Path) -> dict[str, Any] | None:
    """Return what the suite that runs on the data directory announced; None when none runs."""
    with suppress(OSError, ValueError), (path / "run" / "lock").open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            found: dict[str, Any] = json.loads(file.read() or "{}")
            return found
    return None


def launch_id(path: Path) -> str:
    """Return the mark that all processes of a data directory carry."""
    with suppress(CannotStart):
        keyring = Keyring(path / "secrets.json")
        if "launch_id" in keyring:
            return keyring.get("launch_id", "token")
    return secrets.token_hex()  # nothing was ever started there, so nothing may match


def _user(uid: int) -> str:
    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return f"user {uid}"
