"""The processes of a running suite, as the kernel shows them, and their sudden end."""

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil
from suite import Suite

from common.launch.datadir import launch_id
from common.launch.leftovers import is_alive, marked

#: What a person sees as a part: each process of the supervisor, and the browser's own.
PARTS = (
    *(f"{service}_service.web" for service in ("user", "ats", "agent", "notification")),
    "notification_service.stream",
    *(f"{service}_service.worker" for service in ("user", "ats", "agent", "notification")),
    "agent_service.browser",
    "chromium",
    "postgres",
    "valkey",
    "gateway",
)


def of(part: str, data: Path) -> list[psutil.Process]:
    """Return the living processes of a part, the one that leads them first."""
    if part == "chromium":
        return [one for one in of("agent_service.browser", data) if _is_chromium(one)]
    found: dict[psutil.Process, None] = {}
    for process, name in marked(launch_id(data)):
        if name == part:
            found[process] = None
            with suppress(psutil.Error):
                found |= dict.fromkeys(process.children(recursive=True))
    return sorted((one for one in found if is_alive(one)), key=_age)


def kill(victims: Iterable[psutil.Process]) -> int:
    """Send SIGKILL to each and return how many were still there."""
    hit = 0
    for victim in victims:
        with suppress(psutil.Error):
            victim.kill()
            hit += 1
    return hit


def kill_everything(suite: Suite) -> int:
    """Send SIGKILL to the supervisor and all it started; return how many processes."""
    everything = [one for one, _part in marked(launch_id(suite.data))]
    everything += psutil.Process(suite.process.pid).children(recursive=True)
    os.kill(suite.process.pid, signal.SIGKILL)
    hit = kill(set(everything))
    suite.process.wait(timeout=20)
    return hit + 1


def _is_chromium(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return "chrom" in process.name() or "headless" in process.name()
    return False


def _age(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return float(process.create_time())
    return 0.0
