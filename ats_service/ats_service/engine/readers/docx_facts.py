"""What a DOCX holds beside its words: photographs, and fonts that are not in the file.

In go the XML of the text and its styles, out come `Note`s for the document check. A picture is
told from an ornament by the size it is drawn at. A font is loose where a run of text names it,
the file does not embed fonts, and no usual office program brings it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ats_service.engine.cleaning import tidy
from ats_service.engine.document import Note
from ats_service.engine.readers.container import Container
from ats_service.engine.readers.docx_styles import W, attribute
from ats_service.engine.readers.pdf_paint import is_portrait_size

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_UNITS_A_POINT = 12_700  # of Office's drawings
#: Fonts that Word, LibreOffice or the systems they run on bring, and those that stand for them.
_USUAL = re.compile(
    r"(?i)^(?:aptos|arial|baskerville|book antiqua|bookman|calibri|cambria|candara|carlito|caladea"
    r"|century|comic sans|consolas|constantia|corbel|courier|dejavu|franklin gothic|garamond"
    r"|georgia|gill sans|helvetica|impact|liberation|lucida|menlo|ms |mincho|noto|palatino"
    r"|rockwell|segoe|sf |simsun|symbol|tahoma|times|trebuchet|verdana|webdings|wingdings|yu )"
)


def facts_of(root: etree._Element, container: Container) -> Iterator[Note]:
    """Yield a note per photograph, and one for all loose fonts of the text."""
    yield from _portraits(root)
    if any(name.startswith("word/fonts/") for name in container.names()):
        return
    named = {
        tidy(attribute(node, "ascii")).replace(" ", "")
        for node in root.iter(f"{W}rFonts")
        if not _USUAL.match(attribute(node, "ascii") + " ")
    }
    if loose := sorted(named - {""})[:8]:
        yield Note("loose-font", " ".join(loose), times=len(loose))


def _portraits(root: etree._Element) -> Iterator[Note]:
    for extent in root.iter(f"{_DRAWING}extent"):
        parent, sides = extent.getparent(), (extent.get("cx", ""), extent.get("cy", ""))
        if parent is None or parent.find(f".//{_PICTURE}") is None:
            continue
        if all(side.isdigit() and len(side) < 10 for side in sides):
            width, height = (int(side) / _UNITS_A_POINT for side in sides)
            if height and is_portrait_size(width, height):
                yield Note("portrait")
