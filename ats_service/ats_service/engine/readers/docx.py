"""DOCX -> Document: walks the XML in order, text boxes, tables and hyperlinks included.

Headers come first, footers last, and each is noted, since many systems skip them. Headings are
told by style name or outline level; list items by their numbering; hidden text by Word's own mark,
a size nobody reads, or white. Rows of a table whose cells hold one paragraph each stand side by
side, as does a cell with a date beside one that holds more; other cells follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from lxml import etree

from ats_service.engine.document import Document, Note, Style
from ats_service.engine.errors import Unreadable, UnsupportedType
from ats_service.engine.readers.container import Container
from ats_service.engine.readers.docx_facts import facts_of
from ats_service.engine.readers.docx_links import Links, targets_of
from ats_service.engine.readers.docx_styles import Styles, W, attribute
from ats_service.engine.readers.docx_tables import dated_cells, parts_of, text_of
from ats_service.engine.readers.flow import TAB, Flow, Run

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIP = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}sectPr"}
_MAIN = "word/document.xml"
#: Codes of list marks in Symbol and Wingdings: dot, squares, arrow, rhombus, tick.
_MARKS = frozenset({"F0B7", "F0A7", "F06E", "F0D8", "F076", "F0FC"})
#: A near-white colour is hidden text on the white page of a word processor.
_WHITE_FROM = 0xF8


def read_docx(data: bytes) -> Document:
    """Return the document in ``data``.

    Raises:
        UnsupportedType: the container is another kind of office file.
        UnsafeContent, TooLarge, TooComplex, Encrypted, Unreadable, Empty: see the classes.
    """
    container = Container(data)
    if "[Content_Types].xml" not in container.names():
        raise Unreadable("The document has no table of contents. Save it again as DOCX.")
    if _MAIN not in container.names():
        raise UnsupportedType("This office file holds no text document. Send a DOCX or PDF.")
    root = container.xml(_MAIN)
    container.refuse_doctypes()
    writer = _Writer(Styles.of(container), targets_of(container, "document"))
    notes = _write_margin(container, writer, "header")
    writer.blocks(root)
    notes += _write_margin(container, writer, "footer")
    notes += [Note(kind) for kind in sorted(writer.notes)]
    notes += list(facts_of(root, container))
    return writer.flow.document("docx", len(data), notes)


def _write_margin(container: Container, writer: _Writer, kind: str) -> list[Note]:
    """Write headers or footers; the note holds their text for the document check."""
    texts = []
    for name in sorted(container.names()):
        if name.startswith(f"word/{kind}") and name.endswith(".xml"):
            first = len(writer.flow.spans)
            writer.targets = targets_of(container, name[5:-4])
            writer.blocks(container.xml(name))
            texts += [span.text for span in writer.flow.spans[first:]]
    writer.targets = targets_of(container, "document")
    return [Note(kind, " ".join(texts))] if texts else []


#: Words of other cells before and behind the first line of a paragraph.
Aside = tuple[Sequence[Run], Sequence[Run]]
NOTHING: Aside = (), ()


@dataclass
class _Writer:
    """Writes paragraphs and tables to a flow."""

    styles: Styles
    targets: dict[str, str]
    flow: Flow = field(default_factory=Flow)
    notes: set[str] = field(default_factory=set)

    def blocks(self, root: etree._Element) -> None:
        for child in _outer_blocks(root):
            if child.tag == f"{W}p":
                self._paragraph(child)
            else:
                self._table(child)

    def _paragraph(self, paragraph: etree._Element, before: Aside = NOTHING) -> None:
        """Write a paragraph; its first line may have dates of other cells before or behind it."""
        left, right = before
        first = len(self.flow.spans)
        for runs in self._lines(paragraph):
            line = [*left, *runs, *right]
            left = right = ()
            listed = self.styles.is_listed(paragraph)
            bullet = listed and len(self.flow.spans) == first
            self.flow.line(line, level=self.styles.level(paragraph) + listed, bullet=bullet)
        self.flow.gap()
        for box in paragraph.iter(f"{W}txbxContent"):
            if not _inside(box, f"{_MC}Fallback", paragraph):
                self.notes.add("text-box")
                self.blocks(box)

    def _lines(self, paragraph: etree._Element) -> Iterator[list[Run]]:
        base = self.styles.paragraph(paragraph)
        runs: list[Run] = []
        for run in self._runs(paragraph, base):
            head, *rest = run.text.split("\n")
            runs.append(run._replace(text=head))
            for part in rest:
                yield runs
                runs = [run._replace(text=part)]
        yield runs

    def _runs(self, paragraph: etree._Element, base: Style) -> Iterator[Run]:
        links = Links(self.targets, paragraph)
        for node in _walk(paragraph):
            if node.tag != f"{W}r":
                continue
            text, link = "".join(_run_text(node)), links.of(node)
            if text:
                style, hidden = self.styles.run(node, base)
                yield Run(text, style, link, hidden or _pale(style))

    def _table(self, table: etree._Element) -> None:
        self.notes.add("table")
        for row in parts_of(table, f"{W}tr"):
            cells = [list(_outer_blocks(cell)) for cell in parts_of(row, f"{W}tc")]
            cells = [cell for cell in cells if any(text_of(block) for block in cell)]
            dates = dated_cells(cells)
            if all(len(cell) == 1 and cell[0].tag == f"{W}p" for cell in cells):
                self._row([cell[0] for cell in cells])
            elif dates:
                self._dated(cells, dates)
            else:
                for cell in cells:
                    self._cell(cell)

    def _cell(self, blocks: list[etree._Element], aside: Aside = NOTHING) -> None:
        for number, block in enumerate(blocks):
            if block.tag == f"{W}p":
                self._paragraph(block, aside if number == 0 else NOTHING)
            else:
                self._table(block)

    def _dated(self, cells: list[list[etree._Element]], dates: set[int]) -> None:
        """Write a row of an entry: its dates in the first line of the cell they stand beside."""
        others = [number for number in range(len(cells)) if number not in dates]
        left: list[Run] = []
        right: list[Run] = []
        for number in sorted(dates):
            runs = [run._replace(text=_flat(run.text)) for run in self._runs_of(cells[number][0])]
            if number < others[0]:
                left += [*runs, Run(TAB)]
            else:
                right += [Run(TAB), *runs]
        for number in others:
            self._cell(cells[number], (left, right) if number == others[0] else NOTHING)

    def _row(self, paragraphs: list[etree._Element]) -> None:
        """Write cells side by side, line by line where they hold several."""
        for parts in zip_longest(*(list(self._lines(paragraph)) for paragraph in paragraphs)):
            runs: list[Run] = []
            for part in parts:
                runs += [Run(TAB)] if runs else []
                runs += part or []
            self.flow.line(runs)

    def _runs_of(self, paragraph: etree._Element) -> Iterator[Run]:
        return self._runs(paragraph, self.styles.paragraph(paragraph))


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _outer_blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables that are in no other paragraph or table below ``root``."""
    stack = list(reversed(root))
    while stack:
        node = stack.pop()
        if node.tag in (f"{W}p", f"{W}tbl"):
            yield node
        elif isinstance(node.tag, str) and node.tag not in _SKIP:
            stack.extend(reversed(node))


def _walk(root: etree._Element) -> Iterator[etree._Element]:
    """Yield what is inside a paragraph, without deleted text, fallbacks and text boxes."""
    stack = list(reversed(root))
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str) or node.tag in _SKIP or node.tag == f"{W}txbxContent":
            continue
        yield node
        if node.tag != f"{W}r":
            stack.extend(reversed(node))


def _run_text(run: etree._Element) -> Iterator[str]:
    for node in run:
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag in (f"{W}tab", f"{W}ptab"):
            yield TAB
        elif node.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif node.tag == f"{W}noBreakHyphen":
            yield "-"
        elif node.tag == f"{W}sym" and attribute(node, "char").upper() in _MARKS:
            yield "•"


def _inside(node: etree._Element, tag: str, top: etree._Element) -> bool:
    parent = node.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (tag, f"{W}txbxContent"):
            return True
        parent = parent.getparent()
    return False


def _pale(style: Style) -> str:
    channels = (style.color >> 16, style.color >> 8 & 255, style.color & 255)
    return "no-contrast" if min(channels) >= _WHITE_FROM else ""
