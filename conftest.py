"""Runs a bare ``pytest`` of the whole workspace: each member in a process of its own.

A folder that the workspace names under ``[tool.workspace-tests] apart`` has one of its own too.
Django has one settings module a process, so the members cannot share one. A path that lies in a
single member never comes here: pytest finds that member's own configuration. Everything else on
the command line (``-k``, ``-m``, ``-x``, …) goes to every member as it is.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, ModuleType
from typing import IO, Any

import pytest

ROOT = Path(__file__).parent
#: Two, since each member brings its own Postgres and the smallest machine has two cores.
AT_ONCE = int(os.environ.get("RUNS_AT_ONCE", "2"))
#: Options whose value is the next word, so that the value is not taken for a path.
TAKES_VALUE = {"-k", "-m", "-p", "-c", "-o", "-W", "-r", "--deselect", "--ignore", "--durations"}
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CLOSING = re.compile(r"^=* ?(?P<counts>[^=]+?) in \d+\.\d+s(?: \([\d:]+\))? ?=*$")
COUNT = re.compile(r"(\d+)(?:/\d+)? (\D+)")
#: The order in which pytest itself names its counts.
ORDER = ["failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "errors"]


@dataclass
class Member:
    """A part of the workspace with tests of its own, and how its run goes."""

    name: str
    paths: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)  # folders that other runs take
    turn: int = sys.maxsize  # of such a folder: its place among them
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    started: float = 0.0

    def start(self, options: list[str]) -> None:
        """Start pytest inside the member; a file takes its output, so no child can hold a pipe."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *options, *self.paths, *self.spared()],
            cwd=ROOT / self.name,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches it once, from here
            env={**os.environ, "COLUMNS": str(shutil.get_terminal_size((99, 24)).columns)},
        )

    def spared(self) -> list[str]:
        """Return the options that leave out what runs apart."""
        return [f"--ignore={folder}" for folder in self.apart]

    def ended(self) -> bool:
        """Return whether the run is over."""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Interrupt the run as Ctrl-C would, and wait until its servers are gone."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()

    def status(self) -> int:
        """Return the run's exit status, 0 where it was never started."""
        return 0 if self.process is None else self.process.returncode

    def text(self) -> str:
        """Return what the run printed."""
        self.output.seek(0)
        return self.output.read().decode(errors="replace")


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Keep the members' own conftest files out of this process, which has no Django settings."""
    if getattr(plugin, "__file__", None) != __file__:
        return
    for name in member_names():
        for found in sorted((ROOT / name).rglob("conftest.py")):
            if not manager.has_plugin(str(found)):
                manager.register(ModuleType("elsewhere"), name=str(found))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Run the members and return the worst exit status."""
    if config.option.help or config.option.version or config.option.markers:
        return None
    members = chosen(config.option.file_or_dir or [], config.invocation_params.dir)
    options = without(list(config.invocation_params.args), config.option.file_or_dir or [])
    if config.option.color == "auto" and sys.stdout.isatty():
        options.insert(0, "--color=yes")
    signal.signal(signal.SIGTERM, interrupt)
    began = time.monotonic()
    try:
        ended = list(run(members, options, first_failure_ends=bool(config.option.maxfail)))
    except KeyboardInterrupt:
        ended = [member for member in members if member.process is not None]
    finally:
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
        ):  # one is enough: the servers must be stopped
            signal.signal(number, signal.SIG_IGN)
        for member in members:
            member.stop()
    return conclude(ended, time.monotonic() - began)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat SIGTERM as Ctrl-C, so that no member is left running."""
    raise KeyboardInterrupt


def member_names() -> list[str]:
    """Return every directory that holds a test suite of its own."""
    return [*tools()["uv"]["workspace"]["members"], "tests", ".ci"]


def tools() -> dict[str, Any]:
    """Return what the workspace says to its tools."""
    told: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    return told


def chosen(paths: list[str], invoked_from: Path) -> list[Member]:
    """Return the members that ``paths`` name, the largest first; no path names them all.

    Raises:
        pytest.UsageError: a path lies in no member.
    """
    members = {name: Member(name) for name in member_names() if has_tests(name)}
    wanted: set[str] = set() if paths else set(members)
    for path in paths:
        place, colons, node = path.partition("::")
        full = (invoked_from / place).resolve()
        if full == ROOT:
            wanted.update(members)
            continue
        name = full.relative_to(ROOT).parts[0] if full.is_relative_to(ROOT) else ""
        if name not in members:
            raise pytest.UsageError(f"{path} is in none of {', '.join(members)}")
        wanted.add(name)
        members[name].paths.append(str(full) + colons + node)
    runs = [run for name in wanted for run in split(members[name])]
    return sorted(runs, key=weight)


def split(member: Member) -> list[Member]:
    """Return the runs of a member: one for each of its folders that runs apart, and its own."""
    if member.paths:
        return [member]
    named = tools().get("workspace-tests", {}).get("apart", [])
    own = {
        path.partition("/")[2]: turn
        for turn, path in enumerate(named)
        if path.partition("/")[0] == member.name
    }
    slow = [Member(member.name, [folder], turn=turn) for folder, turn in own.items()]
    return [*slow, Member(member.name, apart=list(own))]


def has_tests(name: str) -> bool:
    """Return whether the member has any test file."""
    return any(ROOT.joinpath(name).rglob("test_*.py"))


def weight(member: Member) -> tuple[int, int]:
    """Return what sorts folders that run apart first, as named, then by bytes of tests."""
    found = (ROOT / member.name).rglob("test_*.py")
    return member.turn, -sum(file.stat().st_size for file in found)


def without(arguments: list[str], paths: list[str]) -> list[str]:
    """Return the command line without its paths."""
    left = list(paths)
    kept: list[str] = []
    for before, argument in zip(["", *arguments], arguments, strict=False):
        if argument in left and before not in TAKES_VALUE:
            left.remove(argument)
        else:
            kept.append(argument)
    return kept


def run(
    members: list[Member], options: list[str], *, first_failure_ends: bool
) -> Iterator[Member]:
    """Run the members, a few at a time, and yield each as it ends."""
    waiting, running = list(members), list[Member]()
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            running.append(waiting.pop(0))
            running[-1].start(options)
            print(f"{running[-1].name} …", flush=True)
        time.sleep(0.05)
        for member in [member for member in running if member.ended()]:
            running.remove(member)
            show(member)
            yield member
            if first_failure_ends and member.status() not in (0, 5):
                waiting.clear()
                for other in running:
                    other.stop()


def show(member: Member) -> None:
    """Print a member's whole output under its name."""
    seconds = time.monotonic() - member.started
    name = " ".join([member.name, *member.paths])
    print(f"\n{f' {name}: {seconds:.0f} s ':#^{width()}}")
    print(member.text(), flush=True)


def width() -> int:
    """Return the columns of the terminal, or the house's line length."""
    return shutil.get_terminal_size((99, 24)).columns


def conclude(members: list[Member], seconds: float) -> int:
    """Print what failed and pytest's own closing line over all members; return the worst status.

    A member in which everything was deselected (status 5) is fine as long as another ran a test.
    """
    totals: Counter[str] = Counter()
    for member in members:
        lines = ANSI.sub("", member.text()).splitlines()
        totals += counts_of(lines, member.status())
        for line in lines:
            if line.startswith(("FAILED ", "ERROR ")):
                word, _, rest = line.partition(" ")
                print(f"{word} {member.name}/{rest}")
            elif refused := refused_skips(line):
                print(f"FAILED {member.name}: {line} (REQUIRE_BROWSER is set)")
                totals += Counter(failed=refused)
                totals -= Counter(skipped=refused)
    statuses = [member.status() for member in members] + [1] * bool(totals["failed"])
    print(closing(totals, seconds), flush=True)
    return worst(statuses)


def refused_skips(line: str) -> int:
    """Return how many tests a line says were skipped for want of a browser, where that counts.

    Where ``REQUIRE_BROWSER`` is set, a machine without a browser must not pass for a good one.
    """
    match = re.match(r"SKIPPED \[(\d+)\] .*(browser|chromium)", line, re.IGNORECASE)
    return int(match[1]) if match and os.environ.get("REQUIRE_BROWSER") else 0


def worst(statuses: list[int]) -> int:
    """Return the one exit status that stands for all."""
    bad = [status for status in statuses if status not in (0, 5)]
    if bad:
        return max(status if status > 0 else 3 for status in bad)
    return 0 if 0 in statuses else 5


def counts_of(lines: list[str], status: int) -> Counter[str]:
    """Return the counts in the last closing line; a run that broke off counts as one error."""
    for line in reversed(lines):
        if match := CLOSING.match(line):
            pairs = COUNT.findall(match["counts"])
            return Counter({plural(word.strip(" ,()")): int(number) for number, word in pairs})
    return Counter() if status in (0, 5) else Counter(errors=1)


def plural(word: str) -> str:
    """Return the one form under which a word is counted."""
    return word + "s" if word in ("warning", "error") else word


def closing(totals: Counter[str], seconds: float) -> str:
    """Return the line with which pytest itself would end."""
    words = [*ORDER, *(word for word in totals if word not in ORDER)]
    parts = [f"{totals[word]} {singular(word, totals[word])}" for word in words if totals[word]]
    clock = f" ({int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02})"
    text = f"{', '.join(parts) or 'no tests ran'} in {seconds:.2f}s"
    return f"{f' {text}{clock if seconds > 60 else str()} ':=^{width()}}"


def singular(word: str, number: int) -> str:
    """Return ``word`` as it is written after ``number``."""
    return word.removesuffix("s") if number == 1 else word
