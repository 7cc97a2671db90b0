"""How often the match sees which of two résumés fits, beside what length and BM25 would say.

Pairs of a written résumé and the same one without some skills or years. Length alone is right in
most of them, so that the share says little by itself: it is printed, and no gate.
"""

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ats_service.engine import match, posting
from ats_service.engine.parse import parse

DAY = date(2026, 11, 24)
_WORD = re.compile(r"\w+")
_SATURATION, _LENGTH = 1.5, 0.75  # k1 and b of BM25
_EVERY = 4  # of the pairs, so that the bench ends soon
Row = dict[str, Any]
Score = Callable[[Row], float]


def ledger(row: Row) -> float:
    """Return the score of the match, 0 to 1."""
    text = row["resume_text"]
    parsed = parse(text.encode(), name="resume.txt", as_of=DAY)
    facts = posting.analyse(row["job_text"]).as_dict()
    return match.match(parsed.resume, facts, as_of=DAY, text=parsed.text)["score"] or 0.0


def length(row: Row) -> float:
    """Return the number of characters of the résumé."""
    return float(len(row["resume_text"]))


def bm25(rows: list[Row]) -> Score:
    """Return the scorer Okapi BM25 with the résumés as its collection and the job as its query."""
    texts = [_words(row["resume_text"]) for row in rows]
    seen = Counter(word for words in texts for word in set(words))
    mean = sum(map(len, texts)) / len(texts)

    def score(row: Row) -> float:
        words = _words(row["resume_text"])
        counts, weight = Counter(words), 1 - _LENGTH + _LENGTH * len(words) / mean
        return sum(
            math.log(1 + (len(texts) - seen[word] + 0.5) / (seen[word] + 0.5))
            * counts[word] * (_SATURATION + 1) / (counts[word] + _SATURATION * weight)
            for word in set(_words(row["job_text"]))
        )  # fmt: skip

    return score


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def right(pairs: list[tuple[Row, Row]], score: Score) -> float:
    """Return the share of pairs whose better résumé scores higher; ties count half."""
    signs = [(score(better), score(worse)) for better, worse in pairs]
    return sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in signs) / len(signs)


def measure(folder: Path) -> dict[str, float]:
    """Return the shares of the match and of both baselines, and how many pairs there are."""
    with (folder / "jobs/match/dev.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["set"] == "rjdb"]
    jobs: dict[str, dict[int, Row]] = {}
    for row in rows:
        jobs.setdefault(row["job_id"], {})[row["label"]] = row
    pairs = [(job[1], job[0]) for job in jobs.values() if {0, 1} <= job.keys()][::_EVERY]
    return {
        "ledger": right(pairs, ledger),
        "length": right(pairs, length),
        "bm25": right(pairs, bm25(rows)),
        "pairs": len(pairs),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
