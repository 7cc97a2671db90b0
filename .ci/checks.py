"""What ``.ci/lint`` runs: commands that succeed where a rule is kept."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tree

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
#: Programs without a suffix; each is a ``__main__``, so each is judged by itself.
SCRIPTS = (".ci/lint", ".ci/lint-selftest", ".ci/isolation")
NOWHERE = tree.ROOT / ".ci" / "none"


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    name: str
    ok: bool
    seconds: float
    text: str


@dataclass(frozen=True)
class Command:
    """One command, run from the root with ``settings`` added to the environment."""

    words: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)

    def run(self) -> subprocess.CompletedProcess[str]:
        """Run it and return its status and what it said."""
        return subprocess.run(
            self.words,
            cwd=tree.ROOT,
            env={**os.environ, **self.settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@dataclass(frozen=True)
class Check:
    """Commands that all succeed where a rule is kept."""

    name: str
    commands: tuple[Command, ...]

    def run(self) -> Outcome:
        """Run the commands in turn and return how they went."""
        began = time.monotonic()
        done = [command.run() for command in self.commands]
        failed = [each for each in done if each.returncode]
        lines = [line for each in failed for line in (each.stdout + each.stderr).splitlines()]
        text = "\n".join(line for line in lines if ": note: " not in line)  # mypy's overloads
        return Outcome(self.name, not failed, time.monotonic() - began, text)


def own(script: str, *arguments: str) -> Command:
    """Return the command that runs one of our own scripts."""
    return Command((sys.executable, str(HERE / script), *arguments))


def tools() -> Iterator[Check]:
    """Yield the checks that need no settings, the quickest first."""
    ruff = str(BIN / "ruff")
    yield Check("ruff", (Command((ruff, "check", "--output-format=concise", "--quiet", ".")),))
    yield Check("format", (Command((ruff, "format", "--check", "--output-format=concise", ".")),))
    yield Check("size", (own("size.py"),))
    yield Check("shared", (own("shared.py"),))
    yield Check("compose", (own("compose.py"),))
    yield Check("imports", (Command((str(BIN / "lint-imports"), "--no-logo")),))
    yield Check("events", (own("messages.py"),))


def types() -> Iterator[Check]:
    """Yield the type checks, one for each member and one for what lies beside them."""
    for name in tree.members():
        service = name if name in tree.services() else tree.services()[0]
        yield typed(name, service, [f"{name}/{name}"], tree.ROOT / name / "tests")
    beside = typed(
        "beside", tree.services()[0], ["conftest.py", "deploy", ".ci"], tree.ROOT / "tests"
    )
    scripts = [typed("beside", tree.services()[0], [name], NOWHERE) for name in SCRIPTS]
    yield Check(beside.name, tuple(c for each in (beside, *scripts) for c in each.commands))


def typed(name: str, service: str, sources: list[str], tests: Path) -> Check:
    """Return the type check of ``sources`` and ``tests`` under the settings of ``service``.

    As pytest does, it gives every directory of tests that is no package a path of its own; those
    with a conftest.py are judged apart, since only one module can have that name.
    """
    found = {path.parent for path in tree.files(tree.said(tests)) if path.suffix == ".py"}
    loose = sorted(folder for folder in found if not (folder / "__init__.py").exists())
    apart = [folder for folder in loose if folder != tests and (folder / "conftest.py").exists()]
    skip = [f"--exclude=^{tree.said(folder)}/" for folder in apart]
    kept = any(not set(apart) & {folder, *folder.parents} for folder in found)
    groups = [[*skip, *sources, *([tree.said(tests)] if kept else [])]]
    groups += [[tree.said(folder)] for folder in apart]
    paths = [os.pathsep.join(str(folder) for folder in loose if folder not in apart)]
    paths += [os.pathsep.join(map(str, [folder, *loose])) for folder in apart]
    base = (str(BIN / "mypy"), "--cache-dir", f".mypy_cache/{name}")
    settings = {**offline(), "DJANGO_SETTINGS_MODULE": f"{service}.settings"}
    return Check(
        f"mypy/{name}",
        tuple(
            Command((*base, *words), {**settings, "MYPYPATH": path})
            for words, path in zip(groups, paths, strict=True)
        ),
    )


def offline() -> dict[str, str]:
    """Return settings under which a service can be loaded, though nothing answers."""
    urls = {
        f"{service.removesuffix('_service').upper()}_DATABASE_URL": "postgres://u:p@127.0.0.1:1/d"
        for service in tree.services()
    }
    return {"TESTING": "1", **urls}
