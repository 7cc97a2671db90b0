"""The requirement ledger: one row per demand, and a score that can be computed again from them.

A JSON Resume and the facts of a posting go in; score, rows and flags come out. Each demand is one
row that quotes both sides; hard gates are flags beside the score; sentences copied from the
posting are taken out of the résumé first. How often a word is said plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ats_service.engine.matching import gates, ledger
from ats_service.engine.matching.candidate import Candidate

recompute = ledger.recompute


def match(
    resume: Mapping[str, Any], posting: Mapping[str, Any], *, as_of: date, text: str = ""
) -> dict[str, Any]:
    """Return how a résumé meets a posting, with the evidence of every row.

    Args:
        resume: JSON Resume.
        posting: ``PostingFacts.as_dict()``.
        as_of: the day on which present jobs are counted.
        text: the résumé's plain text, used where it has no jobs of its own.

    Returns:
        ``score`` (0 to 1, None where the posting asks for nothing), ``confidence`` (0 to 1),
        ``rows`` and ``flags``. No term is counted for how often it is said.
    """
    return _against(Candidate.of(resume, as_of=as_of, text=text), posting)


def match_many(
    resume: Mapping[str, Any],
    postings: Iterable[Mapping[str, Any]],
    *,
    as_of: date,
    text: str = "",
) -> Iterator[dict[str, Any]]:
    """Yield what `match` returns for each of many postings; the résumé is read once."""
    candidate = Candidate.of(resume, as_of=as_of, text=text)
    return (_against(candidate, posting) for posting in postings)


def _against(candidate: Candidate, posting: Mapping[str, Any]) -> dict[str, Any]:
    own = candidate.without_copies_of(_quotes(posting))
    rows = _rows(own, posting)
    flags = gates.flags_of(posting, own)
    if own is not candidate:
        reason = "The résumé repeats the posting's own sentences; they are not evidence."
        flags.append({"code": "posting-copied", "reason": reason})
    return {
        "score": recompute(rows),
        "confidence": _confidence(rows, own),
        "rows": rows,
        "flags": flags,
    }


def _rows(candidate: Candidate, posting: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [ledger.skill_row(one, candidate.evidence_of(one["name"])) for one in posting["skills"]]
    if posting.get("min_years"):
        rows.append(ledger.years_row(posting["min_years"], candidate.years))
    if posting.get("degree") and posting.get("degree_strength") != "not_required":
        strength = posting["degree_strength"]
        rows.append(ledger.degree_row(posting["degree"], strength, candidate.degree))
    spoken = candidate.spoken
    return rows + [ledger.language_row(one, spoken) for one in posting.get("languages", ())]


def _quotes(posting: Mapping[str, Any]) -> list[str]:
    found = [one["quote"] for one in posting["skills"]]
    found += [posting[name]["quote"] for name in ("min_years", "degree") if posting.get(name)]
    return list(dict.fromkeys(found))


def _confidence(rows: Sequence[Mapping[str, Any]], candidate: Candidate) -> float:
    """Return how sure the score is: more rows, fewer unknowns and dated jobs make it surer."""
    if not rows:
        return 0.0
    known = 1 - [one["status"] for one in rows].count("unknown") / len(rows)
    dated = 1.0 if candidate.is_dated else 0.6
    return round(float(known * dated * min(1.0, 0.4 + 0.1 * len(rows))), 2)
