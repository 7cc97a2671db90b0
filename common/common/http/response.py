"""An answer from outside: bytes of a bounded size, and the text in them."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common import text
from common.http.errors import BadStatus, UnexpectedContent

#: Charsets that are read, by the start of Python's name; other codecs may be slow or no text.
_CHARSETS = ("utf-8", "utf-16", "iso8859", "cp125", "cp932", "koi8", "gb", "big5", "shift", "euc")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{1,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
#: Bytes that no text holds. Source: WHATWG MIME Sniffing, "binary data byte".
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SNIFFED = 1024
_TEXTS = re.compile(r"text/.*|application/(json|xml|ld\+json|javascript|.*\+(json|xml))")


@dataclass(frozen=True)
class Response:
    """What a site answered, read to its end."""

    status: int
    url: str  # after redirects
    headers: Mapping[str, str]  # names in lower case
    content: bytes  # unpacked

    @property
    def ok(self) -> bool:
        """Return whether the site answered with what was asked for."""
        return 200 <= self.status < 300

    @property
    def media_type(self) -> str:
        """Return the declared kind in lower case, without parameters; empty where none is."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """Return the content as text that can be stored; what cannot be read becomes U+FFFD."""
        return text.clean(self.content.decode(self._charset(), errors="replace"))

    def json(self) -> Any:
        """Return the content as strict JSON of up to 200,000 values.

        Raises:
            UnexpectedContent: it is no JSON, or holds what cannot be stored.
        """
        try:
            return text.loads(self.content, max_bytes=len(self.content), max_values=200_000)
        except text.JsonRefused as error:
            raise UnexpectedContent(f"The site's data cannot be read: {error}") from None

    def raise_for_status(self) -> "Response":
        """Return the response itself when the site answered with success.

        Raises:
            BadStatus: it did not; ``permanent`` says whether a later try may help.
        """
        if self.ok:
            return self
        raise BadStatus(f"The site answered {self.status}.", answered=self.status)

    def check_kind(self, accept: tuple[str, ...]) -> None:
        """Refuse an answer that is not of one of some media types, or only claims to be.

        Args:
            accept: media types; ``"*/*"`` accepts anything.

        Raises:
            UnexpectedContent: another type, a download, or binary bytes said to be text.
        """
        if "*/*" in accept:
            return
        if self.media_type not in accept:
            kind = self.media_type or "no type"
            raise UnexpectedContent(f"Expected {' or '.join(accept)}, but the site sent {kind}.")
        disposition = self.headers.get("content-disposition", "").strip().lower()
        if self.media_type == "text/html" and disposition.startswith("attachment"):
            raise UnexpectedContent(
                "The address is a download, not a page. Upload the file instead."
            )
        if _TEXTS.fullmatch(self.media_type) and self._is_binary():
            raise UnexpectedContent("The site sent a binary file as text.")

    def _is_binary(self) -> bool:
        marked = any(self.content.startswith(mark) for mark, _ in _MARKS)
        return not marked and _BINARY.search(self.content[:_SNIFFED]) is not None

    def _charset(self) -> str:
        """Return the charset by byte order mark, header or ``<meta>``; UTF-8 where none says."""
        for mark, charset in _MARKS:
            if self.content.startswith(mark):
                return charset
        declared = re.search(r"charset=[\"']?([\w-]+)", self.headers.get("content-type", ""))
        if declared:
            return _known(declared[1])
        meta = _META.search(self.content[:_SNIFFED])
        return _known(meta[1].decode("ascii", "replace")) if meta else "utf-8"


def _known(charset: str) -> str:
    """Return Python's name of a charset; Latin-1 is read as Windows-1252, as browsers do."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if name.startswith(_CHARSETS) else "utf-8"
