"""Icons of a font: they are letters to a machine, and stick to the words beside them.

In go the reader's notes, out come findings. The cues are letters that a font of icons draws as
pictures, and signs of the private-use area, which mean nothing outside that font.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject, noted

_ADVICE = "Write the word instead (Phone, E-mail), or put the icon in as a drawing without text."


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per page for icons read as letters, and one for signs without meaning.

    An icon that the file maps to a letter is worse than one in the private range: a parser drops
    the second, and reads "ajane@…" with the first.
    """
    for note in subject.document.noted("icon-letter"):
        yield Finding(
            rule="icon-fonts",
            severity="warning",
            message=f"{note.times} icons of a font are letters to a machine.",
            seen=f'the letters "{note.text}" where icons are printed',
            advice=_ADVICE,
            **noted(note),
        )
    for note in subject.document.noted("private-use"):
        yield Finding(
            rule="icon-fonts",
            severity="notice",
            message=f"{note.times} signs are icons of a font that have no meaning as text.",
            seen=f"the private signs {note.text}: empty boxes, or nothing",
            advice=_ADVICE,
            **noted(note),
        )


CHECK = check
