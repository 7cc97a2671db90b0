"""One supervised process: start, readiness, restart with back-off, and the end of its group."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shutil import which
from time import monotonic

from common.launch import CannotStart, logs
from common.launch.probes import Probe, Started

#: Marks every process of a data directory, so that leftovers are found whatever became of them.
ID_VARIABLE, PART_VARIABLE = "LAUNCH_ID", "LAUNCH_PART"
_TRIES_AT_START = 4
_CALM_SECONDS = 60.0  # after that long without a crash the back-off starts anew

#: Tells a person one line about a part.
Say = Callable[[str, str], None]


@dataclass(frozen=True)
class Recipe:
    """How a process is started and stopped.

    ``env`` is its whole environment; ``uid`` runs it as that user, which only root may ask for;
    with ``once`` it is not started again when it ends.
    """

    part: str
    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    probe: Probe = field(default_factory=Started)
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 5.0
    once: bool = False
    uid: int | None = None


class Child:
    """A process of the supervisor with all it starts; ``tick`` moves it on and never waits."""

    def __init__(self, recipe: Recipe, say: Say) -> None:
        """Keep the recipe; nothing runs yet."""
        self.recipe = recipe
        self.wanted = False
        self.ready = False
        self.was_ready = False
        self.failures = 0
        self.code: int | None = None
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = self._due_at = self._kill_at = 0.0

    @property
    def part(self) -> str:
        """The name in progress and logs."""
        return self.recipe.part

    @property
    def pid(self) -> int | None:
        """The id of the process and of its group; None when it does not run."""
        return self._process.pid if self._process else None

    def start(self, at: float) -> None:
        """Start the process, and from now on start it again whenever it ends."""
        self.wanted, self.ready = True, False
        self.recipe.probe.reset()
        self._started_at = at
        with self.recipe.log.open("ab") as log:
            self._process = subprocess.Popen(
                with_death_signal(self.recipe.argv, self.recipe.stop_signal),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.recipe.cwd,
                env={**self.recipe.env, PART_VARIABLE: self.part},
                start_new_session=True,
                user=self.recipe.uid,
                group=self.recipe.uid,
                extra_groups=None if self.recipe.uid is None else (),
            )

    def tick(self, at: float) -> None:
        """Notice an end, a readiness or a moment to act, and act; returns at once."""
        if self._process is None:
            if self.wanted and at >= self._due_at:
                self.start(at)
        elif (code := self._process.poll()) is not None:
            self._ended(code, at)
        elif not self.wanted:
            if at >= self._kill_at:
                self.signal_group(signal.SIGKILL)
        elif not self.ready:
            self._look_if_ready(at)
        elif at - self._started_at > _CALM_SECONDS:
            self.failures = 0

    def request_stop(self, at: float, *, seconds: float | None = None) -> None:
        """Ask the process to end; ``tick`` kills its group when it does not within its time."""
        if self.wanted:
            self.wanted = False
            self._kill_at = at + (self.recipe.stop_seconds if seconds is None else seconds)
            if self._process:
                with suppress(ProcessLookupError):
                    self._process.send_signal(self.recipe.stop_signal)

    def signal_group(self, number: int) -> None:
        """Send a signal to the process and all of its group."""
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)

    def _look_if_ready(self, at: float) -> None:
        if self.pid and self.recipe.probe.check(self.pid):
            self.ready = self.was_ready = True
            if not self.recipe.once:
                self._say(self.part, f"ready in {at - self._started_at:.1f} s")

    def _ended(self, code: int, at: float) -> None:
        self.signal_group(signal.SIGKILL)  # what it started must not outlive it
        self._process, self.ready, self.code = None, False, code
        if self.recipe.once:
            self.wanted = False
        if self.wanted:
            delay = min(0.1 * 2**self.failures, 30.0)
            self.failures += 1
            self._due_at = at + delay
            why = f"ended ({describe(code)}); again in {delay:.1f} s; {self.recipe.log}"
            self._say(self.part, why)


def until_ready(
    children: Iterable[Child], *, pause: Callable[[float], None], seconds: float = 120.0
) -> None:
    """Move the children on until all are ready.

    Raises:
        CannotStart: one of them keeps ending, or is not ready in time.
    """
    waiting, deadline = list(children), monotonic() + seconds
    while waiting := [child for child in waiting if not child.ready]:
        for child in waiting:
            child.tick(monotonic())
            if child.failures > _TRIES_AT_START and not child.was_ready:
                raise CannotStart(complaint(child, f"ends again and again ({child.code})"))
        if monotonic() > deadline:
            raise CannotStart(complaint(waiting[0], f"was not ready in {seconds:.0f} s"))
        pause(0.02)


def until_ended(children: Sequence[Child], *, pause: Callable[[float], None]) -> None:
    """Move children that were asked to stop on until none of them runs."""
    while any(child.pid for child in children):
        for child in children:
            child.tick(monotonic())
        pause(0.02)


def complaint(child: Child, what: str) -> str:
    """Return a message about a child that failed, with the end of its log."""
    log = child.recipe.log
    return f"{child.part} {what}. The end of {log}:\n{logs.tail(log)}"


def describe(code: int) -> str:
    """Return an exit status in words: ``exit 1`` or ``SIGKILL``."""
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name


def resolve(argv: Sequence[str]) -> list[str]:
    """Return the command with its program looked up: ours first, so that no PATH is needed."""
    program = argv[0]
    if program in ("python", "python3"):
        return [sys.executable, *argv[1:]]
    beside = Path(sys.executable).with_name(program)
    return [str(beside) if beside.exists() else which(program) or program, *argv[1:]]


def with_death_signal(argv: Sequence[str], number: signal.Signals) -> list[str]:
    """Return the command so that the kernel signals the process when its parent dies.

    Linux alone can do that. Elsewhere, and for what the process starts itself, the next start
    finds leftovers by their mark. A user namespace clears the setting, so it comes after it.
    """
    if not _has_setpriv():
        return list(argv)
    cut = argv.index("--") + 1 if argv[0].endswith("unshare") else 0
    name = number.name.removeprefix("SIG")
    return [*argv[:cut], "setpriv", "--pdeathsig", name, "--", *argv[cut:]]


@cache
def _has_setpriv() -> bool:
    if sys.platform != "linux" or not which("setpriv"):
        return False
    probe = ["setpriv", "--pdeathsig", "TERM", "--", "true"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0
