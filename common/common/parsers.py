"""Reads JSON request bodies strictly, so that nothing unstorable gets past the edge."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from common import text
from common.errors import ServiceError

#: Longest JSON body in bytes (ASVS 5.0, 4.1 and 2.4.1).
MAX_BYTES = 1_000_000


class MalformedJson(ServiceError):
    """The body is not strict JSON."""

    status, code, title = 400, "malformed-json", "The body is not strict JSON"


class UnstorableText(ServiceError):
    """The body holds characters that no database can keep."""

    status, code, title = 400, "unstorable-text", "The text holds characters that cannot be kept"


class JsonTooLarge(ServiceError):
    """The body is too long or holds too many values."""

    status, code, title = 413, "json-too-large", "The body is too large"


_ERRORS: dict[str, type[ServiceError]] = {
    error.code: error for error in (MalformedJson, UnstorableText, JsonTooLarge)
}


def loads(data: bytes, **limits: int) -> Any:
    """Return the value of strict JSON; ``limits`` are those of :func:`common.text.loads`.

    Raises:
        MalformedJson: it is no JSON, or holds NaN, too large a number or too many levels.
        UnstorableText: it holds U+0000 or a lone surrogate.
        JsonTooLarge: it is longer than its limit or holds too many values.
    """
    try:
        return text.loads(data, **limits)
    except text.JsonRefused as error:
        raise _ERRORS[error.code](str(error)) from None


class StrictJSONParser(BaseParser):
    """Parses ``application/json``; its errors are problems with a stable code."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the value of the body; it reads no more of it than may be sent.

        Raises:
            ServiceError: as :func:`loads`.
        """
        return loads(stream.read(MAX_BYTES + 1), max_bytes=MAX_BYTES)
