"""Bodies that cannot be read, are of the wrong types, or are too large: a problem, never a 500."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from belongings import Belongings, changes
from callers import Caller
from httpx2 import Response
from operations import Operation
from suite import Suite
from sweep import SELF_DESTRUCTIVE, wrong_problem

DEEP = 10_000
UNREADABLE: dict[str, bytes] = {
    "U+0000 in a text": rb'{"name": "a\u0000b", "email": "a\u0000@example.org"}',
    "U+0000 in a name": rb'{"na\u0000me": 1}',
    "a lone surrogate": rb'{"name": "\ud800", "text": "\udfff"}',
    "10,000 arrays": b"[" * DEEP + b"]" * DEEP,
    "10,000 objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "10,000 arrays that never end": b"[" * DEEP,
    "NaN": b'{"version": NaN}',
    "a number without end": b'{"version": 1e999}',
    "5,000 digits": b'{"version": ' + b"9" * 5000 + b"}",
    "half a body": b'{"name": "Ann',
    "no UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16": '{"name": "Ann"}'.encode("utf-16"),
    "no JSON": b"name=Ann",
}
VALUES: list[Any] = [
    None, [], {}, "", "x", 12, -1, 10**18, 1.5, True, "x" * 20_000, [[[]]], [None], [{}],
    {"a": {"b": [1]}}, "\u202e\u0007<script>", "2030-13-45",
    "00000000-0000-0000-0000-00000000000g",
]  # fmt: skip


@pytest.fixture(scope="module")
def json_operations(all_operations: list[Operation]) -> list[Operation]:
    """Return every operation that reads JSON."""
    found = [one for one in all_operations if one.media == "application/json"]
    assert len(found) > 20
    return found


def token_of(owner: Belongings) -> str:
    """Return a fresh token of a person."""
    owner.person.sign_in()
    return owner.person.tokens["access"]


def post(caller: Caller, operation: Operation, path: str, content: bytes, kind: str) -> Response:
    """Send bytes as the body of an operation."""
    return caller.raw(operation.method, path, content=content, headers={"Content-Type": kind})


def refusals(
    caller: Caller,
    owner: Belongings,
    operations: list[Operation],
    bodies: dict[str, bytes],
    **want: Any,
) -> list[str]:
    """Return a line for each answer to bad bytes that is not the problem it should be."""
    kind, status = want.get("kind", "application/json"), want["status"]

    def one(pair: tuple[Operation, str]) -> str:
        operation, what = pair
        answer = post(caller, operation, owner.path_of(operation), bodies[what], kind)
        wrong = "" if answer.status_code == status else answer.text[:300]
        if wrong := wrong or wrong_problem(answer):
            return f"{operation.name}, {what}: {answer.status_code} {wrong}"
        return ""

    with ThreadPoolExecutor(4) as pool:
        pairs = [(operation, what) for operation in operations for what in bodies]
        return [line for line in pool.map(one, pairs) if line]


def test_unreadable_bodies_are_refused_by_every_operation(
    suite: Suite, owner: Belongings, json_operations: list[Operation]
) -> None:
    caller = Caller(suite.url, token_of(owner))
    before = owner.rows()
    assert refusals(caller, owner, json_operations, UNREADABLE, status=400) == []
    assert changes(before, owner.rows()) == []


def test_bodies_over_a_megabyte_are_refused_by_every_operation(
    suite: Suite, owner: Belongings, json_operations: list[Operation]
) -> None:
    bodies = {
        "one text": json.dumps({"name": "x" * 1_000_001}).encode(),
        "many values": b'{"name": [' + b"1," * 400_000 + b"1]}",
    }
    caller = Caller(suite.url, token_of(owner))
    assert refusals(caller, owner, json_operations, bodies, status=413) == []


def test_other_types_than_json_are_refused_by_every_operation(
    suite: Suite, owner: Belongings, json_operations: list[Operation]
) -> None:
    caller = Caller(suite.url, token_of(owner))
    for kind in ("application/xml", "text/plain", "application/x-yaml", "multipart/form-data"):
        bodies = {kind: b"<a>1</a>"}
        found = refusals(caller, owner, json_operations, bodies, kind=kind, status=415)
        assert found == [], kind


def test_the_gateway_refuses_bodies_that_no_service_takes(suite: Suite, nobody: Caller) -> None:
    answer = nobody.raw("POST", "/api/v1/users/registrations/", content=b"x" * 12_000_001)
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"  # what was left unread is no next request
    assert not wrong_problem(answer)


def variants(operation: Operation, own: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield bodies of which one part is of another type."""
    good = operation.body(own)
    wholes: list[Any] = [None, [], "x", 12, True, [{}]]
    yield from ((f"the whole is {value!s:.20}", value) for value in wholes)
    for path in _places(operation.schema):
        for value in VALUES:
            yield f"{'.'.join(path)} is {value!s:.20}", _with(good, path, value)


def _places(schema: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, about in schema.get("properties", {}).items():
        yield (name,)
        yield from ((name, *inner) for inner in _places(about))


def _with(body: Any, path: tuple[str, ...], value: Any) -> Any:
    """Return the body with a value at a path."""
    head, *rest = path
    inside = body.get(head, {}) if isinstance(body, dict) else {}
    return {**body, head: _with(inside, tuple(rest), value) if rest else value}


def test_wrong_types_are_refused_or_harmless_in_every_field(
    suite: Suite, other: Belongings, json_operations: list[Operation]
) -> None:
    """Objects of a person are named where there are some; nothing answers with a 500."""
    caller = Caller(suite.url, token_of(other))

    def one(case: tuple[Operation, str, Any]) -> str:
        operation, what, body = case
        path = operation.at(other.own["document_id"])
        answer = caller.raw(operation.method, path, json=body)
        wrong = answer.text[:300] if answer.status_code >= 500 else ""
        if not wrong and answer.status_code >= 400:
            wrong = wrong_problem(answer)
        return f"{operation.name}, {what}: {answer.status_code} {wrong}" if wrong else ""

    cases = [
        (operation, what, body)
        for operation in json_operations
        if operation.name not in SELF_DESTRUCTIVE
        for what, body in variants(operation, other.own)
    ]
    with ThreadPoolExecutor(4) as pool:
        found = [line for line in pool.map(one, cases) if line]
    assert found == []


RESUMES: list[Any] = [
    {"basics": []}, {"basics": {"name": []}}, {"basics": {"profiles": {}}}, {"work": {}},
    {"work": [1]}, {"work": [{"highlights": "x"}]}, {"work": [{"startDate": 12}]},
    {"work": [{"startDate": "0000-00"}]}, {"skills": [{"keywords": [None]}]}, {"skills": "x"},
    {"meta": {"x" * 5000: 1}}, {"work": [{"position": "p"}] * 5000},
    {"basics": {"url": "javascript:1"}},
    {"education": [[]]}, {"languages": [{"language": {"a": 1}}]}, {"$schema": {}}, {"": {"": ""}},
]  # fmt: skip


def test_resumes_of_a_wrong_shape_are_refused_or_kept_whole(
    suite: Suite, other: Belongings
) -> None:
    caller = Caller(suite.url, token_of(other))
    path = "/api/v1/users/profile/"
    for resume in RESUMES:
        shown = caller.raw("GET", path).json()
        body = {"resume": resume, "version": shown["version"]}
        answer = caller.raw("PUT", path, json=body)
        assert answer.status_code < 500, (str(resume)[:100], answer.text)
        if answer.status_code >= 400:
            assert not wrong_problem(answer), str(resume)[:100]
            assert caller.raw("GET", path).json() == shown


FORMS: list[tuple[str, bytes, bytes]] = [  # name of the file, content, kind
    ("a\x00b.pdf", b"%PDF-1.7", b"resume"),
    ("x.pdf", b"", b"resume"),
    ("x" * 3000 + ".pdf", b"text of a person", b"resume"),
    ("../../x.pdf", b"text of a person", b"resume"),
    ("x.txt", b"a\x00b", b"resume"),
    ("x.txt", b"text", b"\x00"),
    ("x.txt", b"text", b"\xff\xfe"),
    ("x.txt", b"text", b"no such kind"),
    ('x".txt', b"text", b"x" * 70_000),
    ("\udce9.txt", b"text", b"resume"),
]


NO_FORMS = (
    b"", b"--x\r\n", b"no form at all", b"--x\r\nContent-Disposition: form-data\r\n\r\n",
)  # fmt: skip


def test_malformed_uploads_are_refused_or_kept_under_a_safe_name(
    suite: Suite, other: Belongings, all_operations: list[Operation]
) -> None:
    caller = Caller(suite.url, token_of(other))
    uploads = [one for one in all_operations if one.media == "multipart/form-data"]
    assert len(uploads) == 3
    for operation in uploads:
        for name, content, kind in FORMS:
            path = operation.at(other.own["document_id"])
            answer = caller.raw(operation.method, path, **_form(name, content, kind))
            assert answer.status_code < 500, (operation.name, name[:40], answer.text)
            assert answer.status_code < 400 or not wrong_problem(answer), (
                operation.name,
                answer.text,
            )
            assert ".." not in answer.headers.get("content-disposition", "")
        for body in NO_FORMS:
            kind_of = "multipart/form-data; boundary=x"
            answer = post(caller, operation, operation.at(other.own["document_id"]), body, kind_of)
            assert answer.status_code == 400, (operation.name, body, answer.text)
            assert not wrong_problem(answer)


def _form(name: str, content: bytes, kind: bytes) -> dict[str, Any]:
    """Return a form that is written as it stands, with no client's care for names."""
    start = b'--b\r\nContent-Disposition: form-data; name="file"; filename="'
    head = start + name.encode("utf-8", "surrogateescape") + b'"\r\n\r\n'
    field = b'\r\n--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\n'
    body = head + content + field + kind + b"\r\n--b--\r\n"
    return {"content": body, "headers": {"Content-Type": "multipart/form-data; boundary=b"}}
