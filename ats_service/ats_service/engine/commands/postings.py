"""Commands that read postings, one file after the other: analyse, skills and match.

Postings are read in this process, the résumé of a match in the sandbox; each file gives one line
of JSON, or a file in ``--out`` and a line about it.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from ats_service.engine import match as matching
from ats_service.engine import posting, sandbox
from ats_service.engine.commands.lines import each, save, write
from ats_service.engine.commands.resumes import read
from ats_service.engine.readers.text import decode
from ats_service.engine.skills.asking import as_printed, asked_alone


def analyse(options: argparse.Namespace) -> int:
    """Say what each posting asks for."""
    return each(options.files, partial(_analyse, options), jobs=options.jobs)


def skills(options: argparse.Namespace) -> int:
    """Name the skills in each text."""
    return each(options.files, partial(_skills, options), jobs=options.jobs)


def match(options: argparse.Namespace) -> int:
    """Hold one résumé against one posting."""
    return each([options.resume], partial(_match, options), jobs=1)


def facts_of(file: Path) -> dict[str, Any]:
    """Return what a posting in a file, text or HTML, says.

    Raises:
        OSError: the file cannot be read.
    """
    data = file.read_bytes()
    text = decode(data)
    html = "</" in text and sandbox.detect(data) == "html"
    return posting.analyse(text, html=html).as_dict()


def _analyse(options: argparse.Namespace, file: Path) -> dict[str, Any]:
    return write(options.out, file, {"facts": facts_of(file)})


def _skills(options: argparse.Namespace, file: Path) -> dict[str, Any]:
    return write(options.out, file, skills_in(decode(file.read_bytes())))


def skills_in(text: str) -> dict[str, Any]:
    """Return the skills that a text asks for, as printed, and where each mention stands."""
    hits = asked_alone(text)
    mentions = [
        {"text": text[hit.start : hit.end], "start": hit.start, "end": hit.end, "skill": hit.name}
        for hit in hits
    ]
    return {"skills": as_printed(text, hits), "mentions": mentions}


def _match(options: argparse.Namespace, file: Path) -> dict[str, Any]:
    parsed, asked = read(options, file), facts_of(options.posting)
    found = matching.match(parsed.resume, asked, as_of=options.as_of, text=parsed.text)
    if options.out:
        save(options.out, found)
        return {"score": found["score"]}
    return found
