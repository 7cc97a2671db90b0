"""What parsing one file gives: plain data without any reader, cheap to import everywhere.

In goes nothing, for it holds only what `parse` and the sandbox hand on: the résumé, the findings,
the text that a machine sees.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Parsed:
    """What was read from one file; every field is plain JSON."""

    resume: dict[str, Any]  # JSON Resume v1 with ``meta.evidence``
    findings: list[dict[str, Any]]  # of the document check, worst first
    text: str  # what a machine sees, in reading order
    pages: int  # 0 for documents without pages
    kind: str  # pdf, docx, odt, html, markdown, text, json or linkedin
    language: str  # en, de, fr, es, or "" where the text is too short to tell

    @property
    def has_pictures(self) -> bool:
        """Return whether the check found pages that show pictures and hardly any text."""
        return any(finding["rule"] == "picture-pages" for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as a dict."""
        return asdict(self)
