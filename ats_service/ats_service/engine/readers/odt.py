"""ODT -> Document: paragraphs, headings, lists and tables of content.xml.

Headings are told by their outline level, list items by the list around them, bold by the
automatic styles of the file; a row of a table becomes one line of cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ats_service.engine import limits
from ats_service.engine.document import Document, Style
from ats_service.engine.errors import TooComplex
from ats_service.engine.readers.container import Container
from ats_service.engine.readers.flow import TAB, Flow, Run
from ats_service.engine.readers.pdf import safe_target

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _TABLE = f"{{{_NS}text:1.0}}", f"{{{_NS}style:1.0}}", f"{{{_NS}table:1.0}}"
_FO, _OFFICE = f"{{{_NS}xsl-fo-compatible:1.0}}", f"{{{_NS}office:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}


def read_odt(data: bytes) -> Document:
    """Return the document in ``data``; raises what `read_docx` raises."""
    container = Container(data)
    root = container.xml("content.xml")
    container.refuse_doctypes()
    writer = _Writer(_bold_styles(root))
    for body in root.iter(f"{_OFFICE}text"):
        writer.block(body, 0, 0)
    return writer.flow.document("odt", len(data))


def _bold_styles(root: etree._Element) -> set[str]:
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iterchildren(f"{_STYLE}text-properties")
        if properties.get(f"{_FO}font-weight", "normal") not in ("normal", "400")
    }


@dataclass
class _Writer:
    bold: set[str]
    flow: Flow = field(default_factory=Flow)

    def block(self, node: etree._Element, level: int, depth: int) -> None:
        """Write the blocks below ``node``; ``level`` counts the lists around it."""
        if depth > limits.MAX_DEPTH:
            raise TooComplex()
        for child in node:
            if child.tag in _BLOCKS:
                self._paragraph(child, level)
            elif child.tag == f"{_TABLE}table-row":
                self._row(child)
            elif isinstance(child.tag, str):
                inner = level + (child.tag == f"{_TEXT}list")
                self.block(child, inner, depth + 1)

    def _paragraph(self, node: etree._Element, level: int) -> None:
        outline = node.get(f"{_TEXT}outline-level", "")
        heading = int(outline) if node.tag == f"{_TEXT}h" and outline.isdigit() else 0
        style = Style(bold=node.get(f"{_TEXT}style-name") in self.bold, heading=min(heading, 6))
        lines: list[list[Run]] = [[]]
        for run in self._runs(node, style, "", 0):
            head, *rest = run.text.split("\n")
            lines[-1].append(run._replace(text=head))
            lines += [[run._replace(text=part)] for part in rest]
        for number, line in enumerate(lines):
            self.flow.line(line, level=level, bullet=level > 0 and number == 0)
        self.flow.gap()

    def _row(self, row: etree._Element) -> None:
        runs: list[Run] = []
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            runs += [Run(TAB)] if runs else []
            for block in cell.iter(*_BLOCKS):
                runs += [*self._runs(block, Style(), "", 0), Run(" ")]
        self.flow.line([run._replace(text=run.text.replace("\n", " ")) for run in runs])

    def _runs(self, node: etree._Element, style: Style, link: str, depth: int) -> Iterator[Run]:
        if depth > limits.MAX_DEPTH:
            raise TooComplex()
        if node.text:
            yield Run(_flat(node.text), style, link)
        for child in node:
            yield from self._inline(child, style, link, depth)
            if child.tail:
                yield Run(_flat(child.tail), style, link)

    def _inline(self, node: etree._Element, style: Style, link: str, depth: int) -> Iterator[Run]:
        if node.tag == f"{_TEXT}tab":
            yield Run(TAB, style)
        elif node.tag == f"{_TEXT}line-break":
            yield Run("\n", style)
        elif node.tag == f"{_TEXT}s":
            yield Run(" ", style)
        elif isinstance(node.tag, str) and node.tag != f"{_TEXT}note":
            bold = style.bold or node.get(f"{_TEXT}style-name") in self.bold
            target = safe_target(node.get(_HREF, "")) or link
            yield from self._runs(node, style._replace(bold=bold), target, depth + 1)


def _flat(text: str) -> str:
    return " ".join(text.split()).join(
        (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
    )
