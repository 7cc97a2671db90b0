"""The requirement ledger: one row per demand, and a score that can be computed again from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ats_service.engine.matching import evidence, gates, ledger
from ats_service.engine.matching.evidence import Piece

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
    pieces = evidence.pieces_of(resume, as_of=as_of, text=text)
    pieces, copied = evidence.without_copies(pieces, _quotes(posting))
    rows = _rows(resume, posting, pieces)
    flags = gates.flags_of(posting, pieces, as_of=as_of)
    if copied:
        reason = "The résumé repeats the posting's own sentences; they are not evidence."
        flags.append({"code": "posting-copied", "reason": reason})
    return {
        "score": recompute(rows),
        "confidence": _confidence(rows, pieces),
        "rows": rows,
        "flags": flags,
    }


def _rows(
    resume: Mapping[str, Any], posting: Mapping[str, Any], pieces: Sequence[Piece]
) -> list[dict[str, Any]]:
    mentions = evidence.mentions_in(pieces)
    rows = [ledger.skill_row(one, mentions.get(one["name"])) for one in posting["skills"]]
    if posting.get("min_years"):
        rows.append(ledger.years_row(posting["min_years"], pieces))
    if posting.get("degree") and posting.get("degree_strength") != "not_required":
        taught = [p for p in pieces if p.pointer.startswith(("/education", "/text"))]
        rows.append(ledger.degree_row(posting["degree"], posting["degree_strength"], taught))
    spoken = _spoken(resume)
    rows += [ledger.language_row(one, spoken) for one in posting.get("languages", ())]
    return rows


def _spoken(resume: Mapping[str, Any]) -> dict[str, str]:
    """Return the JSON pointer of each language that the résumé lists, by its English name."""
    found = {}
    for number, one in enumerate(resume.get("languages") or []):
        name = str(one.get("language") or "").casefold()
        found[_ENGLISH.get(name, name)] = f"/languages/{number}"
    return found


_ENGLISH = {
    "deutsch": "german", "englisch": "english", "französisch": "french", "spanisch": "spanish",
    "anglais": "english", "français": "french", "allemand": "german", "espagnol": "spanish",
    "inglés": "english", "español": "spanish", "francés": "french", "alemán": "german",
}  # fmt: skip


def _quotes(posting: Mapping[str, Any]) -> list[str]:
    found = [one["quote"] for one in posting["skills"]]
    found += [posting[name]["quote"] for name in ("min_years", "degree") if posting.get(name)]
    return list(dict.fromkeys(found))


def _confidence(rows: Sequence[Mapping[str, Any]], pieces: Sequence[Piece]) -> float:
    """Return how sure the score is: more rows, fewer unknowns and dated jobs make it surer."""
    if not rows:
        return 0.0
    known = sum(one["status"] != "unknown" for one in rows) / len(rows)
    dated = 1.0 if any(piece.months for piece in pieces) else 0.6
    return round(float(known * dated * min(1.0, 0.4 + 0.1 * len(rows))), 2)
