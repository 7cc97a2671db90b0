"""The look of headings: the size, weight, capitals and colour that the headings of a résumé share.

In go the lines of a document, out comes which looks are those of headings: of lines that hold a
word of the lexicon, the look that most of them share in their column, and weightier ones. A kind
of section that every résumé has may have its heading in a look of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ats_service.engine.lexicon import section_of
from ats_service.engine.lines import Line

#: Blank over a lone heading in another look than the others, in heights of a line.
_APART = 1.0
#: Kinds that every résumé names; their style is that of headings.
_STRONG = frozenset({"work", "education", "skills", "projects", "languages", "certificates"})
#: Of those, the ones that no résumé is without.
_ALWAYS = frozenset({"work", "education", "skills"})


class Look(NamedTuple):
    """What headings of one document have in common."""

    size: int  # half points
    bold: bool
    caps: bool
    color: int
    level: int
    column: str


def look_of(line: Line) -> Look:
    """Return the look of a line, which is that of its first cell."""
    cell = line.cells[0]
    style = cell.style
    caps = cell.text.isupper()
    return Look(round(style.size * 2), style.bold, caps, style.color, line.heading, line.column)


def heading_looks(lines: Iterable[Line]) -> dict[Look, bool]:
    """Return the looks of headings; True where unknown titles in that look are headings too."""
    lines = list(lines)
    known: Counter[Look] = Counter()
    kinds: dict[Look, set[str]] = {}
    other: Counter[Look] = Counter()
    for line in lines:
        if has_badge(line):
            line = replace(line, cells=line.cells[1:])
        kind, look = known_kind(line), look_of(line)
        if kind:
            known[look] += 1 + (kind in _STRONG)
            kinds.setdefault(look, set()).add(kind)
        else:
            other[look] += 1
    chosen = _choose(known, kinds, other)
    body = _body_size(lines)
    return {look: _is_sure(look, known, other, body) for look in chosen}


def spare_kinds(
    lines: Iterable[Line], looks: dict[Look, bool], *, recognised: bool = False
) -> frozenset[str]:
    """Return the kinds of which no heading has the look of headings, as `is_spare` takes them.

    Those are kinds no résumé is without; where letters were recognised in a picture, so that looks
    are estimates, all that résumés usually name.
    """
    known = [(known_kind(line), look_of(line)) for line in lines]
    wanted = _STRONG if recognised else _ALWAYS
    return wanted - {kind for kind, look in known if look in looks}


def is_spare(line: Line, spare: frozenset[str]) -> bool:
    """Return whether a line heads a section that has no other heading, in whatever look.

    A section that a résumé may be without is headed at least in bold letters.
    """
    kind = known_kind(line) if len(line.cells) == 1 and line.above > _APART else ""
    return kind in spare and (kind in _ALWAYS or line.style.bold)


def _body_size(lines: list[Line]) -> int:
    """Return the size, in half points, in which most characters are printed."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.style.size * 2)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _is_sure(look: Look, known: Counter[Look], other: Counter[Look], body: int) -> bool:
    """Return whether everything in a look is a heading, in whatever column it stands."""
    alike = [
        key for key in {*known, *other} if key._replace(column="") == look._replace(column="")
    ]
    yes, no = sum(known[key] for key in alike), sum(other[key] for key in alike)
    return yes >= 4 and no <= (yes if look.size > body + 1 or look.level else yes / 2)


def _choose(known: Counter[Look], kinds: dict[Look, set[str]], other: Counter[Look]) -> list[Look]:
    """Return, per column, the look of most headings and those at least as weighty."""
    chosen: list[Look] = []
    for column in {look.column for look in known}:
        looks = [look for look in known if look.column == column]
        best = max(looks, key=lambda k: (len(kinds[k] & _STRONG), known[k] - other[k] / 4, k.size))
        chosen += [look for look in looks if look == best or _weightier(look, best)]
    return chosen


def _weightier(look: Look, best: Look) -> bool:
    if look.level and best.level:
        return look.level <= best.level
    if look.size < best.size - 1:
        return False
    return look.bold >= best.bold and (look.size > best.size + 1 or look.caps >= best.caps)


def has_badge(line: Line) -> bool:
    """Return whether a short ornament, such as "EXP" or "01", stands before a heading."""
    first, *rest = line.cells
    return len(rest) == 1 and len(first.text) <= 4 and bool(section_of(rest[0].text))


def known_kind(line: Line) -> str:
    """Return the kind of section a line names in its first cell, or an empty string."""
    if line.bullet:
        return ""
    return section_of(line.cells[0].text)


def same_but_color(look: Look, looks: dict[Look, bool]) -> bool:
    """Return whether a look differs from that of headings by colour and column alone."""
    return any(look._replace(color=other.color, column=other.column) == other for other in looks)
