"""One way to break each rule that ``.ci/lint`` holds, and what the check must then say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Break = Callable[[Path], None]
#: The checks that take no time; a broken one of them must be the only one that fails.
QUICK = ("ruff", "format", "size", "shared", "imports", "events", "compose")


@dataclass(frozen=True)
class Mutation:
    """A rule, how to break it in a copy of the workspace, and which check says what."""

    rule: str
    check: str
    says: str
    apply: Break


def new(path: str, text: str) -> Break:
    """Return what writes a new file."""
    return lambda root: _write(root / path, text)


def grown(path: str, text: str) -> Break:
    """Return what adds ``text`` to the end of a file."""
    return lambda root: _write(root / path, (root / path).read_text() + text)


def changed(path: str, pattern: str, replacement: str) -> Break:
    """Return what replaces the first match of ``pattern`` in a file."""

    def apply(root: Path) -> None:
        text, times = re.subn(pattern, replacement, (root / path).read_text(), count=1, flags=re.S)
        if not times:
            raise LookupError(f"{path} holds no {pattern!r}: write the mutation anew")
        _write(root / path, text)

    return apply


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _drop_a_column(root: Path) -> None:
    """Add a migration that drops a column, after the last one of an app."""
    folder = root / "user_service/user_service/accounts/migrations"
    last = sorted(path.stem for path in folder.glob("0*.py"))[-1]
    text = f'''"""Drops a column."""

from django.db import migrations


class Migration(migrations.Migration):
    """Breaks the release before it."""

    dependencies = [("accounts", "{last}")]
    operations = [migrations.RunSQL('ALTER TABLE "a" DROP COLUMN "b"', "SELECT 1")]
'''
    _write(folder / "9999_drop.py", text)


USER = "user_service/user_service"
NEW = f"{USER}/accounts/new.py"
DOC = '"""A file that breaks a rule."""\n'
LINES = "".join(f"A{number} = {number}\n" for number in range(300))
STEPS = "".join(f"    step({number})\n" for number in range(60))
IMPORT = '\nimport {} as it\n\n__all__ = ["it"]\n'
BRANCHES = "".join(f"    if a == {number}:\n        return {number}\n" for number in range(11))
EVENT = '''

class ThingMade(Event):
    """A thing was made."""

    name: ClassVar[str] = "user.thing_made.v1"
    audience: ClassVar[tuple[str, ...]] = ("agent_service",)
'''
VIEW = """
from rest_framework.views import APIView  # noqa: E402


class Undescribed(APIView):
    def get(self, request):
        return None


urlpatterns += [path("api/v1/users/undescribed/", Undescribed.as_view())]
"""

STYLE = [
    Mutation("absolute imports", "ruff", "TID252", new(NEW, DOC + "\nfrom . import actions\n")),
    Mutation("docstrings", "ruff", "D103", new(NEW, DOC + "\n\ndef f() -> None:\n    pass\n")),
    Mutation("no print", "ruff", "T201", new(NEW, DOC + '\nprint("here")\n')),
    Mutation("aware times", "ruff", "DTZ", new(
        NEW, DOC + "\nfrom datetime import datetime\n\nNOW = datetime.now()\n"
    )),
    Mutation("complexity", "ruff", "C901", new(
        NEW, DOC + f'\n\ndef f(a: int) -> int:\n    """Return."""\n{BRANCHES}    return 0\n'
    )),
    Mutation("format", "format", "new.py", new(NEW, DOC + "\nA = {  'a':1 }\n")),
]  # fmt: skip

SIZE = [
    Mutation("file length", "size", "301 lines", new(NEW, DOC + LINES)),
    Mutation("function length", "size", "f has 62 lines", new(
        NEW, DOC + f'\n\ndef f() -> None:\n    """Do it all."""\n{STEPS}'.replace("step", "print")
    )),
    Mutation("module names", "size", "called 'helpers'", new(f"{USER}/accounts/helpers.py", DOC)),
    Mutation("empty package", "size", "must stay empty", new(f"{USER}/__init__.py", DOC)),
    Mutation("finished work", "size", "finish it", new(NEW, DOC + "# TO" "DO: later\n")),
    Mutation("no machine's path", "size", "another machine", new(NEW, DOC + 'A = "/ro' 'ot/a"\n')),
    Mutation("common is shared", "shared", "needed by nobody", new("common/common/new.py", DOC)),
    Mutation("common knows no business", "shared", "'employer' is business", changed(
        "common/common/errors.py", r"\Z", '\nEMPLOYER = ""\n'
    )),
]  # fmt: skip

WALLS = [
    Mutation("independent services", "imports", "user_service.accounts.new -> ats_service", new(
        NEW, DOC + IMPORT.format("ats_service.settings")
    )),
    Mutation("common below services", "imports", "common.new -> user_service", new(
        "common/common/new.py", DOC + IMPORT.format("user_service.settings")
    )),
    Mutation("one browser module", "imports", "-> playwright", new(
        "agent_service/agent_service/forms/new.py", DOC + IMPORT.format("playwright")
    )),
    Mutation("an engine without Django", "imports", "ats_service.engine.new -> django", new(
        "ats_service/ats_service/engine/new.py", DOC + IMPORT.format("django")
    )),
    Mutation("contracts without Django", "imports", "contracts.new -> django", new(
        "common/common/contracts/new.py", DOC + IMPORT.format("django")
    )),
    Mutation("one way to the network", "imports", "-> httpx2", new(
        NEW, DOC + IMPORT.format("httpx2")
    )),
    Mutation("models below actions", "imports", "accounts.models -> user_service.accounts.actions",
             changed(f"{USER}/accounts/models.py", r"\Z", "\n\ndef f() -> object:\n"
                     "    from user_service.accounts import actions\n\n    return actions\n")),
]  # fmt: skip

CONTRACTS = [
    Mutation("events only grow", "events", "sha256: is gone", changed(
        "common/common/contracts/ats.py", r"(class DocumentParsed\b.*?)    sha256: str\n", r"\1"
    )),
    Mutation("optional growth only", "events", "more: is demanded now", changed(
        "common/common/contracts/ats.py", r"(class DocumentParsed\b.*?)(    sha256: str\n)",
        r"\1\2    more: str\n",
    )),
    Mutation("described contracts", "events", "ThingMade: says nothing", grown(
        "common/common/contracts/user.py", EVENT.replace('    """A thing was made."""\n\n', "")
    )),
    Mutation("no personal data", "events", "ThingMade.email: carries personal data", grown(
        "common/common/contracts/user.py", EVENT + "    email: str\n"
    )),
    Mutation("committed schemas", "events", "is not what the code says", grown(
        "common/common/contracts/user.py", EVENT
    )),
    Mutation("someone listens", "audience", "thing_made.v1: agent_service is told", grown(
        "common/common/contracts/user.py", EVENT
    )),
]  # fmt: skip

CONTAINERS = [
    Mutation("known keys only", "compose", "'helthcheck' was unexpected", changed(
        "compose.yaml", "  cache: (#[^\\n]*)", r"  cache: \1\n    helthcheck: {}"
    )),
    Mutation("pinned images", "compose", "names no version", changed(
        "compose.yaml", r"postgres:18[.0-9]*", "postgres:latest"
    )),
    Mutation("pinned bases", "compose", "names no version", changed(
        "user_service/Dockerfile", r"FROM python:\S+ AS build", "FROM python AS build"
    )),
    Mutation("no root in images", "compose", "ends as root", changed(
        "user_service/Dockerfile", r"USER 1000:1000", "USER root"
    )),
    Mutation("no root in containers", "compose", "runs as root", changed(
        "compose.yaml", r'user: "999:999"', 'user: "0"'
    )),
    Mutation("no privileges", "compose", "nothing here needs it", changed(
        "compose.yaml", r"  read_only: true", "  read_only: true\n  privileged: true"
    )),
    Mutation("the browser's sandbox", "compose", "keeps its sandbox", changed(
        "compose.yaml", r"-P prefork", "--no-sandbox -P prefork"
    )),
    Mutation("health checks", "compose", "cache: has no health check", changed(
        "compose.yaml", r"    healthcheck:\n      <<: \*pong\n      test: [^\n]*\n", ""
    )),
    Mutation("no default secret", "compose", "STAFF_PASSWORD has the default", changed(
        "compose.yaml", r"LOG_LEVEL: [^\n]*", "LOG_LEVEL: ${STAFF_PASSWORD:-letmein}"
    )),
    Mutation("no secret in the open", "compose", "stands in the environment", changed(
        "compose.yaml", r"MAIL_URL_FILE: [^\n]*", "MAIL_URL: smtp://mail"
    )),
    Mutation("own secrets only", "compose", "which belongs to ats_service", changed(
        "compose.yaml", r"(    - )user_service_key\n", r"\1user_service_key\n\1ats_service_key\n"
    )),
    Mutation("the supervisor's commands", "compose", "pyproject.toml says", changed(
        "user_service/pyproject.toml", r"--blocking-threads 2", "--blocking-threads 3"
    )),
    Mutation("a container for each process", "compose", "user-extra runs ''", grown(
        "user_service/pyproject.toml",
        '\n[tool.jobapplier.process.extra]\ncommand = "python -m x"\n',
    )),
]  # fmt: skip

LOADED = [
    Mutation("types", "mypy/user_service", "missing a type annotation", new(
        NEW, DOC + '\n\ndef f(a):  # type: ignore[misc]\n    """Return it."""\n    return a\n'
    )),
    Mutation("system check", "system/user_service", "urls.W002", grown(
        f"{USER}/urls.py", '\nurlpatterns += [path("/x/", token_keys)]\n'
    )),
    Mutation("a migration for each change", "migrations/user_service", "Forgotten", grown(
        f"{USER}/accounts/models.py",
        '\n\nclass Forgotten(models.Model):\n    """A model without a migration."""\n',
    )),
    Mutation("migrations that block", "blocking/user_service", "DROPPING columns", _drop_a_column),
    Mutation("described operations", "openapi/user_service", "Undescribed", grown(
        f"{USER}/urls.py", VIEW
    )),
    Mutation("APIs only grow", "openapi/user_service", "gone-by/: is gone", changed(
        "docs/api/user_service.yaml", r"\npaths:\n",
        "\npaths:\n  /api/v1/users/gone-by/:\n    get:\n      operationId: gone_by\n",
    )),
    Mutation("committed APIs", "openapi/user_service", "is not what the code says", changed(
        "docs/api/user_service.yaml", r"\n  description:[^\n]*|\n  title:[^\n]*", "\n  title: Else"
    )),
]  # fmt: skip

MUTATIONS = [*STYLE, *SIZE, *WALLS, *CONTRACTS, *CONTAINERS, *LOADED]
