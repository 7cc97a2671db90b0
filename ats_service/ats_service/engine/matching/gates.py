"""The hard gates of a posting: never hidden in the score, always for the person to judge.

A licence that the résumé shows in force raises no flag. One whose entry has ended, or whose own
words say that it has, is expired; one that is shown nowhere may be held all the same, so that the
flag asks instead of refusing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ats_service.engine.matching.candidate import Candidate
from ats_service.engine.matching.evidence import Piece
from ats_service.engine.postings.permits import LICENCES

_LICENCES = dict(LICENCES)
_EXPIRED = re.compile(
    r"\b(?:expired|lapsed|revoked|suspended|abgelaufen|entzogen|expirée?|caducad[oa])\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:expires?|expiry|valid (?:until|through|to)|gültig bis|valable jusqu\W?en|válid[oa] hasta)"
    r"\D{0,12}(?:(?P<month>\d{1,2})[/.-])?(?P<year>20\d{2})",
    re.IGNORECASE,
)
_AROUND = 60  # characters on both sides of a licence that speak of it


def flags_of(posting: Mapping[str, Any], candidate: Candidate) -> list[dict[str, str]]:
    """Return ``{"code", "reason"}`` for each gate that is closed or cannot be seen."""
    flags = []
    if found := posting.get("authorisation"):
        reason = f"The posting says about the right to work: {found['quote']}"
        flags.append({"code": str(found["value"]).replace("_", "-"), "reason": reason})
    for one in posting.get("licences", ()):
        flags += _licence(one, candidate.pieces, candidate.as_of)
    return flags


def _licence(
    asked: Mapping[str, Any], pieces: Sequence[Piece], as_of: date
) -> Iterator[dict[str, str]]:
    held = list(_held(str(asked["value"]), pieces, as_of))
    if not held:
        reason = f"The posting demands a licence: {asked['quote']}"
        yield {"code": "licence-demanded", "reason": reason}
    elif not any(held):
        reason = (
            f"The résumé shows the licence as expired, and the posting demands: {asked['quote']}"
        )
        yield {"code": "licence-expired", "reason": reason}


def _held(name: str, pieces: Sequence[Piece], as_of: date) -> Iterator[bool]:
    """Yield for each place that shows the licence whether it is in force there."""
    pattern = _LICENCES.get(name)
    for piece in pieces if pattern else ():
        for hit in pattern.finditer(piece.text) if pattern else ():
            words = piece.text[max(0, hit.start() - _AROUND) : hit.end() + _AROUND]
            yield not (_EXPIRED.search(words) or _is_over(words, as_of))


def _is_over(words: str, as_of: date) -> bool:
    until = _UNTIL.search(words)
    if until is None:
        return False
    return (int(until["year"]), int(until["month"] or 12)) < (as_of.year, as_of.month)
