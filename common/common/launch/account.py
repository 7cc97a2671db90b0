"""Who runs Postgres: it refuses root, and initdb refuses a user without a name."""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common.launch import CannotStart

#: Where an unprivileged user can reach binaries and data that stand below root's home.
SHARED_ROOM = Path("/var/lib/jobapplier")


@dataclass(frozen=True)
class Account:
    """How to become a user that Postgres accepts.

    ``prefix`` goes before the command: a user namespace in which we are somebody else while the
    files stay ours. Where that is refused, ``uid`` owns the files and runs the command.
    """

    prefix: tuple[str, ...] = ()
    uid: int | None = None


def choose_account() -> Account:
    """Return the account for Postgres: ourselves, ourselves under another name, or another user.

    Raises:
        CannotStart: this user has no name, is not root, and may not make user namespaces.
    """
    me = os.geteuid()
    if me != 0 and _has_name(me):
        return Account()
    other = _unprivileged_user()
    prefix = namespace_prefix(other)
    if may_map(prefix):
        return Account(prefix=prefix)
    if me == 0:
        return Account(uid=other.pw_uid)
    raise CannotStart(
        f"User {me} has no name on this system, which Postgres needs, and user namespaces are "
        "refused. Add the user to /etc/passwd, or set *_DATABASE_URL to a Postgres of your own."
    )


def namespace_prefix(user: pwd.struct_passwd) -> tuple[str, ...]:
    """Return the words before a command that run it as ``user`` in a user namespace."""
    ids = (f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}")
    return (shutil.which("unshare") or "unshare", "--user", *ids, "--")


@cache
def may_map(prefix: tuple[str, ...]) -> bool:
    """Return whether the system lets us make that user namespace."""
    with suppress(OSError):
        return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return False


def reachable_binaries(binaries: Path, account: Account) -> Path:
    """Return a directory with the same Postgres binaries that the account may run.

    Args:
        binaries: where they are installed: ``…/bin`` beside ``lib`` and ``share``.
        account: who runs them; only an account with a ``uid`` may need a copy.
    """
    if account.uid is None or _can_run(binaries / "postgres", account.uid):
        return binaries
    package = binaries.parents[1]
    copy = SHARED_ROOM / f"postgres-{_version(binaries)}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        _copy(binaries.parent, draft / "package" / binaries.parent.name)
        if (libraries := package.with_name(f"{package.name}.libs")).exists():
            _copy(libraries, draft / libraries.name)
        draft.chmod(0o755)
        draft.replace(copy)
    return copy / "package" / binaries.parent.name / binaries.name


def hand_over(path: Path, uid: int) -> None:
    """Give a directory and all below it to ``uid``."""
    for each in (path, *path.rglob("*")):
        os.chown(each, uid, uid, follow_symlinks=False)


def _copy(source: Path, target: Path) -> None:
    SHARED_ROOM.mkdir(mode=0o755, exist_ok=True)
    shutil.copytree(source, target, symlinks=True)
    for parent in (target, *target.parents):
        if parent == SHARED_ROOM:
            break
        parent.chmod(0o755)


def _can_run(program: Path, uid: int) -> bool:
    try:
        run = subprocess.run(
            [program, "--version"], user=uid, group=uid, extra_groups=(), capture_output=True
        )
    except OSError:
        return False
    return run.returncode == 0


def _version(binaries: Path) -> str:
    run = subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=True)
    return run.stdout.decode().split()[-1]


def _has_name(uid: int) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwuid(uid))
    return False


def _unprivileged_user() -> pwd.struct_passwd:
    with suppress(KeyError):
        return pwd.getpwnam("nobody")
    for user in pwd.getpwall():
        if user.pw_uid:
            return user
    raise CannotStart("Postgres refuses root, and /etc/passwd names no other user.")
