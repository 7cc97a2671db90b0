"""Paths, questions and headers that make no sense: a problem that says how to go on."""

import pytest
from belongings import Belongings
from callers import Caller
from httpx2 import ReadError, Response
from operations import Operation
from suite import Suite
from sweep import wrong_problem

PLACES = (
    "not-an-id", "0", "-1", "%00", "a%00b", "%ED%A0%80", "%FF", "..%2f..%2fetc", "*", "%25",
    "1%20OR%201=1", "%27%20OR%201=1%20--", "00000000-0000-0000-0000-000000000000", "x" * 3000,
    "{id}", "%C2%85", "null", "00000000000000000000000000000000", "%0d%0aX-Injected:%201",
)  # fmt: skip
VALUES = (
    "", "\x00", "a\x00b", "\x85", "x" * 3000, "-1", "9" * 30, "1e999", "NaN", "true", "[]", "null",
    "' OR 1=1 --", "%", "_", "\\", "../..", "00000000-0000-0000-0000-000000000000", "\U0001f600",
)  # fmt: skip
HEADERS: dict[str, tuple[bytes, ...]] = {
    "Idempotency-Key": (b"x" * 300, b"\xff\xfe", b"\x7f", b"a b", b"'"),
    "If-Match": (b'"x"', b"*", b'W/"1"', b'"99999999999999"', b"\xff", b'"1", "2"'),
    "Accept": (b"text/html", b"application/xml", b"x", b"*/*;q=x", b"a" * 5000, b"\xff"),
    "Accept-Language": (b"\xff", b"x" * 5000, b"de;q=999"),
    "Authorization": (b"Bearer", b"Bearer \xff", b"Basic eDp5", b"Bearer a b", b"Bearer a.b"),
    "X-Request-ID": (b"\xff", b"x" * 5000, b"' --"),
    "X-Forwarded-For": (b"\xff", b"not-an-address", b"1.2.3.4," * 200),
    "Receipt-Token": (b"", b"x", b"\xff", b"a" * 5000),
    "Last-Event-ID": (b"x", b"-1", b"9" * 40, b"\xff"),
    "Range": (b"bytes=0-0", b"bytes=9-1", b"x"),
    "Host": (b"evil.example", b"127.0.0.1:1@evil", b"\xff"),
}

#: What the gateway's server may cut off, since no header can be so written.
NO_HTTP = {("Idempotency-Key", b"\x7f"), ("Host", b"\xff"), ("Host", b"127.0.0.1:1@evil")}


@pytest.fixture(scope="module")
def caller(suite: Suite, other: Belongings) -> Caller:
    other.person.sign_in()
    return Caller(suite.url, other.person.tokens["access"])


def test_malformed_ids_are_refused_in_every_path(
    caller: Caller, other: Belongings, all_operations: list[Operation]
) -> None:
    wrong = []
    for operation in (one for one in all_operations if one.places):
        for value in PLACES:
            if operation.places == ["version"] and value.isdigit():
                continue  # a number of one's own versions
            answer = caller.send(operation, operation.at(value), operation.body(other.own))
            why = wrong_problem(answer) if 400 <= answer.status_code < 500 else answer.text[:200]
            if why or "x-injected" in answer.headers:
                wrong.append(f"{operation.name} at {value[:40]}: {answer.status_code} {why}")
    assert wrong == []


def test_senseless_questions_are_refused_or_find_nothing(
    caller: Caller, all_operations: list[Operation]
) -> None:
    wrong = []
    for operation in (one for one in all_operations if one.method == "GET" and not one.open):
        for name in (*operation.queries, "cursor", "page_size", "format", "unknown"):
            for value in VALUES if operation.is_list else VALUES[:4]:
                answer = caller.send(operation, operation.at("1"), query={name: value})
                why = answer.text[:200] if answer.status_code >= 500 else ""
                if not why and answer.status_code >= 400:
                    why = wrong_problem(answer)
                if why:
                    sent = f"{operation.name}?{name}={value!r:.40}"
                    wrong.append(f"{sent}: {answer.status_code} {why}")
    assert wrong == []


@pytest.mark.parametrize("name", HEADERS)
def test_senseless_headers_are_refused_or_passed_over(
    name: str, caller: Caller, other: Belongings, all_operations: list[Operation]
) -> None:
    wanted = {
        "list_runs", "parse_document", "replace_preferences", "get_me", "read_erasure_receipt",
        "read_stream", "download_document", "list_messages", "show_unsubscribe",
    }  # fmt: skip
    for operation in (one for one in all_operations if one.name in wanted):
        for value in HEADERS[name]:
            answer = _with_header(caller, operation, other.own, name, value)
            if answer is None:  # cut off by the gateway: this is not HTTP
                assert (name, value) in NO_HTTP, (operation.name, value)
                continue
            where = (operation.name, value[:40], answer.status_code, answer.text[:300])
            assert answer.status_code < 500, where
            plain = answer.headers.get("content-type", "").startswith("text/plain")
            if answer.status_code >= 400 and not (plain and answer.status_code in (400, 431)):
                assert not wrong_problem(answer), where


def _with_header(
    caller: Caller, operation: Operation, own: dict[str, str], name: str, value: bytes
) -> Response | None:
    """Return the answer; None where the connection was cut before it was read."""
    sent = {b"Authorization": f"Bearer {caller.token}".encode(), name.encode(): value}
    path, body = operation.at(own["document_id"]), operation.body(own)
    try:
        return caller.http.request(operation.method, path, json=body, headers=list(sent.items()))
    except ReadError:
        return None


def test_methods_that_a_path_does_not_know_are_refused(
    caller: Caller, all_operations: list[Operation], other: Belongings
) -> None:
    for operation in all_operations:
        path = operation.at(other.own["document_id"])
        for method in ("TRACE", "PROPFIND", "X"):
            answer = caller.raw(method, path)
            assert answer.status_code in (401, 404, 405), (operation.name, method)
            assert not wrong_problem(answer), (operation.name, method, answer.text)


def test_each_of_the_lists_leads_on_by_its_cursor_and_back(
    caller: Caller, all_operations: list[Operation], owner: Belongings
) -> None:
    """A cursor is a place in one's own list: somebody else's leads to nothing of theirs."""
    owner.person.sign_in()
    theirs = Caller(str(caller.http.base_url), owner.person.tokens["access"])
    for operation in (one for one in all_operations if one.is_list):
        first = theirs.send(operation, operation.path, query={"page_size": "1"}).json()
        if first["next"]:
            cursor = first["next"].split("cursor=")[1].split("&")[0]
            answer = caller.raw("GET", f"{operation.path}?cursor={cursor}")
            assert answer.status_code == 200, operation.name
            assert owner.canary not in answer.text, operation.name
