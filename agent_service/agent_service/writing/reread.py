"""Proves that a rendered file says what was written: every text, whole and in order."""

import re
import unicodedata

from agent_service.writing.documents import Document, Resume
from agent_service.writing.render import FileKind, read_back
from common.errors import ServiceError

#: Scripts that are drawn from right to left; readers give their words back in drawing order.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class RenderedDiffers(ServiceError):
    """The rendered file does not say what was written; it must not be sent."""

    status, code, title = 500, "rendered-differs", "The file differs from what was written"


def reread(data: bytes, document: Document, *, kind: FileKind) -> str:
    """Return the text of a rendered file after proving that it holds all of ``document``.

    Raises:
        RenderedDiffers: a text is missing, changed or out of order.
        RenderFailed: the file cannot be read.
    """
    pages = read_back(data, kind)
    text = "".join(
        _without_footer(_bare(page), document, i, len(pages)) for i, page in enumerate(pages)
    )
    letters = sorted(text)
    position = 0
    for item in document.texts():
        wanted = _bare(item.text)
        if _RIGHT_TO_LEFT.search(wanted):
            _prove_letters(wanted, letters, item.text)
            continue
        found = text.find(wanted, position)
        if found < 0:
            raise RenderedDiffers(f"The {kind} does not say {item.text[:200]!r} where it should.")
        position = found + len(wanted)
    return "\n\n".join(pages)


def _bare(text: str) -> str:
    """Return ``text`` without white space and hidden characters, ligatures taken apart.

    A hyphen that some languages repeat on the next line counts once.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = (char for char in plain if not char.isspace() and unicodedata.category(char) != "Cf")
    return re.sub("-+", "-", "".join(kept))


def _without_footer(page: str, document: Document, index: int, count: int) -> str:
    """Return a page without the line that repeats the name and numbers the page."""
    if not isinstance(document, Resume) or count < 2:
        return page
    footer = _bare(f"{document.name.text}·{index + 1}/{count}")
    return page.removesuffix(footer).removeprefix(footer)


def _prove_letters(wanted: str, letters: list[str], shown: str) -> None:
    """Pass when the file has every letter of a text whose drawing order is not its reading order.

    Raises:
        RenderedDiffers: a letter is missing.
    """
    for char in set(wanted):
        if letters.count(char) < wanted.count(char):
            raise RenderedDiffers(f"The file does not say {shown[:200]!r}.")
