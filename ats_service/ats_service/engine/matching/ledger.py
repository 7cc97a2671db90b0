"""The rows of a match and the score that is computed from them, and from nothing else.

A demand and the evidence for it go in, a row comes out: met, partly, missing, unknown or in
conflict, with a credit of 0 to 1. The score is the weighted share of credit; required weighs
three times nice to have; a group of alternatives counts once, by its best row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ats_service.engine.matching.evidence import Mention, Piece

#: Weights in the open: what is demanded counts three times what is wished for.
WEIGHTS = {"required": 3.0, "nice": 1.0}
_UNKNOWN = 0.5  # share of its weight that a row counts of which nothing is known
_RANKS = ("secondary", "associate", "bachelor", "master", "doctorate")
_DEGREES = (
    ("doctorate", r"ph\.?\s?d|doctor|dr\.|doctorat"),
    ("master", r"master|\bm\.?\s?sc|\bm\.?\s?a\.?\b|\bmba\b|diplom|magister|máster|maîtrise"),
    (
        "bachelor",
        r"bachelor|\bb\.?\s?sc|\bb\.?\s?a\.?\b|\bb\.?eng|licence|grado|undergraduate|\bbs\b",
    ),
    ("associate", r"associate|ausbildung|vocational|\bbts\b|\bdut\b"),
    ("secondary", r"high school|abitur|secondary|baccalauréat|bachillerato|\bged\b"),
)


def row(
    kind: str, need: str, importance: str, quote: str, *, any_of: str = "", **result: Any
) -> dict[str, Any]:
    """Return one row; ``result`` holds have, status, credit and resume_spans."""
    made = {
        "id": _name(kind, need),
        "kind": kind,
        "importance": importance,
        "any_of": any_of,
        "need": need,
        "weight": WEIGHTS[importance],
        "posting_quote": quote,
        "have": "",
        "status": "missing",
        "credit": 0.0,
        "resume_spans": [],
    }
    made.update(result)
    return made


@lru_cache(maxsize=65536)  # the same demands come back in thousands of postings
def _name(kind: str, need: str) -> str:
    return f"{kind}:{need}".lower().replace(" ", "-")


def skill_row(asked: Mapping[str, Any], found: Mention | None) -> dict[str, Any]:
    """Return the row of one skill: where it is shown, for how long, or that it is denied."""
    importance, need, any_of = asked["importance"], asked["name"], asked["any_of"]
    if found is None or not found.spans:
        status = "conflict" if found is not None and found.negated else "missing"
        return row("skill", need, importance, asked["quote"], any_of=any_of, status=status)
    credit, have = found.credit, need
    if years := asked.get("min_years"):
        used = round(len(found.months) / 12, 1)
        credit *= min(1.0, used / years) if used else 0.5
        have = f"{need}, {used} years"
        need = f"{need}, {years:g} years"
    return row(
        "skill",
        need,
        importance,
        asked["quote"],
        have=have,
        credit=round(credit, 3),
        status="met" if credit >= ONLY_LISTED else "partly",
        resume_spans=found.spans,
        any_of=any_of,
    )


#: A skill that is only listed is met, with less credit than one that was used.
ONLY_LISTED = 0.6


def years_row(asked: Mapping[str, Any], have: float) -> dict[str, Any]:
    """Return the row of the years of experience."""
    need = float(asked["value"])
    credit = 1.0 if need == 0 else min(1.0, have / need)
    return row(
        "years",
        f"{need:g} years",
        "required",
        asked["quote"],
        have=f"{have:g} years",
        credit=round(credit, 3),
        status="met" if credit == 1 else "partly" if credit > 0 else "missing",
    )


class Degree(NamedTuple):
    """A degree by its rank, -1 for none, and where it stands."""

    rank: int
    spans: list[dict[str, str]]


def best_degree(education: Sequence[Piece]) -> Degree:
    """Return the highest degree that the pieces name."""
    best = Degree(-1, [])
    for piece in education:
        for name, words in _DEGREES:
            rank = _RANKS.index(name)
            if rank > best.rank and re.search(words, piece.text, re.IGNORECASE):
                best = Degree(rank, [{"pointer": piece.pointer, "quote": piece.text}])
    return best


def degree_row(asked: Mapping[str, Any], strength: str, best: Degree) -> dict[str, Any]:
    """Return the row of the degree; a lower one counts in part."""
    need = _RANKS.index(asked["value"])
    credit = 1.0 if best.rank >= need else 0.5 if best.rank >= 0 else 0.0
    return row(
        "degree",
        asked["value"],
        "nice" if strength in ("preferred", "not_required") else "required",
        asked["quote"],
        have=_RANKS[best.rank] if best.rank >= 0 else "",
        credit=credit,
        status="met" if credit == 1 else "partly" if credit else "unknown",
        resume_spans=best.spans,
    )


def language_row(asked: Mapping[str, Any], spoken: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of a spoken language; one that is not listed is unknown, not missing."""
    pointer = spoken.get(asked["value"].casefold(), "")
    return row(
        "language",
        asked["value"],
        "required",
        asked["quote"],
        have=asked["value"] if pointer else "",
        credit=1.0 if pointer else 0.0,
        status="met" if pointer else "unknown",
        resume_spans=[{"pointer": pointer, "quote": asked["value"]}] if pointer else [],
    )


def recompute(rows: Sequence[Mapping[str, Any]]) -> float | None:
    """Return the weighted share of the rows that is satisfied, 0 to 1; None without rows.

    One row of an any-of group suffices: the group counts once, with its best row. Unknown rows of
    language count half as much as missing ones would.
    """
    total = gained = 0.0
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in rows:
        if one["any_of"]:
            groups.setdefault((one["kind"], one["any_of"]), []).append(one)
            continue
        weight = one["weight"] * (_UNKNOWN if one["status"] == "unknown" else 1.0)
        total += weight
        gained += weight * one["credit"]
    for members in groups.values():
        weight = max([one["weight"] for one in members])
        weight *= _UNKNOWN if all([one["status"] == "unknown" for one in members]) else 1.0
        total += weight
        gained += weight * max([one["credit"] for one in members])
    return round(gained / total, 4) if total else None
