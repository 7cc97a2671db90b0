"""Postgres and Valkey alone, for tests and for commands that need nothing else."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from common.launch.datadir import DataDirectory
from common.launch.leftovers import stop_leftovers
from common.launch.members import prefix_of
from common.launch.postgres import Postgres
from common.launch.processes import Child, Say, until_ended, until_ready
from common.launch.valkey import Valkey


@contextmanager
def embedded(
    data_dir: Path, databases: Sequence[str], *, durable: bool = True, say: Say | None = None
) -> Iterator[dict[str, str]]:
    """Run Postgres and Valkey for the block and yield the variables that lead to them.

    Call it in the main thread: where the kernel can, the servers die with the thread that started
    them.

    Args:
        data_dir: where their data lies; it is ours alone until the block ends.
        databases: a role and a database of each name; ``user_service`` gives USER_DATABASE_URL.
        durable: False gives up safety against a power cut for speed, and lets the roles make
            databases; for tests.
        say: is told about progress.

    Raises:
        CannotStart: the directory or a server cannot be used.
    """
    data = DataDirectory(data_dir)
    try:
        stop_leftovers(data.id)
        postgres, valkey = Postgres(data, durable=durable), Valkey(data, durable=durable)
        postgres.prepare()
        children = [Child(r, say or _in_silence) for r in (postgres.recipe(), valkey.recipe())]
        try:
            for child in children:
                child.start(time.monotonic())
            until_ready(children, pause=time.sleep)
            yield _variables(data, postgres, valkey, databases)
        finally:
            _stop(children, durable=durable)
    finally:
        data.close()


def _variables(
    data: DataDirectory, postgres: Postgres, valkey: Valkey, databases: Sequence[str]
) -> dict[str, str]:
    passwords = {name: data.keyring.get(f"{name}.database", "token") for name in databases}
    postgres.provide(passwords)
    urls = {f"{prefix_of(n)}_DATABASE_URL": postgres.url(n, p) for n, p in passwords.items()}
    return {**urls, "BROKER_URL": valkey.broker_url, "CACHE_URL": valkey.cache_url}


def _stop(children: Sequence[Child], *, durable: bool) -> None:
    for child in children:
        child.request_stop(time.monotonic())
        if not durable:  # what will be thrown away need not be written out
            child.signal_group(signal.SIGQUIT if child.part == "postgres" else signal.SIGKILL)
    until_ended(children, pause=time.sleep)


def _in_silence(part: str, what: str) -> None:
    """Say nothing."""
