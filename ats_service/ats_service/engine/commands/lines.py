"""One line of JSON for each file: what came of it, its code and the seconds it took.

In go files and what to do with one, out come lines in the order given, each as soon as it is
known; an error of one file is its own line.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from ats_service.engine.errors import EngineError, Unreadable

Work = Callable[[Path], dict[str, Any]]


def each(files: Iterable[Path], work: Work, *, jobs: int) -> int:
    """Print one line per file in the order given, as soon as it is known; return 0.

    A file that cannot be read is a line with its code and never stops the others.
    """
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for line in pool.map(partial(_line, work), files):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return 0


def _line(work: Work, file: Path) -> dict[str, Any]:
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


def write(out: Path | None, file: Path, value: dict[str, Any]) -> dict[str, Any]:
    """Write what is known of a file to ``out/<name>.json``, or return it for the file's line."""
    if out is None:
        return value
    out.mkdir(parents=True, exist_ok=True)
    save(out / f"{file.name}.json", value)
    return {}


def save(path: Path, value: dict[str, Any]) -> None:
    """Write a value as JSON that people can read."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
