"""Checks one service with its settings loaded: ``python .ci/project.py SERVICE [CHECK ...]``.

One process does all of them, since starting Django costs more than any. Prints one line of JSON
for each check: ``{"name", "ok", "seconds", "text"}``, and ``{"heard": [...]}`` for ``heard``.
"""

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import committed
import growth
import tree

#: Migrations that lock or drop on purpose, and why that is safe.
KNOWN: dict[str, str] = {}
APPS_OF_OTHERS = ("django.", "unfold", "rest_framework", "drf_spectacular", "django_")


def system(service: str, write: committed.Write) -> str:
    """Return what Django's own system check has to say."""
    return _command("check", fail_level="WARNING")


def migrations(service: str, write: committed.Write) -> str:
    """Return which models have changes without a migration."""
    return _command("makemigrations", check_changes=True, dry_run=True, verbosity=1)


def blocking(service: str, write: committed.Write) -> str:
    """Return which migrations lock a table or break the release before them."""
    from django.apps import apps
    from django_migration_linter import MigrationLinter

    own = [app.label for app in apps.get_app_configs() if not app.name.startswith(APPS_OF_OTHERS)]
    with redirect_stdout(io.StringIO()) as said:
        linter = MigrationLinter(
            include_apps=own,
            ignore_name=list(KNOWN),
            warnings_as_errors_tests=["RUNPYTHON_REVERSIBLE"],
            quiet=["ok", "ignore", "warning"],
            no_cache=True,
        )
        linter.lint_all_migrations()
    return said.getvalue() if linter.has_errors else ""


def openapi(service: str, write: committed.Write) -> str:
    """Return what is wrong with the OpenAPI document, or differs from the committed one."""
    import yaml

    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        wrong = _command("spectacular", file=file.name, validate=True, fail_on_warn=True)
        text = Path(file.name).read_text()
    if wrong:
        return wrong
    path = tree.ROOT / "docs" / "api" / f"{service}.yaml"
    return "\n".join(
        committed.compare(path, text, read=yaml.safe_load, side=growth.Side.READ, write=write)
    )


def _command(name: str, **options: object) -> str:
    """Return what the management command said, or nothing where it succeeded."""
    from django.core.management import CommandError, call_command

    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            call_command(name, **options)
    except (CommandError, SystemExit) as error:
        return f"{said.getvalue()}\n{error}".strip()
    return ""


CHECKS: dict[str, Callable[[str, committed.Write], str]] = {
    "system": system,
    "migrations": migrations,
    "blocking": blocking,
    "openapi": openapi,
}


def report(service: str, names: list[str], write: committed.Write) -> None:
    """Print the outcome of each check as one line of JSON."""
    for name in names:
        began = time.monotonic()
        try:
            text = CHECKS[name](service, write)
        except Exception as error:  # a check that breaks is a check that fails
            text = f"{type(error).__name__}: {error}"
        seconds = time.monotonic() - began
        line = {"name": f"{name}/{service}", "ok": not text, "seconds": seconds, "text": text}
        print(json.dumps(line), flush=True)


def main(service: str, *names: str) -> None:
    """Load the settings of ``service`` and run the checks."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{service}.settings"
    import django

    django.setup()
    write = committed.Write(os.environ.get("LINT_WRITES", "nothing"))
    report(service, [name for name in names if name in CHECKS], write)
    if "heard" in names:
        from common import events

        print(json.dumps({"service": service, "heard": sorted(events.heard())}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
