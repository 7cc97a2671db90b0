"""The workspace as the checks see it: its members and its own files, whatever git says."""

import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Directories that hold what was installed, built, cached or generated.
FOREIGN = {"node_modules", "build", "dist", "__pycache__", "htmlcov"}


@cache
def members() -> tuple[str, ...]:
    """Return the names of the workspace's members, common first."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return tuple(config["tool"]["uv"]["workspace"]["members"])


def services() -> tuple[str, ...]:
    """Return the members that are services."""
    return tuple(name for name in members() if name != "common")


@cache
def files(under: str = "") -> tuple[Path, ...]:
    """Return every file of the repository's own below ``under``, in order of name."""
    return tuple(sorted(_walk(ROOT / under)))


def _walk(top: Path) -> Iterator[Path]:
    for folder, names, found in os.walk(top):
        names[:] = [name for name in names if _own(name, Path(folder))]
        yield from (Path(folder) / name for name in found if not name.endswith(".pyc"))


def _own(name: str, parent: Path) -> bool:
    hidden = name.startswith(".") and not (parent == ROOT and name == ".ci")
    return not hidden and name not in FOREIGN and not name.endswith(".egg-info")


def python_files(under: str = "") -> Iterator[Path]:
    """Return the Python files below ``under``, migrations left out: they are generated."""
    return (
        path for path in files(under) if path.suffix == ".py" and "migrations" not in path.parts
    )


def said(path: Path) -> str:
    """Return the path as a person would write it."""
    return path.relative_to(ROOT).as_posix()
