"""The one origin: which paths lead where, and what every answer carries."""

import json
from contextlib import closing
from http.client import HTTPConnection

import pytest
from launched import Launched

HIDDEN = [
    "/internal",
    "/internal/",
    "/internal/jwks.json",
    "//internal/jwks.json",
    "/Internal/jwks.json",
    "/%69nternal/jwks.json",
    "/api/v1/users/../../../internal/jwks.json",
    "/api/v1/users/%2e%2e/%2e%2e/%2e%2e/internal/jwks.json",
    "/api/v1/users/..%2f..%2f..%2finternal/jwks.json",
    "/admin/users/../../internal/metrics",
    "/api/v1/users;/../../../internal/metrics",
    "/livez",
    "/metrics",
    "/practice",
    "/practice/",
    "/api/v1/",
    "/admin/",
    "/.env",
]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/api/v1/users/me?x=1", "user_service.web"),
        ("/admin/users/login/", "user_service.web"),
        ("/.well-known/jwks.json", "user_service.web"),
        ("/api/v1/notifications/inbox", "notification_service.web"),
        ("/admin/notifications/static/a.css", "notification_service.web"),
    ],
)
def test_a_path_leads_to_its_service_unchanged(running: Launched, path: str, part: str) -> None:
    told = running.get(path).json
    assert (told["path"], told["environment"]["LAUNCH_PART"]) == (path, part)


@pytest.mark.parametrize("path", HIDDEN)
def test_what_is_not_public_is_not_found_in_any_spelling(running: Launched, path: str) -> None:
    answer = running.get(path)
    assert (answer.status, answer.json["code"]) == (404, "not-found")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_admin_site_without_its_slash_redirects(running: Launched) -> None:
    answer = running.get("/admin/users")
    assert (answer.status, answer.headers["Location"]) == (308, "/admin/users/")


def test_the_start_page_leads_to_documents_and_admin_sites(running: Launched) -> None:
    page, listed = running.get("/"), running.get("/", Accept="application/json")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'href="/api/v1/users/docs/"' in page.body
    assert b'href="/admin/notifications/"' in page.body
    assert listed.json["users"] == "/api/v1/users/docs/"


def test_a_request_id_is_passed_on_and_given_back(running: Launched) -> None:
    answer = running.get("/api/v1/users/", **{"X-Request-ID": "order-66.abc_DEF"})
    assert answer.json["headers"]["X-Request-Id"] == "order-66.abc_DEF"
    assert answer.headers["X-Request-ID"] == "order-66.abc_DEF"


@pytest.mark.parametrize("given", ["", "short", "has a space in it", "x" * 65, 'a"injected"b'])
def test_a_request_id_that_is_none_is_replaced(running: Launched, given: str) -> None:
    answer = running.get("/api/v1/users/", **{"X-Request-ID": given})
    passed_on = answer.json["headers"]["X-Request-Id"]
    assert passed_on != given
    assert answer.headers["X-Request-ID"] == passed_on
    assert len(passed_on) == 36


def test_every_answer_carries_the_security_headers(running: Launched) -> None:
    for path in ("/", "/api/v1/users/", "/internal/"):
        headers = running.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers.get_all("Server") is None


def test_a_body_of_ten_megabytes_passes(running: Launched) -> None:
    assert running.get("/api/v1/users/", method="POST", body=b"x" * 10 * 2**20).status == 200


def test_a_body_over_the_limit_is_refused_and_its_rest_is_no_next_request(
    running: Launched,
) -> None:
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=10)) as connection:
        connection.putrequest("POST", "/api/v1/users/")
        connection.putheader("Content-Length", str(13 * 2**20))
        connection.endheaders()
        connection.send(b"x" * 12_000_001)  # who sends on meanwhile may find the line cut
        answer = connection.getresponse()
        assert (answer.status, json.load(answer)["code"]) == (413, "body-too-large")
        assert answer.headers["Connection"] == "close"


def test_forged_addresses_do_not_reach_a_service(running: Launched) -> None:
    told = running.get("/api/v1/users/", **{"X-Forwarded-For": "203.0.113.9"}).json
    assert told["headers"]["X-Forwarded-For"] == "127.0.0.1"


def test_events_of_the_stream_come_one_by_one(running: Launched) -> None:
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=10)) as connection:
        connection.request("GET", "/api/v1/notifications/stream/")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert [answer.read(9) for _ in range(3)] == [b"data: x\n\n"] * 3


def test_a_part_that_is_away_is_a_problem_and_no_page(running: Launched) -> None:
    answer = running.get("/api/v1/ats/")  # no member of this workspace serves it
    assert (answer.status, answer.json["code"]) == (503, "service-away")
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["X-Request-ID"] == answer.json["request_id"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers.get_all("Server") is None
