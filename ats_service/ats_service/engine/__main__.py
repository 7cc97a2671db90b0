"""Batch use without Django: ``python -m ats_service.engine parse|check|analyse|skills|match``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from ats_service.engine import match, posting, sandbox, skills
from ats_service.engine.errors import EngineError, Unreadable
from ats_service.engine.readers.text import decode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 unless the command itself was wrong.

    A file that cannot be read is one line with its code and never stops the others.
    """
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    finally:
        sandbox.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ats_service.engine", description=__doc__)
    parser.add_argument(
        "--as-of", type=date.fromisoformat, default=None, help="the day for 'present'; today"
    )
    commands = parser.add_subparsers(required=True)
    parse = commands.add_parser("parse", help="write one JSON Resume per file")
    parse.add_argument("--out", type=Path, required=True, help="folder to write to")
    _with_files(parse, _parse)
    _with_files(commands.add_parser("check", help="print what the document check finds"), _check)
    _with_files(commands.add_parser("analyse", help="print the facts of postings"), _analyse)
    _with_files(commands.add_parser("skills", help="print the skills named in texts"), _skills)
    matching = commands.add_parser("match", help="print how a résumé meets a posting")
    matching.add_argument("resume", type=Path, help="a résumé, or a JSON Resume")
    matching.add_argument("posting", type=Path, help="a posting as text or HTML")
    matching.set_defaults(run=_match)
    return parser


def _with_files(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.set_defaults(run=run)


def _parse(options: argparse.Namespace) -> int:
    options.out.mkdir(parents=True, exist_ok=True)
    return _each(options.files, partial(_parse_one, options.out, _day(options)))


def _parse_one(out: Path, as_of: date, file: Path) -> dict[str, Any]:
    parsed = sandbox.parse(file.read_bytes(), name=file.name, as_of=as_of)
    text = json.dumps(parsed.resume, ensure_ascii=False, indent=1)
    (out / f"{file.name}.json").write_text(text, encoding="utf-8")
    return {}


def _check(options: argparse.Namespace) -> int:
    return _each(options.files, partial(_check_one, _day(options)))


def _check_one(as_of: date, file: Path) -> dict[str, Any]:
    parsed = sandbox.parse(file.read_bytes(), name=file.name, as_of=as_of)
    return {"kind": parsed.kind, "pages": parsed.pages, "findings": parsed.findings}


def _analyse(options: argparse.Namespace) -> int:
    return _each(options.files, lambda file: {"facts": _facts(file)})


def _skills(options: argparse.Namespace) -> int:
    return _each(options.files, lambda file: {"skills": _names(_text(file))})


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(hit.name for hit in skills.find(text)))


def _match(options: argparse.Namespace) -> int:
    def compare(file: Path) -> dict[str, Any]:
        day = _day(options)
        parsed = sandbox.parse(file.read_bytes(), name=file.name, as_of=day)
        return match.match(parsed.resume, _facts(options.posting), as_of=day, text=parsed.text)

    return _each([options.resume], compare)


def _facts(file: Path) -> dict[str, Any]:
    text = _text(file)
    html = "</" in text and sandbox.detect(file.read_bytes()) == "html"
    return posting.analyse(text, html=html).as_dict()


def _text(file: Path) -> str:
    return decode(file.read_bytes())


def _each(files: Sequence[Path], work: Callable[[Path], dict[str, Any]]) -> int:
    """Print one line of JSON per file, in the order given, as soon as it is known."""
    with ThreadPoolExecutor(max_workers=sandbox.size()) as pool:
        for line in pool.map(partial(_line, work), files):
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


def _line(work: Callable[[Path], dict[str, Any]], file: Path) -> dict[str, Any]:
    started = time.perf_counter()
    ok, code, extra = True, "", {}
    try:
        extra = work(file)
    except EngineError as error:
        ok, code, extra = False, error.code, {"message": str(error)}
    except OSError as error:
        ok, code, extra = False, Unreadable.code, {"message": error.strerror or "not readable"}
    seconds = round(time.perf_counter() - started, 3)
    return {"file": str(file), "ok": ok, "code": code, "seconds": seconds, **extra}


def _day(options: argparse.Namespace) -> date:
    return options.as_of or datetime.now(tz=UTC).date()


if __name__ == "__main__":
    sys.exit(main())
