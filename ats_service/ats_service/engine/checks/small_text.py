"""Text too small to read on paper.

In go the sizes of the printed letters, out comes a finding where more than half of them stand
below 6.5 points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_SMALLEST = 6.5  # points
_SHARE = 0.5


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding where half of the characters are below a readable size."""
    if not subject.document.paged:
        return
    sizes: Counter[float] = Counter()
    for line in subject.layout.lines:
        for cell in line.cells:
            sizes[cell.style.size] += len(cell.text)
    small = sum(count for size, count in sizes.items() if size < _SMALLEST)
    if small > _SHARE * sum(sizes.values()):
        yield Finding(
            rule="small-text",
            severity="notice",
            message=f"Most of the text is smaller than {_SMALLEST} points.",
            seen="the same text",
            advice="Print the text in 10 to 12 points; people read it too.",
        )


CHECK = check
