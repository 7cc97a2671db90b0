"""Named points where a test can kill the process; inert outside tests.

A crash test sets ``TESTING=1`` and ``CRASH_AT=name`` (or ``name:3`` for the third time the
process passes there). With ``CRASH_ONCE_DIR`` set to a directory, the point fires once in the
life of that directory, so that the restarted process lives.
"""

import ast
import os
import signal
from collections import Counter
from itertools import chain
from pathlib import Path

_passed: Counter[str] = Counter()


def crashpoint(name: str) -> None:
    """Kill this process with SIGKILL when a test has asked for it at this point.

    Args:
        name: ``"<place>:<moment>"``, for instance ``"submit:after_click"``; write it as a
            literal, so that :func:`all_points` can find it.
    """
    if os.environ.get("TESTING") != "1":
        return
    wanted, occurrence = _wanted()
    if wanted != name:
        return
    _passed[name] += 1
    if _passed[name] == occurrence and _is_first_ever(name):
        os.kill(os.getpid(), signal.SIGKILL)


def _wanted() -> tuple[str, int]:
    """Return the point of ``CRASH_AT`` and at which passing it fires."""
    name, _, count = os.environ.get("CRASH_AT", "").rpartition(":")
    if count.isdecimal():
        return name, int(count)
    return os.environ.get("CRASH_AT", ""), 1


def _is_first_ever(name: str) -> bool:
    """Claim the marker file of a point; False when an earlier process has claimed it."""
    directory = os.environ.get("CRASH_ONCE_DIR")
    if not directory:
        return True
    try:
        (Path(directory) / name.replace(":", "-").replace("/", "-")).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def all_points(*roots: Path) -> dict[str, str]:
    """Return every crash point in the Python source under some directories.

    Returns:
        ``"path:line"`` by the name of the point, sorted by name.

    Raises:
        ValueError: a name is used twice, or is not a literal: a test could not aim at it.
    """
    found: dict[str, str] = {}
    for path in sorted(chain.from_iterable(root.rglob("*.py") for root in roots)):
        source = path.read_text()
        if "crashpoint(" not in source:
            continue
        for call in filter(_is_crashpoint, ast.walk(ast.parse(source))):
            where = f"{path}:{call.lineno}"  # type: ignore[attr-defined]
            name = _name_of(call, where)
            if name in found:
                raise ValueError(f"crash point {name} is at {found[name]} and at {where}")
            found[name] = where
    return dict(sorted(found.items()))


def _is_crashpoint(node: ast.AST) -> bool:
    """Tell whether a node is a call of :func:`crashpoint`."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    return getattr(function, "id", getattr(function, "attr", None)) == "crashpoint"


def _name_of(call: ast.AST, where: str) -> str:
    """Return the literal name given to one call."""
    arguments = call.args if isinstance(call, ast.Call) else []
    if len(arguments) == 1 and isinstance(arguments[0], ast.Constant):
        return str(arguments[0].value)
    raise ValueError(f"the crash point at {where} is not named by a literal")
