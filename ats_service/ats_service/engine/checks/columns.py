"""Side bars, tables and text boxes: systems that read from left to right mix their lines.

In goes the layout, out come findings. The cues are lines that the layout put into a side bar, and
text boxes or tables that the reader of an office file noted: their order on the page is not their
order in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject, place


def check(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for a layout in columns, in tables or in text boxes."""
    side = [line for line in subject.layout.lines if line.column == "side"]
    if side:
        yield Finding(
            rule="columns",
            severity="notice",
            message="The page has a side bar beside the main column.",
            seen=f'"{side[0].text[:60]}" on the same line as text of the main column',
            advice="Use one column where a form asks for a document that machines read.",
            page=side[0].page,
            box=place(side[0].box),
        )
    for note, what in (("text-box", "text boxes"), ("table", "tables")):
        if subject.document.noted(note):
            yield Finding(
                rule="columns",
                severity="warning" if note == "text-box" else "notice",
                message=f"The document uses {what} for its layout.",
                seen="cells and boxes in an order of their own, or not at all",
                advice="Use plain paragraphs with tabs instead.",
            )


CHECK = check
