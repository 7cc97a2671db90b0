"""The town behind a school: "Goethe-Gymnasium, Seewald", "Lycée Hugo, Perlignac".

In go the headers of schools, out come the same with the name behind the comma as the place. Only
schools below a college count: what stands behind "Lake College" may be the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ats_service.engine.chunk import Chunk
from ats_service.engine.fields.pieces import Header
from ats_service.engine.fields.statements import is_place_like

_COMMA = re.compile(r",\s+")
_SCHOOL = re.compile(
    r"(?i)(?:gymnasium|(?:real|haupt|gesamt|mittel|grund|berufs)schule"
    r"|(?:high|secondary|comprehensive|grammar|middle|primary|elementary) school)$"
    r"|^(?:lycée|coláiste|ies|c\.?e\.?i\.?p\.?)\s"
)


def with_towns(headers: Iterable[Header]) -> list[Header]:
    """Return the headers with the towns of schools among their places."""
    return [_with_town(header) for header in headers]


def _with_town(header: Header) -> Header:
    for number, piece in enumerate(header.pieces if not header.places else ()):
        *names, last = piece.chunk.split(_COMMA)
        if names and _SCHOOL.search(names[-1].text) and is_place_like(last.text):
            header.places.append(last)
            header.pieces[number] = piece._replace(chunk=Chunk.join(names, ", "))
            break
    return header
