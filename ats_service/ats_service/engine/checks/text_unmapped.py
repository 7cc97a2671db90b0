"""Letters without a map to Unicode: people see them, a machine reads other signs or none.

In go the reader's notes of glyphs that the file gives no character for, out come findings by how
many there are: a few are ornaments, twelve or more are lost words.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject, noted

#: Letters from which a page has lost words, not just a mark or an ornament.
_WORDS = 12
_FEW = 3


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per page on which letters are printed that the file does not name."""
    for note in subject.document.noted("unmapped"):
        if note.times < _FEW:
            continue
        font = note.text.strip() or "without a name"
        yield Finding(
            rule="text-unmapped",
            severity="error" if note.times >= _WORDS else "warning",
            message=f"The file does not say which letters {note.times} glyphs are.",
            seen=f"wrong signs or nothing where the font {font} is used",
            advice="Export the document again with another program, or in another font.",
            **noted(note),
        )


CHECK = check
