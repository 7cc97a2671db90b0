"""Lines -> labelled blocks: what is a heading is decided by lexicon and by style together.

In go the lines in reading order, out come blocks, each with its kind (work, education, skills, …,
"" for an unknown heading, "head" before the first one). A line whose words are in the lexicon is
a heading where it has the look (size, weight, capitals, colour) that most such lines share; a line
in that very look is a heading too, whatever it says, and ends the section before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ats_service.engine.chunk import Chunk
from ats_service.engine.layout import Layout
from ats_service.engine.lexicon import heading_key, section_of
from ats_service.engine.lexicon.dates import find_periods
from ats_service.engine.lexicon.words import word_set
from ats_service.engine.lines import Line

#: Words an unknown heading may have at most.
_MAX_WORDS = 6
#: Share of the right edge from which a line reaches it.
_NEAR_EDGE = 0.95
#: What a document calls itself above everything else: "Résumé" there opens no summary.
_DOCUMENT = re.compile(
    r"resume|cv|curriculum vitae(?: europass)?|lebenslauf|hoja de vida|bewerbung"
)
#: Kinds that every résumé names; their style is that of headings.
_STRONG = frozenset({"work", "education", "skills", "projects", "languages", "certificates"})


@dataclass(frozen=True)
class Block:
    """A labelled part of a résumé: ``kind`` is "head" before the first heading, "" = unknown."""

    kind: str
    title: Chunk
    lines: tuple[Line, ...]
    column: str = "main"
    edge: float = 0.0  # right edge of the text of its column, in points; 0 = that of its lines
    wraps: bool = True  # several lines reach that edge, so that it is where lines break

    @property
    def right(self) -> float:
        """Return the right edge of the column, up to which its lines may reach."""
        return max([self.edge, *(line.box.right for line in self.lines)])


class _Look(NamedTuple):
    """What headings of one document have in common."""

    size: int  # half points
    bold: bool
    caps: bool
    color: int
    level: int
    column: str


@dataclass
class _Open:
    kind: str
    title: Chunk
    column: str
    lines: list[Line] = field(default_factory=list)


def label(layout: Layout) -> list[Block]:
    """Return the blocks of a document in reading order; the first may be the head."""
    looks = _heading_looks(layout.lines)
    blocks = [_Open("head", Chunk("", ()), "main")]
    for line in layout.lines:
        top = line is layout.lines[0] and bool(_DOCUMENT.fullmatch(heading_key(line.text)))
        heading = None if top else _heading(line, looks, blocks[-1])
        if heading is None:
            if not _continues_title(blocks[-1], line, looks):
                _append(blocks, line)
            continue
        kind, title, rest = heading
        blocks.append(_Open(kind, title, line.column))
        if rest is not None:
            blocks[-1].lines.append(rest)
    return _closed(blocks, _edges(layout.lines))


def _edges(lines: Iterable[Line]) -> dict[str, tuple[float, bool]]:
    """Return the right edge of each column, and whether several lines reach it."""
    rights: dict[str, list[float]] = {}
    for line in lines:
        rights.setdefault(line.column, []).append(line.box.right)
    return {
        column: (max(ends), sum(end > _NEAR_EDGE * max(ends) for end in ends) > 1)
        for column, ends in rights.items()
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


def _continues_title(block: _Open, line: Line, looks: dict[_Look, bool]) -> bool:
    """Return whether a line is the second line of the heading just opened; it is then added."""
    if (
        block.lines
        or not block.title
        or line.above > 1
        or line.cells[0].style != block.title.style
    ):
        return False
    if not looks.get(_look(line)) and not block.title.text.endswith(("&", "/", ",", " and")):
        return False
    block.title = Chunk.join([block.title, line.chunk])
    return True


def _append(blocks: list[_Open], line: Line) -> None:
    """Add a line to the open block; a line of the main column never lands in a side bar's."""
    if line.column != blocks[-1].column and blocks[-1].column == "side":
        blocks.append(_Open("head", Chunk("", ()), line.column))
    blocks[-1].lines.append(line)


def _look(line: Line) -> _Look:
    cell = line.cells[0]
    style = cell.style
    caps = cell.text.isupper()
    return _Look(round(style.size * 2), style.bold, caps, style.color, line.heading, line.column)


def _heading_looks(lines: Iterable[Line]) -> dict[_Look, bool]:
    """Return the looks of headings; True where unknown titles in that look are headings too."""
    lines = list(lines)
    known: Counter[_Look] = Counter()
    kinds: dict[_Look, set[str]] = {}
    other: Counter[_Look] = Counter()
    for line in lines:
        if _has_badge(line):
            line = replace(line, cells=line.cells[1:])
        kind, look = _known_kind(line), _look(line)
        if kind:
            known[look] += 1 + (kind in _STRONG)
            kinds.setdefault(look, set()).add(kind)
        else:
            other[look] += 1
    chosen = _choose(known, kinds, other)
    body = _body_size(lines)
    return {look: _is_sure(look, known, other, body) for look in chosen}


def _body_size(lines: list[Line]) -> int:
    """Return the size, in half points, in which most characters are printed."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.style.size * 2)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _is_sure(look: _Look, known: Counter[_Look], other: Counter[_Look], body: int) -> bool:
    """Return whether everything in a look is a heading, in whatever column it stands."""
    alike = [
        key for key in {*known, *other} if key._replace(column="") == look._replace(column="")
    ]
    yes, no = sum(known[key] for key in alike), sum(other[key] for key in alike)
    return yes >= 4 and no <= (yes if look.size > body + 1 or look.level else yes / 2)


def _choose(
    known: Counter[_Look], kinds: dict[_Look, set[str]], other: Counter[_Look]
) -> list[_Look]:
    """Return, per column, the look of most headings and those at least as weighty."""
    chosen: list[_Look] = []
    for column in {look.column for look in known}:
        looks = [look for look in known if look.column == column]
        best = max(looks, key=lambda k: (len(kinds[k] & _STRONG), known[k] - other[k] / 4, k.size))
        chosen += [look for look in looks if look == best or _weightier(look, best)]
    return chosen


def _weightier(look: _Look, best: _Look) -> bool:
    if look.level and best.level:
        return look.level <= best.level
    if look.size < best.size - 1:
        return False
    return look.bold >= best.bold and (look.size > best.size + 1 or look.caps >= best.caps)


def _has_badge(line: Line) -> bool:
    """Return whether a short ornament, such as "EXP" or "01", stands before a heading."""
    first, *rest = line.cells
    return len(rest) == 1 and len(first.text) <= 4 and bool(section_of(rest[0].text))


def _known_kind(line: Line) -> str:
    if line.bullet:
        return ""
    return section_of(line.cells[0].text)


def _heading(
    line: Line, looks: dict[_Look, bool], current: _Open
) -> tuple[str, Chunk, Line | None] | None:
    """Return kind, title and the rest of the line where it opens a section."""
    if _has_badge(line):
        line = replace(line, cells=line.cells[1:])
    kind, look = _known_kind(line), _look(line)
    if kind and (look in looks or _same_but_color(look, looks)):
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
    kinds = {"work": "titles", "volunteer": "titles", "education": "degrees"}
    return current.kind in kinds and word_set(kinds[current.kind]).hits(line.text) > 0


def _same_but_color(look: _Look, looks: dict[_Look, bool]) -> bool:
    return any(look._replace(color=other.color, column=other.column) == other for other in looks)


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        len(line.cells) == 1
        and not line.bullet
        and len(text.split()) <= _MAX_WORDS
        and not any(sign.isdigit() for sign in text)
        and not text.endswith((".", ",", ";"))
        and line.above > 0.3
    )


def _inline(
    line: Line, looks: dict[_Look, bool], current: _Open
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
