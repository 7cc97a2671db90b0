"""Reads what each member of the workspace wants started: its ``[tool.jobapplier]`` table."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from common.launch import CannotStart


@dataclass(frozen=True)
class OnDemand:
    """When a process is started only if there is work for it."""

    queue: str
    idle_minutes: float = 10.0


@dataclass(frozen=True)
class Process:
    """One process of a member, as its table describes it."""

    member: str
    name: str
    command: str
    ready: str = ""
    stop_seconds: float = 5.0
    environments: tuple[str, ...] = ()
    on_demand: OnDemand | None = None

    @property
    def part(self) -> str:
        """The name of the process in logs and progress: ``user_service.web``."""
        return f"{self.member}.{self.name}"

    @property
    def listens(self) -> bool:
        """Whether the process answers on a port."""
        return "{port}" in self.command

    @property
    def origin_variable(self) -> str:
        """The variable that tells the others where the process listens."""
        own = "" if self.name == "web" else f"{self.name.upper()}_"
        return f"{prefix_of(self.member)}_{own}ORIGIN"


@dataclass(frozen=True)
class Member:
    """One member of the workspace that has something to start."""

    name: str
    directory: Path
    word: str = ""
    database: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict)
    setup: tuple[str, ...] = ()
    processes: tuple[Process, ...] = ()

    @property
    def prefix(self) -> str:
        """The start of the names of its variables: ``USER``."""
        return prefix_of(self.name)


def prefix_of(name: str) -> str:
    """Return the start of the names of a member's variables: ``USER`` for ``user_service``."""
    return name.removesuffix("_service").upper()


def find_workspace(start: Path) -> Path:
    """Return the nearest directory at or above ``start`` whose pyproject.toml names members.

    Raises:
        CannotStart: there is none.
    """
    for directory in (start, *start.parents):
        if _members_of(directory):
            return directory
    raise CannotStart(f"No workspace at or above {start}; start from the repository's root.")


def read_members(workspace: Path, *, environment: str) -> list[Member]:
    """Return the members that have a ``[tool.jobapplier]`` table, in the workspace's order.

    Args:
        workspace: the directory whose pyproject.toml names the members.
        environment: the value of ENVIRONMENT; processes of other environments are left out.

    Raises:
        CannotStart: a table holds a key that nobody reads or lacks one that is needed.
    """
    found = []
    for name in _members_of(workspace):
        table = _tool_table(workspace / name / "pyproject.toml", "jobapplier")
        if table:
            found.append(_member(name, workspace / name, table, environment))
    return found


def _members_of(directory: Path) -> list[str]:
    table = _tool_table(directory / "pyproject.toml", "uv")
    return list(table.get("workspace", {}).get("members", ()))


def _tool_table(path: Path, name: str) -> dict[str, Any]:
    if not path.is_file():
        return {}
    table: dict[str, Any] = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get(name, {})
    return table


def _member(name: str, directory: Path, table: dict[str, Any], environment: str) -> Member:
    where = f"{directory / 'pyproject.toml'} [tool.jobapplier]"
    processes = [
        _process(name, key, value, f"{where[:-1]}.process.{key}]")
        for key, value in table.pop("process", {}).items()
    ]
    active = (p for p in processes if not p.environments or environment in p.environments)
    known = _checked(Member, table, where)
    setup = tuple(known.pop("setup", ()))
    return Member(name, directory, setup=setup, processes=tuple(active), **known)


def _process(member: str, name: str, table: dict[str, Any], where: str) -> Process:
    if "command" not in table:
        raise CannotStart(f"{where} lacks `command`.")
    known = _checked(Process, table, where)
    if wanted := known.pop("on_demand", None):
        known["on_demand"] = OnDemand(**_checked(OnDemand, wanted, where))
    known["environments"] = tuple(known.get("environments", ()))
    return Process(member, name, **known)


def _checked(kind: type, table: dict[str, Any], where: str) -> dict[str, Any]:
    """Return ``table`` if ``kind`` has a field for every key; a typo must not be overlooked."""
    unknown = set(table) - ({f.name for f in fields(kind)} - {"name", "member", "directory"})
    if unknown:
        raise CannotStart(f"{where} holds {', '.join(sorted(unknown))}, which nothing reads.")
    return dict(table)
