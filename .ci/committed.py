"""Compares a generated document with the committed one; ``--update`` writes what only grew."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import growth
import tree


class Write(Enum):
    """What may be written."""

    NOTHING = "nothing"
    GROWTH = "growth"
    ANYTHING = "anything"


def compare(
    path: Path,
    text: str,
    *,
    read: Callable[[str], Any],
    side: growth.Side,
    write: Write,
) -> list[str]:
    """Return what keeps the committed document from being the generated one.

    Args:
        path: the committed document.
        text: the generated document.
        read: turns either into plain JSON.
        side: what others do with the document.
        write: whether the generated document may replace the committed one.
    """
    old = path.read_text() if path.exists() else ""
    if old == text:
        return []
    lost = list(growth.broken(read(old), read(text), side)) if old else []
    if lost and write is not Write.ANYTHING:
        return [
            *lost,
            f"{tree.said(path)} may only grow: publish a new version beside it, or say --breaking",
        ]
    if write is Write.NOTHING:
        return [f"{tree.said(path)} is not what the code says: .ci/lint --update, then read it"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return []
