"""Whether the system can recognise text in pictures: the Tesseract program, found on its path.

Nothing goes in, a path or an empty string comes out. It stands apart from `ocr`, which drives the
program, so that whoever only asks needs no reader.
"""

from __future__ import annotations

import shutil

#: How to get the program, for the message to whoever runs the service.
HOW = (
    "Or have text recognition installed where this runs (Debian, Ubuntu: apt-get install "
    "tesseract-ocr), and send it again."
)


def program() -> str:
    """Return the path of Tesseract, or an empty string where there is none."""
    return shutil.which("tesseract") or ""
