"""What a document check says, what it looks at, and how all of them are run.

In goes a `Subject` (the document, its lines, the résumé, the day, the name of the file, the
country it is sent to), out come findings, worst first: rule, severity, what a parser sees, how to
mend it, and the place on the page. A rule is a file in ``checks/`` with a ``CHECK``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from ats_service.engine.document import Box, Document, Note
from ats_service.engine.layout import Layout
from ats_service.engine.sections import Block
from common import plugins

#: Severities, worst first.
SEVERITIES = ("error", "warning", "notice")


@dataclass(frozen=True)
class Subject:
    """A document with all that was read from it."""

    document: Document
    layout: Layout
    blocks: Sequence[Block]
    resume: dict[str, Any]
    as_of: date
    name: str = ""  # of the file, "" where it is not known
    country: str = ""  # where the document is sent, as two letters; "" where nobody said so

    def evidence(self, pointer: str) -> list[dict[str, Any]]:
        """Return the spans a field was read from; none for fields that do not exist."""
        entry = self.resume["meta"]["evidence"].get(pointer)
        return list(entry["spans"]) if entry else []


@dataclass(frozen=True)
class Finding:
    """One thing a person should know about the document."""

    rule: str
    severity: str  # one of `SEVERITIES`
    message: str  # what is wrong
    seen: str  # what a parser sees there
    advice: str  # how to mend it
    page: int | None = None
    box: tuple[float, float, float, float] | None = None  # points from the top left


Check = Callable[[Subject], Iterable[Finding]]


@cache
def _checks() -> dict[str, Check]:
    return plugins.load("ats_service.engine.checks", "CHECK")


def run_checks(subject: Subject) -> list[dict[str, Any]]:
    """Return what all checks find, worst first, then by rule and page."""
    findings = [finding for check in _checks().values() for finding in check(subject)]
    findings.sort(key=lambda f: (SEVERITIES.index(f.severity), f.rule, f.page or 0))
    return [asdict(finding) for finding in findings]


def noted(note: Note) -> dict[str, Any]:
    """Return page and box of a note as a finding holds them."""
    return {"page": note.page or None, "box": place(note.box) if note.box else None}


def place(box: Box) -> tuple[float, float, float, float]:
    """Return a box rounded for output."""
    return (round(box.left, 1), round(box.top, 1), round(box.right, 1), round(box.bottom, 1))
