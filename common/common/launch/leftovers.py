"""Finds the processes of a data directory by the mark in their environment."""

import os
import signal
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic, sleep

import psutil

from common.launch.processes import ID_VARIABLE, PART_VARIABLE


@dataclass(frozen=True)
class Usage:
    """What one part of the suite takes."""

    part: str
    processes: int
    megabytes: float  # proportional set size, so that shared pages count once


def marked(launch_id: str) -> Iterator[tuple[psutil.Process, str]]:
    """Yield each process that carries the mark, with its part; never this one or its ancestors."""
    own = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            environment = process.environ()
            if process.pid not in own and environment.get(ID_VARIABLE) == launch_id:
                yield process, environment.get(PART_VARIABLE, "?")


def stop_leftovers(launch_id: str, *, seconds: float = 5.0) -> int:
    """Stop what an earlier supervisor left running, and return how many processes that were.

    Each gets SIGINT, on which Postgres disconnects its clients and every other part ends too, and
    after ``seconds`` SIGKILL.
    """
    found = [process for process, _ in marked(launch_id)]
    for process in found:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGINT)
    end_all(found, seconds=seconds)
    return len(found)


def end_all(processes: Iterable[psutil.Process], *, seconds: float) -> None:
    """Wait until processes have ended, and kill those that have not after ``seconds``.

    They are not our children, so the system may keep them as zombies; those count as ended.
    """
    alive, deadline = list(processes), monotonic() + seconds
    while alive := [process for process in alive if is_alive(process)]:
        for process in alive if monotonic() > deadline else ():
            with suppress(psutil.Error):
                process.kill()
        sleep(0.02)


def is_alive(process: psutil.Process) -> bool:
    """Return whether a process runs; a zombie does not."""
    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def memory(launch_id: str, *, supervisor: int | None) -> list[Usage]:
    """Return what each part of a running suite takes, the largest first.

    Processes without a mark that a marked one started count for it: Postgres overwrites the
    environment of its helpers.
    """
    parts: dict[psutil.Process, str] = {}
    for process, part in marked(launch_id):
        with suppress(psutil.Error):
            parts.update({child: part for child in process.children(recursive=True)})
        parts[process] = part
    if supervisor:
        parts[psutil.Process(supervisor)] = "supervisor"
    sums: dict[str, list[float]] = defaultdict(list)
    for process, part in parts.items():
        with suppress(psutil.Error):
            sums[part].append(_proportional_bytes(process) / 2**20)
    usages = (Usage(part, len(sizes), sum(sizes)) for part, sizes in sums.items())
    return sorted(usages, key=lambda usage: -usage.megabytes)


def _proportional_bytes(process: psutil.Process) -> int:
    """Return the PSS; where a system does not know it, what the process has for itself."""
    found = process.memory_full_info()
    size: int = getattr(found, "pss", 0) or found.uss
    return size
