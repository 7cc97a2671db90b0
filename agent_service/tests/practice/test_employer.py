"""The practice employer: what it offers, keeps, counts and refuses."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent_service.practice.compare import mismatches
from agent_service.practice.postings import publish_first
from agent_service.practice.server import Employer
from agent_service.practice.store import Store

NOON = "2026-11-02T12:00:00+00:00"
GOOD = {
    "first_name": "Ada",
    "last_name": "Lind",
    "email": "ada@example.org",
    "location": "Graz",
    "motivation": "Because.",
    "authorized": "Yes",
    "sponsorship": "No",
    "consent": "Yes",
}


@pytest.fixture
def employer(tmp_path: Path) -> Iterator[Employer]:
    store = Store(tmp_path)
    publish_first(store, at=NOON)
    with Employer(0, store) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(employer: Employer, path: str) -> Any:
    with urllib.request.urlopen(f"{employer.origin}{path}", timeout=10) as answer:
        body = answer.read()
        return json.loads(body) if "json" in answer.headers["Content-Type"] else body.decode()


def post(employer: Employer, path: str, body: bytes, kind: str) -> tuple[int, str]:
    request = urllib.request.Request(
        f"{employer.origin}{path}", body, {"Content-Type": kind}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def apply(employer: Employer, path: str, fields: dict[str, str]) -> tuple[int, str]:
    """Send an application with a résumé."""
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    resume = (
        '--b\r\nContent-Disposition: form-data; name="resume"; filename="a.pdf"\r\n\r\n%PDF\r\n'
        '--b\r\nContent-Disposition: form-data; name="cover_letter"; filename=""\r\n\r\n\r\n'
        "--b--\r\n"
    )
    return post(
        employer, path, ("".join(parts) + resume).encode(), "multipart/form-data; boundary=b"
    )


def test_the_feed_lists_three_positions_with_their_questions(employer: Employer) -> None:
    listed = get(employer, "/v1/boards/practice/jobs")
    assert listed["meta"] == {"total": 3}
    job = get(employer, f"/v1/boards/practice/jobs/{listed['jobs'][0]['id']}?questions=true")
    assert {"id", "title", "location", "absolute_url", "content"} <= job.keys()
    assert {k: job["questions"][0][k] for k in ("label", "required")} == {
        "label": "First name",
        "required": True,
    }


def test_a_posting_carries_its_markup(employer: Employer) -> None:
    page = get(employer, "/jobs/1")
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    markup = json.loads(text)
    assert (markup["@type"], markup["title"]) == ("JobPosting", "Backend Engineer")
    assert markup["hiringOrganization"]["name"] == "Tidewater Freight"


def test_an_application_is_kept_with_its_files_and_counted(employer: Employer) -> None:
    status, page = apply(employer, "/jobs/1/apply", {**GOOD, "website_url": ""})
    received = get(employer, "/_received?job=1")
    assert (status, "Thank you for applying" in page) == (200, True)
    assert (received["count"], received["posts"]) == (1, 1)
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert received["applications"][0]["files"] == [
        {"field": "resume", "name": "a.pdf", "size": 4, "sha256": digest}
    ]


def test_a_missing_answer_is_refused_and_nothing_is_kept(employer: Employer) -> None:
    status, page = apply(employer, "/jobs/1/apply", {**GOOD, "email": ""})
    assert (status, "E-mail is required" in page) == (422, True)
    assert get(employer, "/_received?job=1")["count"] == 0


@pytest.mark.parametrize(
    ("mode", "status", "kept"),
    [("500", 500, 0), ("500_after", 500, 1), ("validation", 422, 0), ("drop_confirm", 200, 1)],
)
def test_it_misbehaves_on_demand(employer: Employer, mode: str, status: int, kept: int) -> None:
    said = json.dumps({"mode": mode, "job": "1"}).encode()
    assert post(employer, "/_mode", said, "application/json")[0] == 200
    assert apply(employer, "/jobs/1/apply", GOOD)[0] == status
    assert get(employer, "/_received?job=1")["count"] == kept


def test_a_mode_in_the_address_travels_through_the_form(employer: Employer) -> None:
    assert 'action="/jobs/1/apply?mode=500"' in get(employer, "/jobs/1/apply?mode=500")
    assert apply(employer, "/jobs/1/apply?mode=500", GOOD)[0] == 500


def test_somebody_elses_posting_is_published_and_escaped(employer: Employer) -> None:
    given = {
        "title": "<b>Cook</b>",
        "company": "A & B",
        "location": "Oslo, Norway",
        "text": "</script>",
    }
    status, body = post(employer, "/_publish", json.dumps(given).encode(), "application/json")
    page = get(employer, json.loads(body)["url"].removeprefix(employer.origin))
    assert status == 201
    assert "&lt;b&gt;Cook&lt;/b&gt;" in page
    assert page.count("</script>") == 1


@pytest.mark.parametrize("body", [b"", b"[]", b'{"title": "x"}', b"\xff"])
def test_half_a_posting_is_refused(employer: Employer, body: bytes) -> None:
    assert post(employer, "/_publish", body, "application/json")[0] == 422


def test_what_it_keeps_survives_a_restart(tmp_path: Path) -> None:
    first = Store(tmp_path)
    publish_first(first, at=NOON)
    first.receive(first.postings()[0], [("a", "b")], [], at=NOON)
    first.close()
    again = Store(tmp_path)
    publish_first(again, at=NOON)
    assert (len(again.postings()), len(again.received("3"))) == (3, 1)
    again.close()


def test_it_does_not_start_in_production(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "agent_service.practice", "--port", "0", "--store", str(tmp_path)],
        env={**os.environ, "ENVIRONMENT": "production"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, "does not run in production" in done.stderr) == (2, True)


def test_the_comparison_names_every_departure() -> None:
    manifest = {
        "fields": [
            {"name": "a", "kind": "text", "value": "one\ntwo"},
            {"name": "b", "kind": "checkbox", "value": True},
            {"name": "c", "kind": "text", "value": None},
        ],
        "files": [{"field": "cv", "name": "a.pdf", "sha256": "x", "size": 1}],
    }
    equal = {
        "fields": [["a", "one\r\ntwo"], ["b", "Yes"], ["c", ""]],
        "files": [{"field": "cv", "name": "a.pdf", "sha256": "x", "size": 1}],
    }
    other = {"fields": [["a", "one"], ["d", "x"]], "files": []}
    assert mismatches(manifest, equal) == []
    assert [m.split(":")[0] for m in mismatches(manifest, other)] == [
        "field a",
        "field b",
        "field d",
        "file cv",
    ]
