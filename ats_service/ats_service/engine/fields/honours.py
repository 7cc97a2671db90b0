"""Honours and grades in words behind a degree: "First Class", "cum laude", "mention bien".

In go the pieces of a school's header, out come the pieces without such parts, and the parts. Only
the fixed phrases of the countries count; "(Honours)" in the name of a degree belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.pieces import Piece

_COMMA = re.compile(r",\s+")
_LABEL = (
    r"(?:(?:(?:final |overall )?grade|note|abschlussnote|gesamtnote|result|classification)"
    r"\s*:?\s+)?"
)
_PHRASES = (
    r"(?:(?:summa|magna|maxima|insigni)\s+)?cum laude"
    r"|(?:first|upper second|lower second|second|third)[ -]class"
    r"(?: (?:upper|lower)(?: division)?)?(?: (?:honou?rs|degree))*"
    r"|2[:.][12](?: (?:honou?rs|degree))*"
    r"|(?:avec )?mention (?:très bien|tb|bien|assez bien|ab|passable|honorable|très honorable)"
    r"|(?:avec )?(?:les )?félicitations du jury"
    r"|(?:graduated |passed? )?with (?:first[- ]class |high(?:est)? |great )?"
    r"(?:honou?rs|distinction|merit)|distinction|merit|mit auszeichnung"
    r"|sobresaliente(?: cum laude)?|matrícula de honor|premio extraordinario"
)
_HONOURS = re.compile(rf"(?i){_LABEL}(?:{_PHRASES})")
#: A remark may follow behind a full stop: "Cum laude. Editor of the journal".
_BEGINS = re.compile(rf"(?i){_LABEL}(?:{_PHRASES})\.\s")


def is_honours(text: str) -> bool:
    """Return whether a text says nothing but, or first of all, how good a degree was."""
    return bool(_HONOURS.fullmatch(text.rstrip(".")) or _BEGINS.match(text))


def without_honours(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Chunk]]:
    """Return the pieces without honours, and the honours."""
    kept: list[Piece] = []
    honours: list[Chunk] = []
    for piece in pieces:
        if is_honours(piece.chunk.text):
            honours.append(piece.chunk)
            continue
        parts = piece.chunk.split(_COMMA)
        others = [part for part in parts if not is_honours(part.text)]
        honours += [part for part in parts if is_honours(part.text)]
        same = len(others) == len(parts)
        kept.append(piece if same else piece._replace(chunk=Chunk.join(others, ", ")))
    return kept, honours
