"""``python -m ats_service.engine``: one line a file, and no file stops the others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from engine_builders import PLAIN_RESUME, pdf, resume_words
from jsonschema import Draft202012Validator

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
    main(["match", "--as-of", "2026-11-23", "--resume", files[0], "--posting", str(posting)])
    facts, skills, match = _lines(capsys)
    assert facts["facts"]["title"]
    assert {"Python", "Go"} <= set(skills["skills"])
    assert 0 < match["score"] <= 1


def test_check_and_match_write_what_they_found(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posting, out = tmp_path / "posting.txt", tmp_path / "match.json"
    posting.write_text(POSTING, encoding="utf-8")
    main(["check", "--out", str(tmp_path / "checked"), files[0]])
    main(["match", "--resume", files[2], "--posting", str(posting), "--out", str(out)])
    checked, matched = _lines(capsys)
    assert (checked["ok"], matched["ok"]) == (True, True)
    report = json.loads((tmp_path / "checked" / "a.pdf.json").read_text(encoding="utf-8"))
    assert "Jane Roe" in report["seen"]
    assert json.loads(out.read_text(encoding="utf-8"))["score"] == matched["score"]


ROWS = [
    {"id": "one", "text": POSTING, "resume_id": "r", "job_id": "j", "job_text": POSTING}
    | {"resume_text": PLAIN_RESUME},
    {"id": "two", "text": "", "resume_id": "s", "job_id": "j", "job_text": "", "resume_text": ""},
]


def _rows(command: str, folder: Path, *options: str) -> list[dict[str, Any]]:
    given, out = folder / "rows.jsonl", folder / f"{command}.jsonl"
    lines = [json.dumps(row) for row in ROWS] + ["no JSON", "[]"]
    given.write_text("\n".join(lines), encoding="utf-8")
    assert main([command, "--jsonl", str(given), "--out", str(out), *options]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_rows_of_postings_become_rows_of_facts(tmp_path: Path) -> None:
    first, second, *bad = _rows("analyse", tmp_path)
    assert (first["id"], first["pred"]["min_years"]) == ("one", 3)
    assert first["evidence"]["min_years"] in POSTING
    assert set(first["pred"]["required_skills"]) == {"Python", "Go"}
    assert (second["id"], second["pred"]["min_years"]) == ("two", None)
    assert [row["code"] for row in bad] == ["unreadable", "unreadable"]


def test_a_row_whose_text_is_markup_is_read_as_a_page(tmp_path: Path) -> None:
    given, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    page = "<p>Engineer</p><h3>Desirable</h3><ul><li>Rust</li></ul>"
    given.write_text(json.dumps({"id": "one", "text": page}), encoding="utf-8")
    assert main(["analyse", "--jsonl", str(given), "--out", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["pred"]["nice_skills"] == ["Rust"]


def test_rows_of_texts_become_rows_of_skills_with_their_places(tmp_path: Path) -> None:
    first, second, *_ = _rows("skills", tmp_path)
    assert {"Python", "Go"} <= set(first["skills"])
    assert all(POSTING[one["start"] : one["end"]] == one["text"] for one in first["mentions"])
    assert second["skills"] == []


def test_rows_of_pairs_become_rows_of_matches(tmp_path: Path) -> None:
    first, second, *_ = _rows("match", tmp_path)
    assert (first["resume_id"], first["job_id"]) == ("r", "j")
    assert 0 < first["score"] <= 1
    assert second["code"] == "empty"


@pytest.mark.parametrize("command", ["parse", "check", "analyse", "skills", "match"])
def test_each_command_prints_a_schema_that_its_answer_keeps(
    command: str, files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    posting = tmp_path / "posting.txt"
    posting.write_text(POSTING, encoding="utf-8")
    named = ["--resume", files[2], "--posting", str(posting)] if command == "match" else [files[2]]
    main([command, *named])
    answer = _lines(capsys)[-1]
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(answer)) == []


@pytest.mark.parametrize("meta", [{}, {"meta": {"version": "v1.0.0"}}])
def test_a_json_resume_given_back_keeps_the_schema_of_parse(
    meta: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["parse", "--schema"])
    schema = Draft202012Validator(json.loads(capsys.readouterr().out))
    file = tmp_path / "resume.json"
    file.write_text(json.dumps({"basics": {"name": "Jane Roe"}, **meta}), encoding="utf-8")
    main(["parse", str(file)])
    (answer,) = _lines(capsys)
    assert answer["ok"]
    assert schema.is_valid(answer)
    assert not schema.is_valid({"meta": {"evidence": {}}})


def test_a_command_without_anything_to_read_says_what_it_needs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["parse"])
    assert "nothing to read" in capsys.readouterr().err


def test_the_command_starts_without_loading_what_only_its_children_need() -> None:
    program = "import sys, ats_service.engine.__main__; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()
    heavy = {"lxml", "pypdfium2", "selectolax", "phonenumbers", "ats_service.engine.parse"}
    assert not heavy & set(loaded)
