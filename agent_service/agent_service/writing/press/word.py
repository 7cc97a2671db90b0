"""Sets a document as DOCX with real headings, lists and links; same input, same bytes."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

INK, SOFT, ACCENT = (RGBColor.from_string(code) for code in ("1B2230", "525C6E", "1C4F82"))
FONT = "Calibri"
_WIDTH = Mm(170)
Said = dict[str, Any]


def compile_docx(document: dict[str, Any], seconds: int) -> bytes:
    """Return ``document`` as DOCX dated ``seconds`` after 1970."""
    word = _blank(document, datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None))
    if document["kind"] == "resume":
        _resume(word, document)
    else:
        _letter(word, document)
    return _same_every_time(word)


def _blank(document: dict[str, Any], at: datetime) -> WordDocument:
    """Return an empty document with our page, styles and properties."""
    word = new_document()
    properties = word.core_properties
    properties.title, properties.author = document["title"], document["name"]["text"]
    properties.language, properties.comments = document["language"], ""
    properties.created = properties.modified = at
    properties.last_modified_by = document["name"]["text"]
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    _style(word, "Normal", 10.5, INK, before=0, after=3)
    _style(word, "Title", 22, INK, before=0, after=2)
    _style(word, "Heading 1", 11, ACCENT, before=12, after=4)
    _style(word, "Heading 2", 10.5, INK, before=8, after=1)
    _style(word, "List Bullet", 10.5, INK, before=0, after=2)
    _lang(word, document["language"])
    return word


def _style(
    word: WordDocument, name: str, size: float, colour: RGBColor, *, before: float, after: float
) -> None:
    """Give one of Word's own styles our type; readers and parsers know these styles by name."""
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    style.font.bold = name.startswith("Heading") or name == "Title"
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _lang(word: WordDocument, language: str) -> None:
    """Say which language the text is in, for spelling and for screen readers."""
    properties = word.styles.element.find(qn("w:docDefaults"))
    for lang in properties.iter(qn("w:lang")) if properties is not None else ():
        lang.set(qn("w:val"), language)


def _resume(word: WordDocument, document: dict[str, Any]) -> None:
    """Write the résumé from top to bottom."""
    _head(word, document)
    for section in document["sections"]:
        word.add_paragraph(section["heading"]["text"], style="Heading 1")
        for entry in section["entries"]:
            (_compact if section["style"] == "compact" else _full)(word, entry)


def _head(word: WordDocument, document: dict[str, Any]) -> None:
    """Write name, label and contact."""
    word.add_paragraph(document["name"]["text"], style="Title")
    if label := document.get("label"):
        _run(word.add_paragraph(), label, ACCENT)
    if document["contact"]:
        paragraph = word.add_paragraph()
        for index, item in enumerate(document["contact"]):
            if index:
                _run(paragraph, {"text": " · ", "link": ""}, SOFT)
            _run(paragraph, item, SOFT)


def _compact(word: WordDocument, entry: dict[str, Any]) -> None:
    """Write an entry in one paragraph."""
    paragraph = word.add_paragraph()
    items = [entry[name] for name in ("title", "dates", "subtitle", "place") if entry[name]]
    for index, item in enumerate([*items, *entry["lines"], *entry["bullets"]]):
        if index:
            _run(paragraph, {"text": " — ", "link": ""}, SOFT)
        _run(paragraph, item, INK, bold=item is entry["title"])


def _full(word: WordDocument, entry: dict[str, Any]) -> None:
    """Write an entry with its dates at the right margin."""
    _pair(word, entry["title"], entry["dates"], style="Heading 2")
    _pair(word, entry["subtitle"], entry["place"], style="Normal")
    for line in entry["lines"]:
        _run(word.add_paragraph(), line, INK)
    for bullet in entry["bullets"]:
        _run(word.add_paragraph(style="List Bullet"), bullet, INK)


def _pair(word: WordDocument, left: Said | None, right: Said | None, *, style: str) -> None:
    """Write a line with one text at the left and one at the right margin."""
    if not left and not right:
        return
    paragraph = word.add_paragraph(style=style if left else "Normal")
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    if left:
        _run(paragraph, left, INK if style == "Heading 2" else ACCENT)
    if right:
        _run(paragraph, {"text": "\t", "link": ""}, SOFT)
        _run(paragraph, right, SOFT, bold=False)


def _letter(word: WordDocument, document: dict[str, Any]) -> None:
    """Write the letter from top to bottom."""
    _head(word, document)
    for text in (document["date"], document["recipient"]):
        if text:
            word.add_paragraph(text).paragraph_format.space_before = Pt(12)
    word.add_paragraph(document["subject"]["text"], style="Heading 1")
    body = [document["salutation"]["text"]]
    body += [" ".join(item["text"] for item in part) for part in document["paragraphs"]]
    for text in (*body, document["closing"]["text"], document["name"]["text"]):
        word.add_paragraph(text).paragraph_format.space_after = Pt(9)


def _run(paragraph: Paragraph, item: Said, colour: RGBColor, *, bold: bool | None = None) -> None:
    """Append one text, as a link where it has a target."""
    run = paragraph.add_run(item["text"])
    run.font.color.rgb = colour
    if bold is not None:
        run.bold = bold
    if item["link"]:
        link = OxmlElement("w:hyperlink")
        target = paragraph.part.relate_to(
            item["link"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        link.set(qn("r:id"), target)
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)


def _same_every_time(word: WordDocument) -> bytes:
    """Return the file with every time stamp inside the archive fixed."""
    first, last = io.BytesIO(), io.BytesIO()
    word.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(last, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return last.getvalue()
