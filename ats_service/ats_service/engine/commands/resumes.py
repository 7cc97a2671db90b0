"""Commands that read résumés, one file after the other: parse and check.

Each is read in the sandbox and gives one line of JSON, or a file in ``--out`` and a line about
it; no reader is loaded in this process, so that it starts at once.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from ats_service.engine import sandbox
from ats_service.engine.commands.lines import each, write
from ats_service.engine.parsed import Parsed


def parse(options: argparse.Namespace) -> int:
    """Write one JSON Resume per file."""
    return each(options.files, partial(_parse, options), jobs=options.jobs)


def check(options: argparse.Namespace) -> int:
    """Say what the document check finds in each file, and what a parser sees of it."""
    if options.posting and not options.country:
        options.country = _country_of(options.posting)
    return each(options.files, partial(_check, options), jobs=options.jobs)


def read(options: argparse.Namespace, file: Path) -> Parsed:
    """Return what is known about the résumé in a file; see `sandbox.parse`."""
    country = getattr(options, "country", "") or ""
    data = file.read_bytes()
    given = {"name": file.name, "as_of": options.as_of, "country": country}
    return sandbox.parse(data, **given, ocr=not getattr(options, "no_ocr", False))


def _country_of(file: Path) -> str:
    from ats_service.engine.commands.postings import facts_of  # heavy: all that reads postings
    from ats_service.engine.customs import country_of_posting

    return country_of_posting(facts_of(file))


def _parse(options: argparse.Namespace, file: Path) -> dict[str, Any]:
    return write(options.out, file, read(options, file).resume)


def _check(options: argparse.Namespace, file: Path) -> dict[str, Any]:
    parsed = read(options, file)
    known = {"kind": parsed.kind, "pages": parsed.pages, "findings": parsed.findings}
    return write(options.out, file, {**known, "seen": parsed.text})
