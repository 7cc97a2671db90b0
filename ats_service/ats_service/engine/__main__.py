"""Batch use without Django: ``python -m ats_service.engine COMMAND``, one line of JSON a file.

The commands are parse, check, analyse, skills, match, and vocabulary, which makes files of terms;
``--schema`` prints what each writes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from ats_service.engine import sandbox
from ats_service.engine.commands import files, rows, terms
from ats_service.engine.commands.schemas import SCHEMAS
from ats_service.engine.skills.vocabulary import extend_with

Run = Callable[[argparse.Namespace], int]
#: What each command does with files, and with the rows of a JSON Lines file.
COMMANDS: dict[str, tuple[str, Run, Run | None]] = {
    "parse": ("write one JSON Resume per file", files.parse, None),
    "check": ("say what the document check finds", files.check, None),
    "analyse": ("say what postings ask for", files.analyse, rows.analyse),
    "skills": ("name the skills in texts", files.skills, rows.skills),
    "match": ("hold a résumé against a posting", files.match, rows.match),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 unless the command itself was wrong.

    A file that cannot be read is one line with its code and never stops the others.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.schema:
        print(json.dumps(SCHEMAS[getattr(options, "verb", options.command)], indent=1))
        return 0
    try:
        return _run(parser, options)
    finally:
        sandbox.close()


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.command == "vocabulary":
        if not (options.csv and options.out):
            parser.error("name ESCO's tables with --csv and the file to write with --out")
        return terms.import_esco(options)
    if getattr(options, "terms", None):
        _extend(parser, options.terms)
    options.as_of = options.as_of or datetime.now(tz=UTC).date()
    _, on_files, on_rows = COMMANDS[options.command]
    if getattr(options, "jsonl", None) and on_rows:
        if options.out is None:
            parser.error("--jsonl needs --out FILE")
        return on_rows(options)
    if not (options.files if options.command != "match" else options.resume and options.posting):
        parser.error("nothing to read: name files, or see --help of the command")
    return on_files(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ats_service.engine", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    for name, (purpose, _, on_rows) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=f"{name}: {purpose}")
        _options(command)
        if on_rows:
            command.add_argument("--jsonl", type=Path, help="rows to read; --out is then a file")
        if name == "match":
            command.add_argument("--resume", type=Path, help="a résumé, or a JSON Resume")
            command.add_argument("--posting", type=Path, help="a posting as text or HTML")
        else:
            command.add_argument("files", type=Path, nargs="*", metavar="FILE")
        if name in ("analyse", "skills", "match"):
            command.add_argument("--terms", type=Path, nargs="+", help="further files of skills")
        if name in ("parse", "check", "match"):
            command.add_argument("--no-ocr", action="store_true", help="leave scans unread")
        if name == "check":
            command.add_argument("--country", type=_country, help="where it is sent, as US or DE")
            command.add_argument("--posting", type=Path, help="the posting, for its country")
    terms.add_parser(commands)
    return parser


def _extend(parser: argparse.ArgumentParser, files: Sequence[Path]) -> None:
    try:
        extend_with(files)
    except (OSError, ValueError) as error:
        parser.error(f"--terms: {error}")


def _options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, help="where to write; else the lines hold all")
    command.add_argument("--jobs", type=_positive, default=sandbox.size(), help="at once")
    command.add_argument("--as-of", type=date.fromisoformat, help="the day for 'present'; today")
    command.add_argument("--schema", action="store_true", help="print the JSON Schema and stop")


def _country(text: str) -> str:
    if len(text) != 2 or not text.isalpha():
        raise argparse.ArgumentTypeError("two letters, as in US or DE")
    return text.upper()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
