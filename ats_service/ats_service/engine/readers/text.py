"""Plain text -> Document, and the decoding every textual format needs.

Bytes go in: a byte order mark decides the encoding, else UTF-8, else Windows-1252. Three blanks
or a tab part cells, a mark at the start makes a list item, indentation its level.
"""

from __future__ import annotations

import codecs
import re

from ats_service.engine.document import BULLETS, Document, Style
from ats_service.engine.errors import UnsupportedType
from ats_service.engine.readers.flow import TAB, Flow, Run

_BULLET = re.compile(rf"^(\s*)(?:[{re.escape(BULLETS)}]|\d{{1,2}}[.)])\s+(?=\S)")
_RULE = re.compile(r"^[\s=_*~#-]*$")
_ORNAMENT = re.compile(r"[─━═_=*~-]{3,}")
_CELL = re.compile(r"\t+| {3,}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """Return the text in ``data``: by its byte order mark, as UTF-8, or as Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def looks_binary(data: bytes) -> bool:
    """Return whether the bytes are no text: many control characters at the start."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    sample = data[:4096].decode("latin-1")
    return len(_CONTROL.findall(sample)) > len(sample) / 50


def read_text(data: bytes) -> Document:
    """Return the document in ``data``, one line per line, three blanks or a tab between cells.

    Raises:
        UnsupportedType: the bytes are no text.
        Empty, TooComplex: see the classes.
    """
    if looks_binary(data):
        raise UnsupportedType()
    flow = Flow()
    for line in decode(data).splitlines():
        write_line(flow, line)
    return flow.document("text", len(data))


def write_line(flow: Flow, line: str, style: Style | None = None) -> None:
    """Write a line of plain text to ``flow``: list marks and indentation become attributes."""
    line = _ORNAMENT.sub(" ", line)
    if not line.strip() or _RULE.match(line):
        flow.gap()
        return
    mark = _BULLET.match(line)
    body = line[mark.end() :] if mark else line
    level = min(9, (len(line) - len(line.lstrip())) // 2) + bool(mark)
    text = _CELL.sub(TAB, body.strip())
    flow.line([Run(text, style or Style())], level=level, bullet=bool(mark))
