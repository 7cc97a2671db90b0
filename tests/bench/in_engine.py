"""The engine alone, in one process on one core, beside what the same work costs at the least."""

import json
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ats_service.engine import match, posting, skills
from ats_service.engine.parse import parse

DAY = date(2026, 11, 24)
_WORD = re.compile(r"\w+")
_POSTINGS, _TURNS = 10_000, 5


def seconds(work: Callable[[], Any], least: float = 0.5) -> float:
    """Return the CPU seconds of one call, over as many as take ``least`` seconds."""
    work()
    count, started = 0, time.process_time()
    while time.process_time() - started < least:
        work()
        count += 1
    return (time.process_time() - started) / count


def parsing(files: list[Path]) -> dict[str, float]:
    """Return pages a second of reading whole résumés and of extracting their text only.

    Both take turns, and the best of each counts: what else the machine does slows single turns.
    """
    data = [file.read_bytes() for file in files]
    pages = sum(len(pypdfium2.PdfDocument(one)) for one in data)
    turns = [
        (
            seconds(lambda: [parse(one, name="a.pdf", as_of=DAY) for one in data]),
            seconds(lambda: [_text(one) for one in data]),
        )
        for _ in range(_TURNS)
    ]
    ours, bare = (min(times) for times in zip(*turns, strict=True))
    return {"ours": pages / ours, "bare": pages / bare, "ratio": bare / ours}


def _text(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    found = 0
    for page in document:
        text = page.get_textpage()
        found += pdfium.FPDFText_CountChars(text) and len(text.get_text_range())
    return found


def finding(texts: list[str]) -> dict[str, float]:
    """Return megabytes a second of finding skills and of a bare look-up of word groups."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    known = {" ".join(key) for key in skills.vocabulary().folded}
    ours = seconds(lambda: [skills.find(text) for text in texts])
    bare = seconds(lambda: [_groups(text, known) for text in texts])
    return {"ours": size / ours, "bare": size / bare, "ratio": bare / ours}


def _groups(text: str, known: set[str]) -> list[str]:
    words = _WORD.findall(text.lower())
    return [
        group
        for width in range(1, 6)
        for at in range(len(words) - width + 1)
        if (group := " ".join(words[at : at + width])) in known
    ]


def matching(resume: Path, texts: list[str]) -> float:
    """Return the CPU seconds of one résumé held against ten thousand analysed postings."""
    parsed = parse(resume.read_bytes(), name=resume.name, as_of=DAY)
    facts = [posting.analyse(text).as_dict() for text in texts]
    many = [facts[at % len(facts)] for at in range(_POSTINGS)]
    started = time.process_time()
    found = match.match_many(parsed.resume, many, as_of=DAY, text=parsed.text)
    assert sum(1 for _ in found) == _POSTINGS
    return time.process_time() - started


def measure(folder: Path) -> dict[str, Any]:
    """Return all of it, measured on the files of the corpus."""
    pdfs = sorted(folder.glob("resumes/dev/files/*.pdf"))[::4]
    rows = (folder / "jobs/requirements/dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(row)["text"] for row in rows]
    return {
        "parse": parsing(pdfs),
        "skills": finding(texts),
        "match": matching(pdfs[0], texts),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]))))
