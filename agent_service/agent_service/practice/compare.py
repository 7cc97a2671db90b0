"""Compares what the practice employer received with what was approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def mismatches(manifest: Mapping[str, Any], application: Mapping[str, Any]) -> list[str]:
    """Return every way in which an application differs from its manifest; empty is equal.

    Args:
        manifest: an approved manifest as JSON.
        application: one entry of ``applications`` from ``/_received``.
    """
    meant = {
        f["name"]: _sent(f["value"])
        for f in manifest["fields"]
        if f["kind"] != "file" and _sent(f["value"])
    }
    came = {name: _text(value) for name, value in application["fields"] if value.strip()}
    files = {f["field"]: (f["name"], f["sha256"], f["size"]) for f in manifest["files"]}
    got = {f["field"]: (f["name"], f["sha256"], f["size"]) for f in application["files"]}
    return _unequal("field", meant, came) + _unequal("file", files, got)


def _unequal(what: str, meant: Mapping[str, Any], came: Mapping[str, Any]) -> list[str]:
    return [
        f"{what} {name}: approved {meant.get(name)!r}, received {came.get(name)!r}"
        for name in sorted(meant.keys() | came.keys())
        if meant.get(name) != came.get(name)
    ]


def _sent(value: Any) -> str:
    """Return a manifest's value as a form sends it: a tick says Yes."""
    if value is True:
        return "Yes"
    return _text(value) if isinstance(value, str) else ""


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").strip()
