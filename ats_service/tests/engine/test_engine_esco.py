"""ESCO's tables become a file of terms, which the matcher knows beside our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ats_service.engine import skills
from ats_service.engine.__main__ import main
from ats_service.engine.skills.vocabulary import extend_with

_URI = "http://data.europa.eu/esco/skill/"
SKILLS = f"""\
conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,description
KnowledgeSkillCompetence,{_URI}1,knowledge,sector,dendrochronology,"tree-ring dating
dating of trees; by rings",,released,"The science of rings,
over two lines."
KnowledgeSkillCompetence,{_URI}2,skill/competence,any,examine cores of ancient oaks,core reading,,,
KnowledgeSkillCompetence,{_URI}3,knowledge,sector,QZX,,,,
KnowledgeSkillCompetence,{_URI}4,knowledge,sector,Python,zzserpent,,,
KnowledgeSkillCompetence,{_URI}5,knowledge,sector,a b c d e f g h i j,,,,
KnowledgeSkillCompetence,{_URI}6,knowledge,sector,???,,,,
"""
GERMAN = f"""\
conceptUri,preferredLabel,altLabels
{_URI}1,Jahrringforschung,
{_URI}9,Unbekanntes,
"""
BROADER = f"""\
conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,{_URI}2,KnowledgeSkillCompetence,{_URI}1
KnowledgeSkillCompetence,{_URI}2,KnowledgeSkillCompetence,{_URI}4
KnowledgeSkillCompetence,{_URI}1,SkillGroup,{_URI}77
"""


@pytest.fixture(autouse=True)
def _our_own_terms_again() -> Iterator[None]:
    yield
    extend_with([])


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name, text in (("en", SKILLS), ("de", GERMAN), ("broader", BROADER)):
        (tmp_path / f"{name}.csv").write_text("\ufeff" + text, encoding="utf-8")
    return tmp_path


def _import(folder: Path, *options: str) -> list[str]:
    out = folder / "esco.txt"
    given = ["--csv", str(folder / "en.csv"), str(folder / "de.csv"), "--out", str(out), *options]
    assert main(["vocabulary", "import-esco", *given]) == 0
    return out.read_text(encoding="utf-8").splitlines() if out.exists() else []


def _line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (line,) = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    return dict(line)


def test_tables_become_terms_that_people_can_edit(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, *lines = _import(tables, "--broader", str(tables / "broader.csv"))
    assert header.startswith("# ")
    assert lines == [
        "dendrochronology; tree-ring dating; dating of trees, by rings; Jahrringforschung",
        "examine cores of ancient oaks; core reading < dendrochronology",
        "Python; zzserpent",
        "=QZX",
    ]
    line = _line(capsys)
    assert (line["ok"], line["skills"], line["terms"], line["left_out"]) == (True, 4, 9, 2)


def test_the_line_keeps_its_schema(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["vocabulary", "import-esco", "--schema"])
    schema = json.loads(capsys.readouterr().out)
    _import(tables)
    assert Draft202012Validator(schema).is_valid(_line(capsys))
    with pytest.raises(SystemExit):
        main(["vocabulary", "import-esco"])
    assert "--csv" in capsys.readouterr().err


def test_only_one_kind_of_skills_may_be_taken(tables: Path) -> None:
    _, *lines = _import(tables, "--kind", "skill/competence")
    assert lines == ["examine cores of ancient oaks; core reading"]


def test_the_matcher_finds_imported_skills_beside_our_own(tables: Path) -> None:
    text = "You know tree-ring dating, QZX, core reading, zzserpent and PostgreSQL, not qzx."
    assert skills.names_in(text) == {"PostgreSQL"}
    _import(tables, "--broader", str(tables / "broader.csv"))
    extend_with([tables / "esco.txt"])
    found = [hit.name for hit in skills.find(text)]
    assert found == [
        "dendrochronology", "QZX", "examine cores of ancient oaks", "Python", "PostgreSQL",
    ]  # fmt: skip
    assert list(skills.parents("examine cores of ancient oaks")) == ["dendrochronology"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_commands_take_further_terms(
    tables: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    _import(tables)
    posting, rows, out = tables / "posting.txt", tables / "rows.jsonl", tables / "out.jsonl"
    posting.write_text("Requirements:\n- tree-ring dating\n", encoding="utf-8")
    row = json.dumps({"id": "one", "text": "Requirements:\n- tree-ring dating\n"})
    rows.write_text("\n".join([row] * 20), encoding="utf-8")
    terms = ["--terms", str(tables / "esco.txt")]
    capsys.readouterr()
    main(["skills", str(posting), *terms])
    assert _line(capsys)["mentions"][0]["skill"] == "dendrochronology"
    main(["skills", "--jsonl", str(rows), "--out", str(out), "--jobs", jobs, *terms])
    answers = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    assert {one["mentions"][0]["skill"] for one in answers} == {"dendrochronology"}
    assert len(answers) == 20


@pytest.mark.parametrize("text", ["name,label\n1,x\n", "", "conceptUri,preferredLabel\n\xff"])
def test_a_table_that_is_none_of_escos_is_a_line_with_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    for name in ("en", "de"):
        (tmp_path / f"{name}.csv").write_bytes(text.encode("latin-1"))
    assert _import(tmp_path) == []
    line = _line(capsys)
    assert (line["ok"], line["code"]) == (False, "unreadable")
    assert "csv" in line["message"]


def test_a_line_without_a_word_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("# mine\nWhittling\n; ;\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["skills", "--terms", str(file), str(file)])
    assert "mine.txt, line 3" in capsys.readouterr().err


def test_kinds_that_go_round_in_a_circle_end(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("Whittling < Carvingwork\nCarvingwork < Whittling\n", encoding="utf-8")
    extend_with([file])
    assert list(skills.parents("Whittling")) == ["Carvingwork"]
