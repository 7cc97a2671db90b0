"""What each member may know: its own variables, and nothing that belongs to another."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from common.launch import CannotStart
from common.launch.keyring import Keyring
from common.launch.members import Member

#: Variables set outside that are kept for commands run by hand, beside those with a prefix.
_KEPT = (
    "ENVIRONMENT", "DEBUG", "MAIL_URL", "MAIL_FROM", "STORAGE_URL", "OPERATOR_ALLOWED_HOSTS",
    "ALLOWED_HOSTS", "LOG_LEVEL", "STAFF_NAME",
)  # fmt: skip
_SHARED = ("BROKER_URL", "CACHE_URL", "PUBLIC_URL", "STAFF_PASSWORD")


@dataclass(frozen=True)
class Surroundings:
    """What the members learn about the suite they run in."""

    data_dir: Path
    keyring: Keyring
    public_url: str
    origins: Mapping[str, str]
    database_urls: Mapping[str, str] = field(default_factory=dict)  # by member; embedded ones only
    broker_url: str = ""
    cache_url: str = ""


def is_given(name: str, outer: Mapping[str, str]) -> bool:
    """Return whether a variable is set outside, itself or as the file that holds it."""
    return bool(outer.get(name) or outer.get(f"{name}_FILE"))


def value_of(name: str, variables: Mapping[str, str]) -> str:
    """Return the value of a variable, from ``X`` or the file that ``X_FILE`` names; "" if neither.

    Raises:
        CannotStart: the file cannot be read.
    """
    if variables.get(name):
        return variables[name]
    if not (file := variables.get(f"{name}_FILE")):
        return ""
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError as error:
        raise CannotStart(f"{name}_FILE={file} cannot be read: {error.strerror}.") from error


def member_variables(
    member: Member, around: Surroundings, outer: Mapping[str, str]
) -> dict[str, str]:
    """Return the variables of one member; what is set outside wins over what we would make."""

    def secret(name: str, kind: str) -> Callable[[], str]:
        return lambda: around.keyring.get(f"{member.name}.{name}", kind)

    found = {"DATA_DIR": str(around.data_dir), **around.origins}
    for name, kind in member.secrets.items():
        found |= _chosen(name, outer, secret(name, kind))
    if member.database:
        own = around.database_urls.get(member.name, "")
        found |= _chosen(f"{member.prefix}_DATABASE_URL", outer, lambda: own)
    found |= _chosen("BROKER_URL", outer, lambda: around.broker_url)
    found |= _chosen("CACHE_URL", outer, lambda: around.cache_url)
    found |= _chosen("PUBLIC_URL", outer, lambda: around.public_url)
    found |= _chosen("STAFF_PASSWORD", outer, lambda: around.keyring.get("staff", "password"))
    for name in outer:
        plain = name.removesuffix("_FILE")
        if plain in _KEPT or (plain.startswith(f"{member.prefix}_") and plain not in found):
            found |= _chosen(plain, outer, str)
    return found


def process_environment(
    member: Member, members: Iterable[Member], own: Mapping[str, str], outer: Mapping[str, str]
) -> dict[str, str]:
    """Return the whole environment of the member's processes.

    The environment of the supervisor goes on to them, less what belongs to other members and the
    variables of libpq, which would bend the connection to our own Postgres.
    """
    others = [m for m in members if m.name != member.name]
    foreign = {f"{m.prefix}_DATABASE_URL" for m in others} | {s for m in others for s in m.secrets}
    foreign |= set(_SHARED) | {name.removesuffix("_FILE") for name in own}
    inherited = {
        name: value
        for name, value in outer.items()
        if name.removesuffix("_FILE") not in foreign and not _is_of_libpq(name)
    }
    return {
        "MALLOC_ARENA_MAX": "1",  # threads that share the GIL need no arena each
        **inherited,
        "DJANGO_SETTINGS_MODULE": f"{member.name}.settings",
        "PYTHONUNBUFFERED": "1",
        **own,
    }


def as_env_file(variables: Mapping[str, str]) -> str:
    """Return the variables as lines that django-environ and a shell read alike."""
    return "".join(f"{name}={_quoted(value)}\n" for name, value in sorted(variables.items()))


def _chosen(name: str, outer: Mapping[str, str], default: Callable[[], str]) -> dict[str, str]:
    if file := outer.get(f"{name}_FILE"):
        return {f"{name}_FILE": os.path.abspath(file)}  # noqa: PTH100  (no file is touched here)
    value = outer.get(name) or default()
    return {name: value} if value else {}


def _quoted(text: str) -> str:
    for special in '\\"$`':
        text = text.replace(special, "\\" + special)
    return f'"{text}"'


def _is_of_libpq(name: str) -> bool:
    return name.startswith("PG") and not name.startswith("PG_")
