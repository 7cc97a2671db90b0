"""Letters kept as one sign: a search for "office" does not find a word with the sign for "ffi".

In go the reader's notes of words that held such signs, out comes a finding with an example. Our
own reader takes the signs apart; one that compares plain text does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject, noted


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per page that holds such signs; the readers know where a file has them."""
    for note in subject.document.noted("ligature"):
        yield Finding(
            rule="ligatures",
            severity="notice",
            message=f"Letters are kept as one sign in {note.times} places, such as {note.text}.",
            seen="one sign for several letters, by which the word is not found",
            advice="Switch ligatures off in the program or template that makes the document.",
            **noted(note),
        )


CHECK = check
