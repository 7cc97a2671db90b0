"""Headings that no system knows: what stands below them is often lost.

In go the labelled blocks, out comes a finding for each heading that looks like one and is in no
lexicon: systems that file text by headings have no place for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per section heading that names no usual kind of section."""
    for block in subject.blocks:
        if not block.kind and block.title:
            paged = subject.document.paged
            yield Finding(
                rule="headings-unknown",
                severity="notice",
                message=f'The heading "{block.title.text}" names no usual section.',
                seen="a section of unknown kind",
                advice="Use a common heading such as Experience, Education, Skills or Projects.",
                page=block.title.page if paged else None,
                box=place(block.title.box) if paged else None,
            )


CHECK = check
