import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import text

ANY_TEXT = st.text(st.characters(), max_size=60)


def storable(value: str) -> bool:
    return "\x00" not in value and value.encode("utf-8", "ignore").decode() == value


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain é \U0001f600\ttab\n", "plain é \U0001f600\ttab\n"),
        ("a\x00b\x07c\x7f", "abc"),
        ("one\r\ntwo\rthree\x0cfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("x\ud800y\udc00", "xy"),
        ("\ud83d\ude00", "\U0001f600"),
    ],
)
def test_what_cannot_be_stored_is_dropped(raw: str, expected: str) -> None:
    assert text.clean(raw) == expected


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_stays_as_it_is(raw: str) -> None:
    once = text.clean(raw)
    assert storable(once)
    assert text.clean(once) == once


def test_json_is_cleaned_at_every_depth_keys_included() -> None:
    value = {"k\x00": ["a\ud800", {"b": ("c\x01", 1, None, True, 1.5)}]}
    assert text.clean_json(value) == {"k": ["a", {"b": ["c", 1, None, True, 1.5]}]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "malformed-json"),
        (b"[1, 2", "malformed-json"),
        (b"{} {}", "malformed-json"),
        (b'{"a": NaN}', "malformed-json"),
        (b"[-Infinity]", "malformed-json"),
        (b"[1e999]", "malformed-json"),
        (b"[" + b"9" * 20 + b"]", "malformed-json"),
        (b"[" + b"9" * 100_000 + b"]", "malformed-json"),
        (b"[" * 100_000, "malformed-json"),
        (b"[" * 51 + b"]" * 51, "malformed-json"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "malformed-json"),
        (b'"\xff"', "malformed-json"),
        ('{"a": 1}'.encode("utf-16"), "malformed-json"),
        (b'["\x01"]', "malformed-json"),
        (b'{"a": "\\u0000"}', "unstorable-text"),
        (b'{"\\u0000": 1}', "unstorable-text"),
        (b'["\\ud800"]', "unstorable-text"),
        (b'{"a": {"\\udc00 x": 1}}', "unstorable-text"),
        (b"[" + b"0," * 20_000 + b"0]", "json-too-large"),
        (b'"' + b"x" * 1_000_000 + b'"', "json-too-large"),
    ],
    ids=lambda value: value[:16] if isinstance(value, bytes) else value,
)
def test_json_that_cannot_be_kept_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(text.JsonRefused) as refused:
        text.loads(data)
    assert refused.value.code == code
    assert str(refused.value).endswith((".", "again."))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\xef\xbb\xbf[1]", [1]),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b"[" * 50 + b"]" * 50, json.loads("[" * 50 + "]" * 50)),
        (b'{"a": [1.5, -9223372036854775808, true, null]}', {"a": [1.5, -(2**63), True, None]}),
        ('"Zoë"'.encode(), "Zoë"),
    ],
    ids=["byte order mark", "surrogate pair", "50 levels", "all kinds", "utf-8"],
)
def test_good_json_is_read(data: bytes, value: Any) -> None:
    assert text.loads(data) == value


GOOD_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | GOOD_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(GOOD_TEXT, inner),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_whatever_is_read_can_be_written_as_utf8(value: Any) -> None:
    read = text.loads(json.dumps(value).encode())
    assert read == value
    json.dumps(read, ensure_ascii=False).encode()


@pytest.mark.corpus
def test_the_corpus_of_bad_json_is_read_or_refused_never_worse() -> None:
    if "CORPUS_DIR" not in os.environ:
        pytest.skip("set CORPUS_DIR to read the corpus of bad files")
    folder = Path(os.environ["CORPUS_DIR"]) / "bad" / "dev"
    accepted = set()
    for path in sorted(folder.glob("*.json")):
        try:
            text.loads(path.read_bytes())
        except text.JsonRefused:
            continue
        accepted.add(path.name)
    assert {name for name in accepted if "jsonts-n_" in name} == set()
    refused = {path.name for path in folder.glob("*jsonts-y_*")} - accepted
    assert all("null" in name for name in refused)  # good JSON, but no database keeps it


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("résumé final.pdf", "résumé final.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\cv.docx", "cv.docx"),
        ('a"b<c>:|?*.pdf', "a_b_c_____.pdf"),
        ("cv\r\nX-Evil: 1.pdf", "cv_X-Evil_ 1.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        (" . ", "file"),
        ("", "file"),
        ("..", "file"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("é" * 200 + ".pdf", "é" * 73 + ".pdf"),
    ],
)
def test_file_names_are_safe_on_any_system(name: str, expected: str) -> None:
    assert text.safe_filename(name) == expected


def test_an_ascii_name_stands_alone_in_the_header() -> None:
    assert text.content_disposition("cv.pdf") == 'attachment; filename="cv.pdf"'
    assert text.content_disposition("cv.pdf", inline=True) == 'inline; filename="cv.pdf"'


@pytest.mark.parametrize("name", ["Zoë Müller.pdf", "简历.pdf", "50% off; a=b.pdf", "naïve'x.pdf"])
def test_the_header_gives_the_name_back(name: str) -> None:
    plain, _, encoded = text.content_disposition(name).partition("; filename*=UTF-8''")
    assert unquote(encoded) == name or plain == f'attachment; filename="{name}"'


@given(ANY_TEXT)
def test_no_name_can_break_out_of_the_header(name: str) -> None:
    header = text.content_disposition(name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2


def test_cells_cannot_be_formulas_when_read_again() -> None:
    cells = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1",
        "plain",
        -1,
        2.5,
        "",
    ]
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerow([text.csv_cell(cell) for cell in cells])
    sheet.seek(0)
    (row,) = csv.reader(sheet)
    assert [cell[:1] for cell in row[:8]] == ["'"] * 8
    assert row[8:] == ["plain", "-1", "2.5", ""]


def test_cleaning_needs_no_django() -> None:
    code = "import sys, common.text; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
