"""``python -m ats_service.engine``: one line a file, and no file stops the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engine_builders import PLAIN_RESUME, pdf, resume_words

from ats_service.engine.__main__ import main

POSTING = "Backend Engineer\n\nRequirements\n- 3+ years of experience with Python and Go\n"


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "a.pdf").write_bytes(pdf(resume_words()))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "c.txt").write_text(PLAIN_RESUME, encoding="utf-8")
    return [str(tmp_path / name) for name in ("a.pdf", "b.pdf", "c.txt", "missing.pdf")]


def test_parse_writes_one_resume_per_file_and_one_line_each(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["parse", "--out", str(out), *files]) == 0
    lines = _lines(capsys)
    assert [(line["file"], line["ok"], line["code"]) for line in lines] == [
        (files[0], True, ""),
        (files[1], False, "unreadable"),
        (files[2], True, ""),
        (files[3], False, "unreadable"),
    ]
    assert sorted(file.name for file in out.iterdir()) == ["a.pdf.json", "c.txt.json"]
    resume = json.loads((out / "a.pdf.json").read_text(encoding="utf-8"))
    assert resume["basics"]["name"] == "Jane Roe"


def test_check_prints_findings(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", files[0]])
    (line,) = _lines(capsys)
    assert (line["kind"], line["pages"]) == ("pdf", 1)
    assert isinstance(line["findings"], list)


def test_analyse_skills_and_match_read_a_posting(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posting = tmp_path / "posting.txt"
    posting.write_text(POSTING, encoding="utf-8")
    main(["analyse", str(posting)])
    main(["skills", str(posting)])
    main(["--as-of", "2026-11-23", "match", files[0], str(posting)])
    facts, skills, match = _lines(capsys)
    assert facts["facts"]["title"]
    assert {"Python", "Go"} <= set(skills["skills"])
    assert 0 < match["score"] <= 1
