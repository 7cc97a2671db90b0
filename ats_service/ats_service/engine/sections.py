"""Lines -> labelled blocks: what is a heading is decided by lexicon and by style together.

In go the lines in reading order, out come blocks, each with its kind (work, education, skills, …,
"" for an unknown heading, "head" before the first one). A line whose words are in the lexicon is
a heading where it has the look (size, weight, capitals, colour) that most such lines share; a line
in that very look is a heading too, whatever it says, and ends the section before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from ats_service.engine.chunk import Chunk
from ats_service.engine.heading_looks import (
    Look,
    has_badge,
    heading_looks,
    is_spare,
    known_kind,
    look_of,
    same_but_color,
    spare_kinds,
)
from ats_service.engine.layout import Layout
from ats_service.engine.lexicon import heading_key, section_of
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.lexicon.words import word_set
from ats_service.engine.lines import Line
from ats_service.engine.name_line import name_line

#: Words an unknown heading may have at most.
_MAX_WORDS = 6
#: Share of the right edge from which a line reaches it.
_NEAR_EDGE = 0.95
#: What a document calls itself above everything else: "Résumé" there opens no summary.
_DOCUMENT = re.compile(
    r"resume|cv|curriculum vitae(?: europass)?|lebenslauf|hoja de vida|bewerbung"
)
#: Words that tell an entry of a section from the heading of the next.
_NAMED = {
    "work": ("titles",),
    "volunteer": ("titles",),
    "education": ("degrees", "institutions"),
}


@dataclass(frozen=True)
class Block:
    """A labelled part of a résumé: ``kind`` is "head" before the first heading, "" = unknown."""

    kind: str
    title: Chunk
    lines: tuple[Line, ...]
    column: str = "main"
    edge: float = 0.0  # right edge of the text of its column, in points; 0 = that of its lines
    wraps: bool = True  # several lines reach that edge, so that it is where lines break

    @cached_property
    def right(self) -> float:
        """Return the right edge of the column, up to which its lines may reach."""
        return max([self.edge, *(line.box.right for line in self.lines)])


@dataclass
class _Open:
    kind: str
    title: Chunk
    column: str
    lines: list[Line] = field(default_factory=list)


def label(layout: Layout, *, recognised: bool = False) -> list[Block]:
    """Return the blocks of a document in reading order; the first may be the head.

    Args:
        layout: its lines.
        recognised: whether the letters were recognised in pictures, so that looks are estimates.
    """
    looks = heading_looks(layout.lines)
    spare = spare_kinds(layout.lines, looks, recognised=recognised)
    named = name_line(layout.lines)
    blocks = [_Open("head", Chunk("", ()), "main")]
    for line in layout.lines:
        if line is named:  # what stands above it was printed beside it
            blocks.append(_Open("head", Chunk("", ()), line.column, [line]))
            continue
        top = line is layout.lines[0] and bool(_DOCUMENT.fullmatch(heading_key(line.text)))
        heading = None if top else _heading(line, looks, blocks[-1])
        if heading is None and not top and is_spare(line, spare):
            heading = known_kind(line), line.cells[0], None
        if heading is None:
            if not _continues_title(blocks[-1], line, looks):
                _append(blocks, line)
            continue
        kind, title, rest = heading
        blocks.append(_Open(kind, title, line.column))
        if rest is not None:
            blocks[-1].lines.append(rest)
    return _with_jobs(_closed(blocks, _edges(layout.lines)))


def _with_jobs(blocks: list[Block]) -> list[Block]:
    """Return the blocks; where none is about work, those under names of their own that are.

    "Kitchens" is: two of its lines or more have dates, and two are called like jobs.
    """
    if any(block.kind in ("work", "volunteer") and block.lines for block in blocks):
        return blocks
    return [replace(b, kind="work") if not b.kind and _lists_jobs(b) else b for b in blocks]


def _lists_jobs(block: Block) -> bool:
    dated = [line for line in block.lines if find_periods(line.text)]
    titled = [line for line in block.lines if word_set("titles").hits(line.text)]
    return len(dated) > 1 and len(titled) > 1


def _edges(lines: Iterable[Line]) -> dict[str, tuple[float, bool]]:
    """Return the right edge of each column, and whether several lines reach it."""
    rights: dict[str, list[float]] = {}
    for line in lines:
        rights.setdefault(line.column, []).append(line.box.right)
    edges = {column: max(ends) for column, ends in rights.items()}
    return {
        column: (edge, sum(end > _NEAR_EDGE * edge for end in rights[column]) > 1)
        for column, edge in edges.items()
    }


def _closed(blocks: list[_Open], edges: dict[str, tuple[float, bool]]) -> list[Block]:
    """Return the blocks; what stands before the first known heading is the head."""
    closed: list[Block] = []
    known = False
    for block in blocks:
        known = known or (bool(block.kind) and block.kind != "head")
        lines = tuple(block.lines)
        kind = _settled(block.kind, lines) if known else "head"
        if not known and block.title:
            lines = (Line((block.title,), block.title.page, block.column), *lines)
        if lines or block.title:
            edge = edges.get(block.column, (0.0, True))
            closed.append(Block(kind, block.title, lines, block.column, *edge))
    return closed


def _settled(kind: str, lines: tuple[Line, ...]) -> str:
    """Return the kind of a section; "Qualifications" are schools where degrees are dated there."""
    if kind != "qualifications":
        return kind
    degrees = word_set("degrees")
    dated = any(degrees.hits(line.text) and find_periods(line.text) for line in lines)
    return "education" if dated else "summary"


def _continues_title(block: _Open, line: Line, looks: dict[Look, bool]) -> bool:
    """Return whether a line is the second line of the heading just opened; it is then added."""
    if (
        block.lines
        or not block.title
        or line.above > 1
        or line.cells[0].style != block.title.style
        or _is_entry(line, block)
    ):
        return False
    if not looks.get(look_of(line)) and not block.title.text.endswith(("&", "/", ",", " and")):
        return False
    block.title = Chunk.join([block.title, line.chunk])
    return True


def _append(blocks: list[_Open], line: Line) -> None:
    """Add a line to the open block; a line of the main column never lands in a side bar's."""
    if line.column != blocks[-1].column and blocks[-1].column == "side":
        blocks.append(_Open("head", Chunk("", ()), line.column))
    blocks[-1].lines.append(line)


def _heading(
    line: Line, looks: dict[Look, bool], current: _Open
) -> tuple[str, Chunk, Line | None] | None:
    """Return kind, title and the rest of the line where it opens a section."""
    if has_badge(line):
        line = replace(line, cells=line.cells[1:])
    kind, look = known_kind(line), look_of(line)
    if kind and (look in looks or same_but_color(look, looks)):
        rest = replace(line, cells=line.cells[1:], above=0.0) if len(line.cells) > 1 else None
        return kind, line.cells[0], rest
    inline = _inline(line, looks, current)
    if inline:
        return inline
    if not kind and looks.get(look) and _may_be_title(line) and not _is_entry(line, current):
        return "", line.chunk, None
    return None


def _is_entry(line: Line, current: _Open) -> bool:
    """Return whether a line in the look of headings names a job or degree of its section."""
    named = _NAMED.get(current.kind, ())
    return any(word_set(kind).hits(line.text) for kind in named)


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        len(line.cells) == 1
        and not line.bullet
        and len(text.split()) <= _MAX_WORDS
        and not any(sign.isdigit() for sign in text)
        and not text.endswith((".", ",", ";"))
        and line.above > 0.3
        and len({span.style.bold for _, _, span in line.cells[0].marks}) == 1
    )


def _inline(
    line: Line, looks: dict[Look, bool], current: _Open
) -> tuple[str, Chunk, Line | None] | None:
    """Return the parts of "Skills: Python, SQL" in a document that has no real headings."""
    if any(look.level or look.caps or look.bold for look in looks) or line.bullet:
        return None
    chunk = line.chunk
    title, colon, _ = chunk.text.partition(":")
    kind = section_of(title) if colon and len(title) < 30 else ""
    if not kind or (current.kind == "skills" and kind == "languages"):
        return None
    rest = chunk.cut(len(title) + 1, len(chunk.text))
    if not rest:
        return kind, chunk.cut(0, len(title)), None
    return kind, chunk.cut(0, len(title)), replace(line, cells=(rest,))
