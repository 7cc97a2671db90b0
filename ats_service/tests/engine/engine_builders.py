"""Documents made in code: PDF, DOCX and ODT files small enough to read in a test."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

DAY = date(2026, 11, 23)
A4 = (595, 842)
_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold"}


@dataclass(frozen=True)
class Words:
    """A run of words on a page; x and y in points from the top left, y of the baseline."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    color: str = "0 0 0"
    mode: int = 0
    link: str = ""
    font: str = ""  # of those given to `pdf`; else F1, or F2 where bold


@dataclass(frozen=True)
class Font:
    """A font of a document: its dictionary and what it says its codes are in Unicode."""

    entries: str = "/Subtype /Type1 /BaseFont /Helvetica"
    unicode: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture on every page; the place in points from the bottom left."""

    x: float = 0
    y: float = 0
    width: float = 595
    height: float = 842
    entries: str = "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    points: bytes = b"\x80"


#: What a photograph of 200 by 250 points says of itself; nobody draws it.
PHOTO = "/Width 200 /Height 250 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"


def pdf(
    *pages: list[Words], picture: Picture | None = None, fonts: Mapping[str, Font] | None = None
) -> bytes:
    """Return a PDF with the given runs of words, optionally with a picture on each page."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    numbers = {
        key: _font(objects, Font(f"/Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"))
        for key, name in _FONTS.items()
    }
    numbers |= {key: _font(objects, font) for key, font in (fonts or {}).items()}
    used = f"/Font << {' '.join(f'/{key} {n} 0 R' for key, n in numbers.items())} >>"
    if picture:
        objects.append(_picture(picture))
        used += f" /XObject << /I {len(objects)} 0 R >>"
    kids = [_page(objects, used.encode(), words, picture) for words in pages]
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return pdf_file(objects)


def _font(objects: list[bytes], font: Font) -> int:
    entries = font.entries
    if font.unicode:
        pairs = "\n".join(f"<{c:02X}> <{t.encode('utf-16-be').hex()}>" for c, t in font.unicode)
        objects.append(stream(_CMAP.format(len(font.unicode), pairs).encode(), b""))
        entries += f" /ToUnicode {len(objects)} 0 R"
    objects.append(f"<< /Type /Font {entries} >>".encode())
    return len(objects)


_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
{} beginbfchar {} endbfchar endcmap end end"""


def _picture(picture: Picture) -> bytes:
    entries = b"/Type /XObject /Subtype /Image " + picture.entries.encode()
    if "/Filter" not in picture.entries:
        return stream(picture.points, entries)
    return b"<< %s /Length 4 >>\nstream\n\xff\xd8\xff\xd9\nendstream" % entries


def _page(objects: list[bytes], used: bytes, words: list[Words], picture: Picture | None) -> int:
    drawn = b""
    if picture:
        place = (picture.width, picture.height, picture.x, picture.y)
        drawn = b"q %g 0 0 %g %g %g cm /I Do Q\n" % place
    for run in words:
        text = run.text.encode("cp1252").replace(b"\\", b"\\\\")
        text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
        font = run.font or ("F2" if run.bold else "F1")
        drawn += b"BT /%s %g Tf %s rg %d Tr 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (
            font.encode(), run.size, run.color.encode(), run.mode,
            run.x, A4[1] - run.y, text,
        )  # fmt: skip
    objects.append(stream(drawn, b""))
    content = len(objects)
    links = [_link(objects, run) for run in words if run.link]
    annotations = b" ".join(b"%d 0 R" % link for link in links)
    objects.append(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Annots [%s] "
        b"/Resources << %s >> >>" % (*A4, content, annotations, used)
    )
    return len(objects)


def _link(objects: list[bytes], run: Words) -> int:
    box = (
        run.x,
        A4[1] - run.y - 2,
        run.x + len(run.text) * run.size * 0.6,
        A4[1] - run.y + run.size,
    )
    objects.append(
        b"<< /Type /Annot /Subtype /Link /Rect [%g %g %g %g] /A << /S /URI /URI (%s) >> >>"
        % (*box, run.link.encode())
    )
    return len(objects)


def stream(data: bytes, entries: bytes) -> bytes:
    """Return a stream of a PDF with the entries of its dictionary."""
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        entries, len(packed), packed,
    )  # fmt: skip


def pdf_file(objects: list[bytes]) -> bytes:
    """Return a PDF of objects, of which the first is the catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, start,
    )  # fmt: skip


def zipped(**members: str | bytes) -> bytes:
    """Return a ZIP file; "__" in a name stands for a slash, "_dot_" for a point."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_STYLES = (
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Slanted"><w:basedOn w:val="Strong"/><w:rPr><w:i/></w:rPr></w:style>'
)


def docx(*paragraphs: str, document: str = "", **members: str) -> bytes:
    """Return a DOCX; "# Title" is a heading, "- item" a list item, "**x**" a bold paragraph."""
    body = document or "".join(_paragraph(text) for text in paragraphs)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/styles.xml", f"<w:styles {_W}>{_STYLES}</w:styles>")
        for name, content in members.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def _paragraph(text: str) -> str:
    properties, run = "", ""
    if text.startswith("# "):
        properties, text = '<w:pPr><w:pStyle w:val="H1"/></w:pPr>', text[2:]
    elif text.startswith("- "):
        properties, text = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', text[2:]
    elif text.startswith("**"):
        run, text = "<w:rPr><w:b/></w:rPr>", text.replace("*", "")
    cells = "<w:tab/>".join(f"<w:t>{escape(part)}</w:t>" for part in text.split("\t"))
    return f"<w:p>{properties}<w:r>{run}{cells}</w:r></w:p>"


def resume_words(**changes: str) -> list[Words]:
    """Return a plain résumé in one column: one job, one school, three skills."""
    text = {"company": "Acme GmbH", "email": "jane.roe@example.org", **changes}
    return [
        Words(50, 60, "Jane Roe", 24, bold=True),
        Words(50, 80, "Software Engineer"),
        Words(50, 95, f"{text['email']} | +49 30 901820 | Berlin, Germany"),
        Words(50, 130, "EXPERIENCE", 13, bold=True),
        Words(50, 150, "Senior Engineer", 10, bold=True),
        Words(430, 150, "Mar 2020 - Present"),
        Words(50, 164, text["company"]),
        Words(60, 180, "• Built a ledger that settles ten thousand payments a day"),
        Words(60, 194, "• Cut the cost of storage by half"),
        Words(50, 215, "Engineer", 10, bold=True),
        Words(430, 215, "Jan 2016 - Feb 2020"),
        Words(50, 229, "Initech Inc."),
        Words(60, 245, "• Moved the reports from spreadsheets to PostgreSQL"),
        Words(50, 285, "EDUCATION", 13, bold=True),
        Words(50, 305, "Technical University of Berlin", 10, bold=True),
        Words(430, 305, "Oct 2010 - Sep 2015"),
        Words(50, 319, "Master of Science in Computer Science"),
        Words(50, 355, "SKILLS", 13, bold=True),
        Words(50, 375, "Languages: Python, Go, SQL"),
    ]


PLAIN_RESUME = """\
Jane Roe
Software Engineer
jane.roe@example.org | +49 30 901820 | Berlin, Germany

EXPERIENCE

Senior Engineer, Acme GmbH    Mar 2020 - Present
  - Built a ledger that settles ten thousand payments a day
  - Cut the cost of storage by half

Engineer, Initech Inc.    Jan 2016 - Feb 2020
  - Moved the reports from spreadsheets to PostgreSQL

EDUCATION

Technical University of Berlin    Oct 2010 - Sep 2015
Master of Science in Computer Science

SKILLS

Languages: Python, Go, SQL
"""
