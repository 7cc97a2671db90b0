"""Why a file could not be read: one class per cause, each with a stable code.

The message of every error is a sentence that says how to go on; a service may show it as it is.
"""

from __future__ import annotations

from typing import ClassVar


class EngineError(Exception):
    """The engine could not do what was asked, for a reason a person can act on."""

    code: ClassVar[str] = "unreadable"
    advice: ClassVar[str] = "The file could not be read. Save it again, or export it as PDF."
    permanent: ClassVar[bool] = True  # trying again with the same file cannot help

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.advice)


class Empty(EngineError):
    """The file holds nothing at all, or only blanks."""

    code = "empty"
    advice = "The file is empty. Check that the upload was complete and send it again."


class Encrypted(EngineError):
    """A password is needed to open the file."""

    code = "encrypted"
    advice = "The file is protected by a password. Remove the protection and send it again."


class TooLarge(EngineError):
    """The file, or what it unpacks to, exceeds the limit in bytes."""

    code = "too-large"
    advice = "The file is too large. Send a document of at most 10 MB without large pictures."


class TooManyPages(EngineError):
    """The document has more pages than a résumé or posting can have."""

    code = "too-many-pages"
    advice = "The document has too many pages. Send only the résumé, at most 50 pages."


class TooComplex(EngineError):
    """Reading needs more memory, processor time or structure than a real document does."""

    code = "too-complex"
    advice = "The file is built in a way that takes too much to read. Export it anew as PDF."


class TimedOut(EngineError):
    """Reading did not end within the time limit."""

    code = "timed-out"
    advice = "Reading the file took too long. Export it anew as PDF and send that."


class Unreadable(EngineError):
    """The file is damaged, or is not what its first bytes say."""

    code = "unreadable"
    advice = "The file is damaged and cannot be opened. Save or export it again and resend it."


class UnsupportedType(EngineError):
    """The content is of no kind that the engine reads."""

    code = "unsupported-type"
    advice = "This type of file cannot be read. Send PDF, DOCX, ODT, TXT, Markdown or HTML."


class UnsafeContent(EngineError):
    """The file holds a construct that is refused whatever it does, such as a DTD."""

    code = "unsafe-content"
    advice = "The file holds constructs that are not accepted (such as a DTD). Export it as PDF."


class NeedsOcr(EngineError):
    """The pages are pictures: there is no text to read."""

    code = "needs-ocr"
    advice = (
        "The document has no text layer: it is a scan or a picture. "
        "Export it from the program that made it, or run text recognition on it first."
    )


class InvalidResume(EngineError):
    """The JSON is well-formed but is no JSON Resume."""

    code = "invalid-resume"
    advice = "The JSON does not follow the JSON Resume schema. Correct the field that is named."


class NotAPosting(EngineError):
    """The text does not describe a job."""

    code = "not-a-posting"
    advice = "No job description was found here. Open the page of one single job and use that."


class Unavailable(EngineError):
    """No reader could be started; the file itself may be fine."""

    code = "unavailable"
    advice = "The document reader is not available at the moment. Try again in a minute."
    permanent = False


def by_code(code: str, message: str) -> EngineError:
    """Return the error whose class carries ``code``; unknown codes become `Unreadable`."""
    for kind in EngineError.__subclasses__():
        if kind.code == code:
            return kind(message)
    return Unreadable(message)
