"""How heavy the file is: application forms often take no more than a few megabytes.

In goes the number of bytes, out comes a finding above two megabytes, the lowest limit in common
use; pictures weigh most.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_COMMON_LIMIT = 2 * 1024 * 1024


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for files above the limit that many forms have."""
    size = subject.document.byte_count
    if size > _COMMON_LIMIT:
        yield Finding(
            rule="file-size",
            severity="warning",
            message=f"The file has {size / 1024 / 1024:.1f} MB; many forms take at most 2 MB.",
            seen=f"{size} bytes",
            advice="Shrink or remove pictures, and export with standard fonts.",
        )


CHECK = check
