"""Commands that read rows of a JSON Lines file and write a row for each, in their order.

Rows go in, rows with the same ids come out; one that cannot be read becomes a row with its code.
Several processes share the work where ``--jobs`` says so.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from ats_service.engine import match as matching
from ats_service.engine import posting
from ats_service.engine.commands.lines import each
from ats_service.engine.commands.postings import skills_in
from ats_service.engine.errors import EngineError, Unreadable
from ats_service.engine.parse import parse
from ats_service.engine.postings.prediction import prediction_of
from ats_service.engine.skills.vocabulary import extend_with

Row = dict[str, Any]
_CHUNK = 16
#: The end of a block, which no text without markup holds.
_BLOCKS = re.compile(r"</(?:p|li|ul|ol|div|h[1-6])>", re.IGNORECASE)


def analyse(options: argparse.Namespace) -> int:
    """Rows ``{"id", "text", …}`` -> ``{"id", "pred", "evidence"}``."""
    return each([options.jsonl], partial(_rows, options, _analyse), jobs=1)


def skills(options: argparse.Namespace) -> int:
    """Rows ``{"id", "text"}`` -> ``{"id", "skills", "mentions"}``."""
    return each([options.jsonl], partial(_rows, options, _skills), jobs=1)


def match(options: argparse.Namespace) -> int:
    """Rows ``{"resume_id", "job_id", "resume_text", "job_text"}`` -> score, rows and flags."""
    return each([options.jsonl], partial(_rows, options, partial(_match, options.as_of)), jobs=1)


def _rows(options: argparse.Namespace, work: Callable[[Row], Row], file: Path) -> Row:
    """Write a row for each row of ``file``; a row that cannot be read is one with its code."""
    count, bad = 0, 0
    with options.out.open("w", encoding="utf-8") as out:
        lines = list(_read(file))
        for answer in _mapped(partial(_safely, work), lines, options.jobs, options.terms or ()):
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            count, bad = count + 1, bad + ("code" in answer)
    return {"rows": count, "failed": bad}


def _mapped(
    work: Callable[[str], Row], lines: list[str], jobs: int, terms: Sequence[Path]
) -> Iterator[Row]:
    if jobs == 1 or len(lines) <= _CHUNK:
        yield from map(work, lines)
        return
    started = partial(extend_with, terms) if terms else None
    with ProcessPoolExecutor(max_workers=jobs, initializer=started) as pool:
        yield from pool.map(work, lines, chunksize=_CHUNK)


def _read(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", errors="replace") as lines:
        yield from (line for line in lines if line.strip())


def _safely(work: Callable[[Row], Row], line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return {"code": Unreadable.code, "message": "The line is no JSON object."}
    names = {name: row[name] for name in ("id", "resume_id", "job_id") if name in row}
    try:
        return {**names, **work(row)}
    except EngineError as error:
        return {**names, "code": error.code, "message": str(error)}


def _analyse(row: Row) -> Row:
    text = str(row.get("text", ""))
    html = bool(_BLOCKS.search(text))
    return prediction_of(posting.analyse(text, html=html, stated=posting.stated_in(row)))


def _skills(row: Row) -> Row:
    return skills_in(str(row.get("text", "")))


def _match(as_of: date, row: Row) -> Row:
    resume, text = _resume(str(row.get("resume_text", "")), as_of)
    found = matching.match(resume, _facts(str(row.get("job_text", ""))), as_of=as_of, text=text)
    return {"score": found["score"] or 0.0, "rows": found["rows"], "flags": found["flags"]}


@lru_cache(maxsize=256)
def _resume(text: str, as_of: date) -> tuple[Row, str]:
    parsed = parse(text.encode(), name="resume.txt", as_of=as_of)
    return parsed.resume, parsed.text


@lru_cache(maxsize=256)
def _facts(text: str) -> Row:
    return posting.analyse(text).as_dict()
