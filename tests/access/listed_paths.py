"""Prints the paths of the service that ``DJANGO_SETTINGS_MODULE`` names, one a line."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def start(service: str) -> "subprocess.Popen[str]":
    """Start listing the paths of a service in a process of its own."""
    nowhere = f"{service.removesuffix('_service').upper()}_DATABASE_URL"
    surroundings = {"TESTING": "1", nowhere: "postgres://nobody@127.0.0.1:1/nothing"}
    return subprocess.Popen(
        [sys.executable, __file__],
        cwd=ROOT / service,
        env={**os.environ, **surroundings, "DJANGO_SETTINGS_MODULE": f"{service}.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def _paths(patterns: Any, before: str = "") -> Iterator[str]:
    for one in patterns:
        path = before + re.sub(
            r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", r"{\1\2}", str(one.pattern)
        )
        path = re.sub(r"[\^$]|\\(?=[/.])|/\?$", "", path)
        if hasattr(one, "url_patterns"):
            yield from _paths(one.url_patterns, path)
        else:
            yield "/" + path.replace("\\Z", "")


if __name__ == "__main__":
    import django
    from django.urls import get_resolver

    django.setup()
    for found in sorted(set(_paths(get_resolver().url_patterns))):
        if not found.startswith("/admin/"):
            sys.stdout.write(f"{found}\n")
