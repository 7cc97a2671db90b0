"""Quality on real documents; floors only rise. The corpus is found by CORPUS_DIR."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from engine_builders import DAY

from ats_service.engine import errors, limits, match, posting, sandbox
from ats_service.engine.parse import parse

pytestmark = pytest.mark.corpus

MACRO_F1_FLOOR = 0.95
#: Share of published broken PDFs where others agree with us; pdfium mends some that they refuse.
PUBLIC_FLOOR = 0.85
#: Broken files made for the purpose on which another answer is right, and why.
EXCUSED = {"no-job.html": "it is no posting; as a document it holds text"}


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = os.environ.get("CORPUS_DIR")
    if not folder:
        pytest.skip("CORPUS_DIR is not set: quality on real documents is not measured")
    return Path(folder)


@pytest.fixture(scope="module", autouse=True)
def _no_children_left() -> Iterator[None]:
    yield
    sandbox.close()


def test_resumes_are_read_above_the_floor(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("rapidfuzz", reason="the scorer of the corpus needs rapidfuzz")
    for file in sorted((corpus / "resumes/dev/files").iterdir()):
        resume = parse(file.read_bytes(), name=file.name, as_of=DAY).resume
        (tmp_path / f"{file.name}.json").write_text(json.dumps(resume), encoding="utf-8")
    script, answer = corpus / "resumes/scripts/score_parse.py", tmp_path / "scores"
    given = ["--split", "dev", "--json", str(answer)]
    command = [sys.executable, str(script), str(tmp_path), *given]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    scores = json.loads(answer.read_text(encoding="utf-8"))
    assert scores["macro"] >= MACRO_F1_FLOOR
    columns = [scores["by"][f"columns={kind}"]["macro"] for kind in ("1", "g", "2")]
    assert min(columns) >= MACRO_F1_FLOOR - 0.02


def _answer(folder: Path, row: dict[str, Any]) -> tuple[dict[str, Any], str, float]:
    data = (folder / row["file"]).read_bytes()
    started = time.perf_counter()
    outcome = "rejected"
    with contextlib.suppress(errors.EngineError):
        sandbox.parse(data, name=row.get("upload_name", row["file"]), as_of=DAY, ocr=False)
        outcome = "parsed"
    return row, outcome, time.perf_counter() - started


def test_broken_and_hostile_files_end_as_expected(corpus: Path) -> None:
    folder = corpus / "bad/dev"
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row["kind"] != "json" or not row["file"].startswith("pub-")]
    with ThreadPoolExecutor(max_workers=sandbox.size()) as threads:
        answers = list(threads.map(lambda row: _answer(folder, row), rows))
    wrong = {
        row["file"]: outcome
        for row, outcome, _ in answers
        if row["expected"] != "either" and not row["expected"].startswith(outcome)
    }
    made = {name for name in wrong if not name.startswith("pub-")}
    public = [row for row in rows if row["file"].startswith("pub-")]
    assert made <= EXCUSED.keys()
    assert 1 - (len(wrong) - len(made)) / len(public) >= PUBLIC_FLOOR
    assert max(seconds for *_, seconds in answers) < limits.WALL_SECONDS + 5


def test_counterfactual_probes_move_the_score_the_right_way(corpus: Path) -> None:
    lines = (corpus / "jobs/match/probes.jsonl").read_text(encoding="utf-8").splitlines()
    for probe in map(json.loads, lines):
        facts = posting.analyse(probe["job_text"]).as_dict()
        base, edited = (_score(probe[side], facts) for side in ("base_resume", "edited_resume"))
        if probe["expect"] == "lower":
            assert edited < base - 0.01, probe["probe"]
        else:
            assert edited >= 0.95 * base, probe["probe"]


def _score(resume: str, facts: dict[str, Any]) -> float:
    parsed = parse(resume.encode(), name="cv.txt", as_of=DAY)
    return float(match.match(parsed.resume, facts, as_of=DAY, text=parsed.text)["score"])
