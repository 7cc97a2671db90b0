"""The engine beside a floor: text extraction, a bare look-up, and ten thousand postings."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Table

pytestmark = pytest.mark.bench
HERE = Path(__file__).parent


def _measure(program: str) -> Any:
    folder = os.environ.get("CORPUS_DIR")
    if not folder:
        pytest.skip("CORPUS_DIR is not set: there are no real documents to measure on")
    command = [sys.executable, str(HERE / program), folder]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


@pytest.fixture(scope="module")
def measured() -> Any:
    return _measure("in_engine.py")


def test_the_engine_beside_its_floors(measured: Any, table: Table) -> None:
    parse, skills = measured["parse"], measured["skills"]
    what = f"pages/s of parsing / of text extraction ({parse['ours']:.0f} / {parse['bare']:.0f})"
    table.at_least(what, parse["ratio"], 0.12)
    what = (
        f"MB/s of finding skills / of bare look-ups ({skills['ours']:.1f} / {skills['bare']:.1f})"
    )
    table.at_least(what, skills["ratio"], 0.3)
    table.at_most("one résumé against 10,000 postings", measured["match"], 1.0, " s")


def test_pairs_of_resumes_beside_length_and_bm25(table: Table) -> None:
    found = _measure("in_pairs.py")
    beside = f"length {found['length']:.3f}, BM25 {found['bm25']:.3f}"
    what = f"share of {found['pairs']} pairs of résumés told apart ({beside})"
    table.add(what, f"{found['ledger']:.3f}")
    assert found["ledger"] > 0.5


def test_the_batch_command_starts_at_once(table: Table) -> None:
    command = [sys.executable, "-m", "ats_service.engine", "parse", "--schema"]
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    table.at_most("start of the batch command", time.monotonic() - started, 0.5, " s")
