"""Skill lists: separators, wide blanks between chips, grids, and "Group: a, b".

In go blocks about skills, out come groups of keywords. The title of a group stands before a colon,
or in another look than what is beside or below it. Items are parted by signs outside of brackets,
else by blanks wider than between words; a slash parts only where nothing stronger does; levels
("expert") are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.found import Found, found, joined
from ats_service.engine.fields.rows import Look, look_of
from ats_service.engine.lexicon import heading_key, read_words
from ats_service.engine.lines import Line
from ats_service.engine.sections import Block

_STRONG = r"\s*[,;|•·●∙◦▪‣]\s*|\s+[–—]\s+|\s{3,}|\s+\\\s+"
_SEPARATOR = re.compile(rf"{_STRONG}|\s+/\s+")
_SEPARATOR_BUT_SLASH = re.compile(_STRONG)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
#: A line of skills that ends so goes on in the next.
_UNFINISHED = re.compile(
    r"\([^()]*$|[,•·/|&-]$|"
    r"\b(?:and|or|of|for|with|und|oder|für|mit|et|ou|de|des|du|y|o|en|con)$",
    re.IGNORECASE,
)
#: "Group: a, b", and "Group — a · b" where another sign parts the skills.
_GROUP = re.compile(
    r"^([^:,;|•()]{2,48}?)\s*:\s*|^(?P<dashed>[^:,;|•·()—–]{2,48}?)\s+[—–]\s+(?=[^—–]*[,;|•·●∙])"
)
#: Blank between chips in font sizes; words of one skill stand closer.
_CHIP_GAP = 0.55
_NEAR = 14.0  # points between the left edges of a group's title and its items
_MAX_WORDS, _MAX_LENGTH = 8, 70


class _Cell(NamedTuple):
    chunk: Chunk
    look: Look
    row: int
    bullet: bool
    above: float


def read_skills(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the groups of skills; ``keywords`` is missing where a title stands alone."""
    groups = [group for block in blocks for group in _read_block(block)]
    seen: set[str] = set()
    return [group for group in groups if _keep_new(group, seen)]


def _keep_new(group: dict[str, Any], seen: set[str]) -> bool:
    """Drop keywords that were listed before; return whether anything is left."""
    fresh: list[Found] = []
    for item in group["keywords"]:
        key = item.value.casefold()
        if key not in seen:
            seen.add(key)
            fresh.append(item)
    group["keywords"] = fresh
    return bool(fresh or group["name"])


def _read_block(block: Block) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    title = found(block.title, 0.6) if not block.kind and block.title else None
    for name, cells in _groups(block.lines):
        keywords = [item for item in _items(cells) if _is_skill(item)]
        label = found(name, 0.8) if name is not None else title
        if name is not None and not keywords and _is_level(name.text):
            continue
        groups.append({"name": label, "keywords": keywords})
    return groups


def _groups(lines: Sequence[Line]) -> Iterator[tuple[Chunk | None, list[_Cell]]]:
    """Yield titles of groups with the cells below or beside them."""
    cells = [
        _Cell(cell, look_of(cell), number, line.bullet, line.above)
        for number, line in enumerate(lines)
        for cell in line.cells
    ]
    open_groups: list[tuple[Chunk | None, list[_Cell], float]] = []
    done: list[tuple[Chunk | None, list[_Cell]]] = []
    for index, cell in enumerate(cells):
        label = _GROUP.match(cell.chunk.text)
        if label:
            title = cell.chunk.cut(0, label.end("dashed" if label["dashed"] else 1))
            rest = cell.chunk.cut(label.end(), len(cell.chunk.text))
            item = [cell._replace(chunk=rest)] if rest else []
            open_groups.append((title, item, cell.chunk.box.left))
        elif _is_title(index, cells):
            open_groups.append((cell.chunk, [], cell.chunk.box.left))
        else:
            _place_cell(cell, open_groups)
    done += [(title, items) for title, items, _ in open_groups]
    yield from done


def _place_cell(cell: _Cell, groups: list[tuple[Chunk | None, list[_Cell], float]]) -> None:
    """Add a cell to the last group that starts at its left edge, or to the last one."""
    for _, items, left in reversed(groups[-6:]):
        if abs(cell.chunk.box.left - left) < _NEAR:
            items.append(cell)
            return
    if not groups:
        groups.append((None, [], cell.chunk.box.left))
    groups[-1][1].append(cell)


def _is_title(index: int, cells: Sequence[_Cell]) -> bool:
    """Return whether a cell heads a group: in another look than what is beside or below it."""
    cell = cells[index]
    if _SEPARATOR.search(cell.chunk.text) or len(cell.chunk.text.split()) > 6:
        return False
    beside = [other for other in cells if other.row == cell.row and other is not cell]
    below = [
        other
        for other in cells[index + 1 :]
        if other.row > cell.row and abs(other.chunk.box.left - cell.chunk.box.left) < _NEAR
    ]
    if beside and beside[0].look != cell.look and beside[0].row == cell.row:
        return cells[index - 1].row != cell.row if index else True
    if not below:
        return False
    if below[0].look == cell.look:
        return _announces(index, cells)
    return _stands_out(cell.look, below[0].look)


def _announces(index: int, cells: Sequence[_Cell]) -> bool:
    """Return whether a plain line stands before a list and behind none or another list."""
    if index + 1 >= len(cells) or cells[index + 1].above < 0.6:
        return False
    lists = [_is_row(cells[n].chunk.text) for n in (index - 1, index + 1)]
    return lists[1] and (index == 0 or lists[0])


def _is_row(text: str) -> bool:
    """Return whether signs outside of brackets part several skills."""
    return bool(_SEPARATOR.search(_IN_BRACKETS.sub("", text)))


def _stands_out(title: Look, item: Look) -> bool:
    if title.size != item.size:
        return title.size > item.size
    return title.bold > item.bold or title.color != item.color


def _items(cells: Sequence[_Cell]) -> list[Found]:
    """Return the skills in the cells of one group; wrapped lists are joined first."""
    items: list[Found] = []
    chunks = _unwrapped(cells)
    signs = _separators(chunks)
    for chunk in chunks:
        if signs.search(chunk.text):
            items += [found(part.trim(" ,;.|•·–—"), 0.9) for part in _split(chunk, signs)]
        else:
            items += [found(part.trim(" ,;.|•·–—"), 0.85) for part in _chips(chunk)]
    return [_without_level(item) for item in items if item]


def _separators(chunks: Sequence[Chunk]) -> re.Pattern[str]:
    """Return what parts skills: a slash only where nothing stronger does, commas or lines.

    "HTML / CSS" is one entry of a list with a line for each, and two of a lone line.
    """
    several = len(chunks) > 1 or any(
        _SEPARATOR_BUT_SLASH.search(_IN_BRACKETS.sub("", chunk.text)) for chunk in chunks
    )
    return _SEPARATOR_BUT_SLASH if several else _SEPARATOR


def _unwrapped(cells: Sequence[_Cell]) -> list[Chunk]:
    chunks: list[Chunk] = []
    last: _Cell | None = None
    wrap = _wrap_gap(cells)
    for cell in cells:
        if last is not None and _goes_on(last, cell, chunks[-1].text, wrap):
            healed = joined([chunks[-1], cell.chunk], 0.9)
            glue = (
                "" if len(healed.value) < len(chunks[-1].text) + len(cell.chunk.text) + 1 else " "
            )
            before = chunks[-1].trim("-") if glue == "" else chunks[-1]
            chunks[-1] = Chunk.join([before, cell.chunk], glue)
        else:
            chunks.append(cell.chunk)
        last = cell
    return chunks


def _wrap_gap(cells: Sequence[_Cell]) -> float:
    """Return the blank below which lines belong to one skill, or 0 where all are alike."""
    gaps = sorted(cell.above for cell in cells[1:] if cell.above < 3)
    return gaps[0] + 0.1 if gaps and gaps[-1] > gaps[0] + 0.2 and gaps[0] < 0.4 else 0.0


def _goes_on(last: _Cell, cell: _Cell, text: str, wrap: float) -> bool:
    """Return whether a list of skills was only wrapped between two lines."""
    if cell.bullet or cell.row == last.row or cell.above > 1.0:
        return False
    if _UNFINISHED.search(text) and abs(cell.chunk.box.left - last.chunk.box.left) < _NEAR:
        return True
    if last.bullet or cell.above < wrap:
        return abs(cell.chunk.box.left - last.chunk.box.left) < _NEAR
    return _is_row(text) or bool(_UNFINISHED.search(text))


def _split(chunk: Chunk, signs: re.Pattern[str]) -> Iterator[Chunk]:
    """Yield the parts between separators that stand outside of brackets."""
    depth, at = 0, 0
    for hit in re.finditer(rf"[()]|{signs.pattern}", chunk.text):
        if hit[0] in "()":
            depth = max(0, depth + (1 if hit[0] == "(" else -1))
        elif depth == 0 or ")" not in chunk.text[hit.end() :]:
            yield chunk.cut(at, hit.start())
            at = hit.end()
    yield chunk.cut(at, len(chunk.text))


def _chips(chunk: Chunk) -> Iterator[Chunk]:
    """Yield the parts between blanks that are wider than between words."""
    at = 0
    for (_, end, one), (start, _, two) in pairwise(chunk.marks):
        if two.box.left - one.box.right > _CHIP_GAP * max(one.style.size, 4.0):
            yield chunk.cut(at, end)
            at = start
    yield chunk.cut(at, len(chunk.text))


def _without_level(item: Found) -> Found:
    """Return a skill without a level in brackets or behind a dash: "Python (expert)"."""
    hit = re.search(r"\s*(?:\(([^()]*)\)|\s[–—-]\s*(\S+))\s*$", item.value)
    if hit and _is_level(hit[1] or hit[2] or ""):
        return item._replace(value=item.value[: hit.start()])
    return item


def _is_level(text: str) -> bool:
    key = heading_key(text)
    return key in read_words("levels.txt") or not any(sign.isalpha() for sign in text)


def _is_skill(item: Found) -> bool:
    text = item.value
    words = len(_IN_BRACKETS.sub("", text).split())
    if not text or len(text) > _MAX_LENGTH or words > _MAX_WORDS:
        return False
    return not _is_level(text)
