"""Reads how qmail and its heirs return a mail: words to a person, in a form for programs.

Source: Bernstein, "The qmail-send bounce message format (QSBMF)".
"""

import re
from email import message_from_string
from email.message import Message

_GREETING = "Hi. This is the"
_GAP = re.compile(r"\n[ \t]*\n")
_RECIPIENT = re.compile(r"<([^\n]{1,400})>:[ \t]*\n?")


def is_return(text: str) -> bool:
    """Return whether a mail's text is of that form."""
    return text.startswith(_GREETING)


def blocks(text: str) -> list[Message]:
    """Return what it says of each recipient, as the fields of RFC 3464.

    It speaks of nothing but failures for good; a status is among the words of most.
    """
    found = list[Message]()
    for paragraph in _paragraphs(text)[1:]:
        if paragraph.startswith("-"):
            break
        if recipient := _RECIPIENT.match(paragraph):
            found.append(_block(recipient[1], paragraph[recipient.end() :]))
    return found


def returned(text: str) -> Message:
    """Return the mail that came back; one without headers where it is left out."""
    paragraphs = _paragraphs(text)
    for number, paragraph in enumerate(paragraphs):
        if paragraph.startswith("-"):
            return message_from_string("\n\n".join(paragraphs[number + 1 :]))
    return Message()


def _paragraphs(text: str) -> list[str]:
    return [one.strip("\n") for one in _GAP.split(text.replace("\r\n", "\n"))]


def _block(address: str, said: str) -> Message:
    block = Message()
    block["Action"] = "failed"
    block["Status"] = "5.0.0"
    block["Final-Recipient"] = "rfc822; " + " ".join(address.split())
    block["Diagnostic-Code"] = " ".join(said.split())
    return block
