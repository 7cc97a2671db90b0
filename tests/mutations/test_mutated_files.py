"""Fifteen minutes of broken files: the parent lives, nothing hangs, every end has its code."""

import io
import json
import os
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from mutations_of_files import mutated

from agent_service.writing.render import render
from agent_service.writing.write import write
from ats_service.engine import limits, sandbox
from ats_service.engine.errors import EngineError

pytestmark = pytest.mark.chaos
AT = date(2026, 11, 24)
PEOPLE = Path(__file__).parents[1] / "e2e" / "fixtures" / "people"
MINUTES = float(os.environ.get("MUTATION_MINUTES", "0.5" if "SHORT" in os.environ else "15"))
#: What text that was read never holds: control characters and halves of characters.
_DIRTY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LARGEST = 400_000  # bytes of a file that is worth breaking often


@pytest.fixture(scope="module", autouse=True)
def _no_children_left() -> Iterator[None]:
    yield
    sandbox.close()


def sound() -> Iterator[bytes]:
    """Yield documents of our own and, where there is one, the corpus of broken ones."""
    for file in sorted(PEOPLE.glob("*.json")):
        resume = write(json.loads(file.read_text(encoding="utf-8")), {}, at=AT).resume
        yield render(resume, kind="pdf", at=AT)
        yield render(resume, kind="docx", at=AT)
    yield export()
    if folder := os.environ.get("CORPUS_DIR"):
        for file in sorted(Path(folder, "bad/dev").iterdir()):
            if (
                file.suffix in (".pdf", ".docx", ".odt", ".html")
                and file.stat().st_size < _LARGEST
            ):
                yield file.read_bytes()


def export() -> bytes:
    """Return tables as LinkedIn exports them."""
    jobs = 'Company Name,Title,Description,Started On\nAcme,Cook,"• Fed ""all""\nDaily",May 2020\n'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as tables:
        tables.writestr(
            "Export/Profile.csv", "First Name,Last Name,Websites\nAda,Marlow,[A:b.example]\n"
        )
        tables.writestr("Export/Positions.csv", jobs)
        tables.writestr("Export/Skills.csv", "Name\nPython\n")
    return file.getvalue()


def outcome(data: bytes) -> str:
    """Return the code with which a file ends, or what else went wrong with its number."""
    started = time.monotonic()
    try:
        parsed = sandbox.parse(data, name="file", as_of=AT, ocr=False)
        code = "dirty" if _DIRTY.search(parsed.text + json.dumps(parsed.resume)) else "parsed"
    except EngineError as error:
        code = error.code
    return code if time.monotonic() - started < limits.WALL_SECONDS + 5 else "hung"


def test_no_mutation_of_a_file_brings_the_parent_down_or_hangs() -> None:
    seeds, ends, number = list(sound()), Counter[str](), 0
    until = time.monotonic() + 60 * MINUTES
    with ThreadPoolExecutor(max_workers=sandbox.size()) as threads:
        while time.monotonic() < until:
            batch = range(number, number + 64)
            files = [_file(seeds, each) for each in batch]
            for each, end in zip(batch, threads.map(outcome, files), strict=True):
                ends[end] += 1
                assert end not in ("hung", "unavailable", "dirty"), (
                    f"mutation {each} ended as {end}"
                )
            number += 64
    print(f"\n{number} mutated files: {dict(ends.most_common())}")  # noqa: T201
    assert ends["parsed"] > 0
    assert len(ends) > 2


def _file(seeds: list[bytes], number: int) -> bytes:
    dice = random.Random(number)
    return mutated(dice.choice(seeds), dice)
