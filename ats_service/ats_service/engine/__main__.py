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
from importlib import import_module
from pathlib import Path
from typing import Any

from ats_service.engine import sandbox

#: What each command is for, and the module of `commands` that reads its files; loaded when used.
COMMANDS = {
    "parse": ("write one JSON Resume per file", "resumes"),
    "check": ("say what the document check finds", "resumes"),
    "analyse": ("say what postings ask for", "postings"),
    "skills": ("name the skills in texts", "postings"),
    "match": ("hold a résumé against a posting", "postings"),
}
#: Commands that also read the rows of a JSON Lines file.
ON_ROWS = ("analyse", "skills", "match")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 unless the command itself was wrong.

    A file that cannot be read is one line with its code and never stops the others.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.schema:
        schemas = _module("schemas").SCHEMAS
        print(json.dumps(schemas[getattr(options, "verb", options.command)], indent=1))
        return 0
    try:
        return _run(parser, options)
    finally:
        sandbox.close()


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.command == "vocabulary":
        if not (options.csv and options.out):
            parser.error("name ESCO's tables with --csv and the file to write with --out")
        return int(_module("terms").import_esco(options))
    if getattr(options, "terms", None):
        _extend(parser, options.terms)
    options.as_of = options.as_of or datetime.now(tz=UTC).date()
    if getattr(options, "jsonl", None):
        if options.out is None:
            parser.error("--jsonl needs --out FILE")
        return _work("rows", options.command)(options)
    if not (options.files if options.command != "match" else options.resume and options.posting):
        parser.error("nothing to read: name files, or see --help of the command")
    return _work(COMMANDS[options.command][1], options.command)(options)


def _module(name: str) -> Any:
    return import_module(f"ats_service.engine.commands.{name}")


def _work(module: str, command: str) -> Callable[[argparse.Namespace], int]:
    work: Callable[[argparse.Namespace], int] = getattr(_module(module), command)
    return work


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ats_service.engine", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    for name, (purpose, _) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=f"{name}: {purpose}")
        _options(command)
        if name in ON_ROWS:
            command.add_argument("--jsonl", type=Path, help="rows to read; --out is then a file")
        if name == "match":
            command.add_argument("--resume", type=Path, help="a résumé, or a JSON Resume")
            command.add_argument("--posting", type=Path, help="a posting as text or HTML")
        else:
            command.add_argument("files", type=Path, nargs="*", metavar="FILE")
        if name in ON_ROWS:
            command.add_argument("--terms", type=Path, nargs="+", help="further files of skills")
        if name in ("parse", "check", "match"):
            command.add_argument("--no-ocr", action="store_true", help="leave scans unread")
        if name == "check":
            command.add_argument("--country", type=_country, help="where it is sent, as US or DE")
            command.add_argument("--posting", type=Path, help="the posting, for its country")
    _vocabulary(commands)
    return parser


def _vocabulary(commands: Any) -> None:
    """Add ``vocabulary import-esco`` to the commands."""
    vocabulary = commands.add_parser("vocabulary", help="extend what skills are known")
    verbs = vocabulary.add_subparsers(required=True, dest="verb")
    verb = verbs.add_parser("import-esco", help="make a file of terms out of ESCO's tables")
    verb.add_argument(
        "--csv", type=Path, nargs="+", metavar="FILE",
        help="skills_en.csv, and other languages for more aliases",
    )  # fmt: skip
    verb.add_argument("--broader", type=Path, help="broaderRelationsSkillPillar_en.csv")
    verb.add_argument("--kind", choices=("knowledge", "skill/competence"), help="only these")
    verb.add_argument("--out", type=Path, help="the file of terms to write")
    verb.add_argument("--schema", action="store_true", help="print the JSON Schema and stop")


def _extend(parser: argparse.ArgumentParser, files: Sequence[Path]) -> None:
    from ats_service.engine.skills.vocabulary import extend_with  # only where it is asked for

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
