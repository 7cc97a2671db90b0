"""The log files of the parts: turned over at each start and when they grow too large."""

import shutil
from pathlib import Path

_KEPT = 3
_LARGEST = 20 * 2**20  # bytes; a suite that runs for months must not fill the disk


def turn_over(log: Path) -> None:
    """Move ``log`` to ``log.1``, that to ``log.2`` and so on; an empty one is left alone."""
    if not log.exists() or not log.stat().st_size:
        return
    _make_room(log)
    log.replace(_older(log, 1))


def shorten(log: Path) -> None:
    """Move the content of a log that is too large to ``log.1`` while its process writes on.

    The file itself must stay, since the process holds it open for appending; a line written
    between the copy and the cut is lost.
    """
    if not log.exists() or log.stat().st_size < _LARGEST:
        return
    _make_room(log)
    shutil.copy2(log, _older(log, 1))
    with log.open("r+b") as file:
        file.truncate(0)


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of ``log``, indented, for a message to a person."""
    if not log.exists():
        return "    (no output)"
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 20_000))
        text = file.read().decode("utf-8", "replace")
    return "\n".join("    " + line for line in text.splitlines()[-lines:]) or "    (no output)"


def _make_room(log: Path) -> None:
    for age in range(_KEPT - 1, 0, -1):
        if (newer := _older(log, age)).exists():
            newer.replace(_older(log, age + 1))


def _older(log: Path, age: int) -> Path:
    return log.with_name(f"{log.name}.{age}")
