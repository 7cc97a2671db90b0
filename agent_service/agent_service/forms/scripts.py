"""The packaged scripts that look at a live page, joined into one expression a call."""

from __future__ import annotations

from functools import cache
from importlib import resources


def script(*names: str, call: str) -> str:
    """Return the packaged scripts wrapped into one expression that gives ``call``."""
    parts = "\n".join(source(name) for name in names)
    return f"() => {{\n{parts}\nreturn {call};\n}}"


@cache
def source(name: str) -> str:
    """Return one packaged script."""
    return (resources.files("agent_service.forms") / "js" / f"{name}.js").read_text("utf-8")
