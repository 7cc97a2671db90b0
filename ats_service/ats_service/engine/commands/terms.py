"""The command that makes a file of terms out of ESCO's tables.

Tables go in, a file for ``--terms`` or ``ATS_TERMS`` comes out, with one line of JSON about it.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from ats_service.engine.commands.lines import each
from ats_service.engine.skills import esco

_HEADER = "# Made from ESCO's tables by import-esco; edit it as you like, one skill a line.\n"


def import_esco(options: argparse.Namespace) -> int:
    """Write the terms of ESCO's tables and print one line about the file."""
    return each([options.out], partial(_import, options), jobs=1)


def _import(options: argparse.Namespace, out: Path) -> dict[str, Any]:
    concepts = esco.read_skills(options.csv, kind=options.kind or "")
    if options.broader:
        esco.add_broader(concepts, options.broader)
    lines = list(esco.lines_of(concepts.values()))
    out.write_text(_HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    terms = sum(line.count(";") + 1 for line in lines)
    return {"skills": len(lines), "terms": terms, "left_out": len(concepts) - len(lines)}
