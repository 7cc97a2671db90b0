"""The press: answers one request after the other on standard input until it is closed.

A request is 4 bytes of length (big endian) and JSON; an answer is one byte (``+`` done, ``-``
refused, ``!`` broken), 4 bytes of length and the file, JSON, or the reason.
"""

import base64
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from agent_service.writing.press.pdf import NoGlyph, compile_pdf
from agent_service.writing.press.reading import docx_pages, pdf_pages
from agent_service.writing.press.word import compile_docx

Request = dict[str, Any]


def _read(request: Request) -> bytes:
    """Return the pages of a rendered file as JSON."""
    reader = {"pdf": pdf_pages, "docx": docx_pages}[request["kind"]]
    return json.dumps(reader(base64.b64decode(request["file"]))).encode()


WORK: dict[str, Callable[[Request], bytes]] = {
    "pdf": lambda request: compile_pdf(request["document"], request["seconds"]),
    "docx": lambda request: compile_docx(request["document"], request["seconds"]),
    "read": _read,
}


def answer(payload: bytes) -> tuple[bytes, bytes]:
    """Return the mark and the content that answer one request."""
    try:
        request = json.loads(payload)
        return b"+", WORK[request["work"]](request)
    except NoGlyph as error:
        return b"-", str(error).encode("utf-8", errors="replace")
    except Exception as error:  # the parent turns any of them into one clear error
        return b"!", f"{type(error).__name__}: {error}"[:2000].encode("utf-8", errors="replace")


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer requests until the source is closed."""
    while len(head := source.read(4)) == 4:
        mark, content = answer(source.read(struct.unpack(">I", head)[0]))
        target.write(mark + struct.pack(">I", len(content)) + content)
        target.flush()


def main() -> None:
    """Limit this process and serve; whatever libraries print goes to standard error."""
    limit = int(sys.argv[1]) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
