"""Addresses that exist only behind a link: readers of plain text lose them.

In go the basics, out comes a finding for each address that the words of its evidence do not print.
A reader of plain text sees the word "LinkedIn" and never where it leads.
"""

from __future__ import annotations

from collections.abc import Iterator

from ats_service.engine.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Yield one finding per contact whose address is not in the text it is linked from."""
    basics = subject.resume.get("basics", {})
    values = {"/basics/email": basics.get("email"), "/basics/url": basics.get("url")}
    for number, profile in enumerate(basics.get("profiles", ())):
        values[f"/basics/profiles/{number}/url"] = profile.get("url")
    for pointer, value in values.items():
        spans = subject.evidence(pointer)
        if value and spans and not _is_printed(value, spans[0]["text"]):
            yield _finding(value, spans[0])


def _is_printed(value: str, text: str) -> bool:
    return _bare(value).rpartition("/")[2] in _bare(text)


def _bare(text: str) -> str:
    text = "".join(text.lower().split()).rstrip("/")
    return text.rpartition("://")[2].removeprefix("www.").removeprefix("@")


def _finding(value: str, span: dict[str, object]) -> Finding:
    box = span["box"]
    return Finding(
        rule="contact-in-link",
        severity="notice" if "/" in value else "warning",
        message=f"The address {value} is only behind a link.",
        seen=str(span["text"]),
        advice="Print the address itself; many systems drop links when they read a file.",
        page=span["page"] if isinstance(span["page"], int) else None,
        box=tuple(box) if isinstance(box, list) else None,
    )


CHECK = check
