"""Five hundred single changes, and the score goes where a fair reader would expect."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from counterfactuals import Pair, pairs
from engine_builders import DAY

from ats_service.engine.match import match
from ats_service.engine.parse import parse
from ats_service.engine.posting import analyse

#: At least 60 résumés and 60 postings, at most ten changes each.
PEOPLE, SHARE = 64, 0.99


@lru_cache(maxsize=512)
def _resume(text: str) -> Any:
    return parse(text.encode(), name="cv.md", as_of=DAY)


@lru_cache(maxsize=512)
def _facts(text: str) -> dict[str, Any]:
    return analyse(text).as_dict()


def _matched(side: tuple[str, str]) -> tuple[float, set[str]]:
    parsed = _resume(side[0])
    found = match(parsed.resume, _facts(side[1]), as_of=DAY, text=parsed.text)
    return float(found["score"] or 0), {flag["code"] for flag in found["flags"]}


def holds(pair: Pair) -> bool:
    """Return whether the change moved the match as it must."""
    (base, before), (edited, after) = _matched(pair.base), _matched(pair.edited)
    if pair.expect == "flag":
        return "licence-expired" in after - before and edited <= base
    return edited < base - 0.01 if pair.expect == "lower" else edited >= 0.95 * base


def test_single_changes_move_the_score_in_the_right_direction() -> None:
    made = list(pairs(seed=1, people=PEOPLE))
    wrong = [pair for pair in made if not holds(pair)]
    assert len(made) >= 500
    assert len(wrong) <= (1 - SHARE) * len(made), Counter(pair.kind for pair in wrong)
