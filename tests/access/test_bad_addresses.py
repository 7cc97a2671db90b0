"""Addresses as openings that must never be called: inner networks, other schemes, redirects."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from belongings import Belongings
from callers import Caller
from person import wait_for
from suite import Suite
from sweep import wrong_problem

#: {P} is a port on which somebody listens and must never be called.
BLOCKED = (
    "http://127.0.0.1:{P}/", "http://localhost:{P}/", "http://127.1:{P}/", "http://0.0.0.0:{P}/",
    "http://2130706433:{P}/", "http://0x7f000001:{P}/", "http://0177.0.0.1:{P}/", "http://0:{P}/",
    "http://[::1]:{P}/", "http://[::ffff:127.0.0.1]:{P}/", "http://[::ffff:7f00:1]:{P}/",
    "http://[64:ff9b::7f00:1]:{P}/", "http://[2002:7f00:1::]:{P}/", "http://[fe80::1%25lo]:{P}/",
    "http://\u2460\u2461\u2466.0.0.1:{P}/", "http://127\u30020.0.1:{P}/", "http://localhost.:{P}/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/",
    "http://100.64.0.1/", "http://192.0.0.192/", "http://224.0.0.1/", "http://[fd00:ec2::254]/",
    "http://user:secret@127.0.0.1:{P}/", "http://example.org@127.0.0.1:{P}/",
    "http://127.0.0.1:{P}\\@example.org/", "file:///etc/passwd", "gopher://127.0.0.1:{P}/_x",
    "ftp://127.0.0.1:{P}/", "data:text/html,<h1>Job</h1>", "javascript:alert(1)", "http://",
    "http:///x", "//127.0.0.1:{P}/", "http://127.0.0.1:99999/", "http://exa mple.org/", "unix:///run/x.sock",
    "http://ats-web:8000/internal/", "http://" + "a" * 300 + ".org/",
    "http://127.0.0.1:{P}/\r\nX: 1",
)  # fmt: skip
#: Where an allowed page may not lead to either; the last one leads to itself.
ELSEWHERE = ("file:///etc/passwd", "gopher://x/", "http://169.254.169.254/", "/round")
#: What an address may be refused with, at once or after it was looked up.
REFUSED = {
    "address-not-allowed", "url-not-usable", "invalid-input", "site-unreachable",
    "too-many-redirects", "site-not-trusted",
}  # fmt: skip


class Trap(BaseHTTPRequestHandler):
    """Leads on to where its query says, or counts who came."""

    def do_GET(self) -> None:
        """Redirect, or hold a secret."""
        asked = parse_qs(urlsplit(self.path).query)
        self.server.came.append(self.path)  # type: ignore[attr-defined]
        if to := "/round" if self.path == "/round" else asked.get("to", [""])[0]:
            self.send_response(302)
            self.send_header("Location", to)
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<h1>Secret Engineer</h1>" + b"<p>inner secret of the network</p>" * 40)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


@contextmanager
def listening(port: int = 0) -> Iterator[Any]:
    """Listen on 127.0.0.1 and remember every path that was asked for."""
    with ThreadingHTTPServer(("127.0.0.1", port), Trap) as server:
        server.came = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def fate(caller: Caller, url: str) -> str:
    """Return the code with which an opening at the address ends; "" where it became one."""
    answer = caller.raw("POST", "/api/v1/agents/openings/", json={"url": url})
    if answer.status_code >= 400:
        assert answer.status_code in (400, 422), (url, answer.text)
        assert not wrong_problem(answer), url
        return str(answer.json()["code"])
    path = f"/api/v1/agents/openings/{answer.json()['id']}/"

    def tried() -> Any:
        found = caller.raw("GET", path).json()
        return found if found["state"] != "fetching" or found["code"] else None

    found = wait_for(tried, url, 60)
    assert found["snapshot"] is None or found["state"] == "ready"
    assert not found["code"] or found["reason"], url
    return str(found["code"])


@pytest.fixture(scope="module")
def caller(suite: Suite, other: Belongings) -> Caller:
    other.person.sign_in()
    return Caller(suite.url, other.person.tokens["access"])


def test_inner_addresses_are_refused_and_never_called(caller: Caller) -> None:
    with listening() as trap:
        urls = [one.replace("{P}", str(trap.server_port)) for one in BLOCKED]
        fates = {url: fate(caller, url) for url in urls}
        assert trap.came == []
    assert {url: code for url, code in fates.items() if code not in REFUSED} == {}


def test_the_form_of_a_pasted_posting_may_not_lie_there_either(caller: Caller) -> None:
    posting = "Platform Engineer\n\n" + "You build what others run, in Python and Django. " * 5
    with listening() as trap:
        for one in BLOCKED[:20]:
            url = one.replace("{P}", str(trap.server_port))
            body = {"text": posting, "url": url}
            answer = caller.raw("POST", "/api/v1/agents/openings/", json=body)
            assert answer.status_code in (400, 422), url
            assert answer.json()["code"] in REFUSED, url
        assert trap.came == []


def test_redirects_to_inner_addresses_are_not_followed(caller: Caller, allowed_port: int) -> None:
    """From a host that is allowed: each hop is judged by itself."""
    with listening() as trap, listening(allowed_port) as allowed:
        start, inner = f"http://127.0.0.1:{allowed_port}", f"127.0.0.1:{trap.server_port}"
        inner_again = f"http://[::1]:{trap.server_port}/"
        for to in (f"http://{inner}/", f"//{inner}/", inner_again, *ELSEWHERE):
            assert fate(caller, f"{start}/?to={to}") in REFUSED, to
        assert trap.came == []
        assert allowed.came


def corpus() -> Path:
    """Return the corpus, or skip."""
    if not (folder := os.environ.get("CORPUS_DIR")):
        pytest.skip("CORPUS_DIR names no corpus")
    return Path(folder)


@pytest.mark.corpus
@pytest.mark.chaos
def test_every_address_of_the_corpus_that_needs_no_server_is_refused(caller: Caller) -> None:
    lines = (corpus() / "bad" / "ssrf_urls.tsv").read_text().splitlines()
    rows = [line.split("\t")[:2] for line in lines if not line.startswith("#")]
    with listening() as trap:
        urls = [
            json.loads(url).replace("{P2}", str(trap.server_port))
            for url, expected in rows
            if expected == "block" and "{T}" not in url
        ]
        assert len(urls) > 100
        wrong = {url: code for url in urls if (code := fate(caller, url)) not in REFUSED}
        assert trap.came == []
    assert wrong == {}


def test_an_address_that_never_answers_is_tried_again_and_says_so(
    caller: Caller, allowed_port: int
) -> None:
    with socket.socket() as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", allowed_port))
        silent.listen()
        assert fate(caller, f"http://127.0.0.1:{allowed_port}/job") == "answer-too-slow"
