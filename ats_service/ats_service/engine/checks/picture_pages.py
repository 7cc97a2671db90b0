"""Pages that are pictures: whatever is printed there does not exist for a machine.

In go the pages, out comes a finding for each of which pictures cover half or more and hardly a
word is text. Where recognition read such pages, that is told instead, for other systems do not see
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject

_MOSTLY = 0.5  # of the page covered by pictures
_FEW_WORDS = 15


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per page that shows pictures and hardly any text.

    Text that was recognised on them is not in the file: other systems do not see it.
    """
    for note in subject.document.noted("ocr"):
        yield Finding(
            rule="picture-pages",
            severity="error",
            message=f"The text was recognised in pictures: {note.text} pages.",
            seen="nothing, where a system does not recognise text",
            advice="Send the document that the scan was made of, with real text.",
            page=1,
        )
        return
    for page in subject.document.pages:
        if page.image_share >= _MOSTLY and len(page.spans) < _FEW_WORDS:
            yield Finding(
                rule="picture-pages",
                severity="error",
                message=f"Page {page.number} is a picture with {len(page.spans)} words of text.",
                seen=" ".join(span.text for span in page.spans) or "nothing",
                advice="Replace the picture with real text, or run text recognition on the page.",
                page=page.number,
            )


CHECK = check
