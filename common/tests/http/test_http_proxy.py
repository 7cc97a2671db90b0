import contextlib
import logging
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from common.http import FilteringProxy
from common.http.proxy import ProxyLimits


@pytest.fixture
def proxy(site: Any) -> Iterator[FilteringProxy]:
    allowed = [site.host, f"jobs.example:{site.port}"]
    with FilteringProxy(allowed, lambda host, port: ["127.0.0.1"]) as running:
        yield running


def connect(proxy: FilteringProxy) -> socket.socket:
    address = urlsplit(proxy.url)
    return socket.create_connection((address.hostname, address.port), timeout=5)


def talk(proxy: FilteringProxy, data: bytes) -> bytes:
    """Return all that the proxy answers to some bytes."""
    with connect(proxy) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def client(proxy: FilteringProxy) -> httpx2.Client:
    return httpx2.Client(proxy=proxy.url, trust_env=False, timeout=5)


def test_an_allowed_page_comes_through(site: Any, proxy: FilteringProxy) -> None:
    with client(proxy) as browser:
        answer = browser.get(f"http://jobs.example:{site.port}/gzip?x=1", headers={"X-A": "b"})
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")
    assert "Zoë" in answer.text
    (visit,) = site.visits
    assert visit.head.startswith(b"GET /gzip?x=1 HTTP/1.1\r\n")
    assert (visit.header("host"), visit.header("x-a")) == (f"jobs.example:{site.port}", "b")
    assert visit.header("proxy-connection") is None


@pytest.mark.parametrize("chunked", [False, True], ids=["with length", "in chunks"])
def test_a_body_goes_up_whole(site: Any, proxy: FilteringProxy, chunked: bool) -> None:
    received: list[bytes] = []

    def read_all(visit: Any) -> None:
        data = visit.head.partition(b"\r\n\r\n")[2]
        while not data.endswith(b"0\r\n\r\n" if chunked else b"end"):
            data += visit.socket.recv(65536)
        received.append(data)
        visit.answer()

    site.answers.append(read_all)
    body = b"x" * 300_000 + b"end"
    with client(proxy) as browser:
        answer = browser.post(site.url, content=iter([body]) if chunked else body)
    assert answer.status_code == 200
    assert received[0].count(b"x") == 300_000


def test_an_answer_without_length_and_one_without_body_come_through(
    site: Any, proxy: FilteringProxy
) -> None:
    with client(proxy) as browser:
        assert browser.head(f"{site.url}/page").headers["content-length"] == "42"
        site.answers.append(lambda visit: visit.send(b"HTTP/1.0 200 OK\r\n\r\nto the end"))
        assert browser.get(site.url).text == "to the end"


def test_a_tunnel_carries_tls_for_the_name_in_the_url(
    site: Any, proxy: FilteringProxy, secure_site: ssl.SSLContext
) -> None:
    with httpx2.Client(proxy=proxy.url, trust_env=False, verify=secure_site) as browser:
        assert browser.get(f"https://jobs.example:{site.port}/page").status_code == 200
    assert site.names == ["jobs.example"]


@pytest.mark.parametrize(
    "target",
    [
        "127.0.0.1:{port}",
        "localhost:{port}",
        "[::1]:{port}",
        "2130706433:{port}",
        "0x7f.1:80",
        "169.254.169.254:80",
        "inside.example:80",
        "inside.example:443",
        "example.com:25",
        "redis:6379",
        "127.0.0.1:99999",
        "no-port",
        "a@b:80",
    ],
)
def test_a_tunnel_never_leads_inside(canary: Any, proxy: FilteringProxy, target: str) -> None:
    target = target.format(port=canary.port)
    answer = talk(proxy, f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert canary.visits == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/",
        "http://inside.example/",
        "http://169.254.169.254/latest/",
        "http://user@127.0.0.1:{port}/",
        "ftp://127.0.0.1:{port}/",
        "file:///etc/passwd",
        "https://jobs.example/",
        "/",
        "*",
    ],
)
def test_a_request_never_leads_inside(canary: Any, proxy: FilteringProxy, target: str) -> None:
    target = target.format(port=canary.port)
    answer = talk(proxy, f"GET {target} HTTP/1.1\r\nHost: jobs.example\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert canary.visits == []


def test_the_target_counts_and_not_the_host_header(
    site: Any, canary: Any, proxy: FilteringProxy
) -> None:
    request = f"GET {site.url}/page HTTP/1.1\r\nHost: {canary.host}\r\n\r\n"
    assert talk(proxy, request.encode()).startswith(b"HTTP/1.1 200 ")
    assert (site.visits[0].header("host"), canary.visits) == (site.host, [])


def test_a_second_request_on_the_connection_goes_nowhere(
    site: Any, canary: Any, proxy: FilteringProxy
) -> None:
    first = f"GET {site.url}/page HTTP/1.1\r\nHost: a\r\n\r\n"
    second = f"GET {canary.url}/ HTTP/1.1\r\nHost: a\r\n\r\n"
    assert talk(proxy, (first + second).encode()).count(b"HTTP/1.1 ") == 1
    assert (len(site.visits), canary.visits) == (1, [])


def test_refusals_are_logged_by_host_only(
    proxy: FilteringProxy, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), client(proxy) as browser:
        assert browser.get("http://inside.example/secret?token=1").status_code == 403
    assert caplog.messages == ["refused a connection to inside.example"]
    assert list(proxy.refused) == ["inside.example"]


def test_nobody_at_home_is_a_bad_gateway(site: Any, proxy: FilteringProxy) -> None:
    site.server_close()
    with client(proxy) as browser:
        assert browser.get(site.url).status_code == 502


def test_a_site_that_does_not_speak_http_is_a_bad_gateway(
    site: Any, proxy: FilteringProxy
) -> None:
    site.answers.append(lambda visit: visit.send(b"SSH-2.0-OpenSSH\r\n\r\n"))
    with client(proxy) as browser:
        assert browser.get(site.url).status_code == 502


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01 this is TLS\r\n\r\n", b"400"),
        (b"GET http://a/ HTTP/1.1\r\n" + b"x: y\r\n" * 20_000, b"431"),
    ],
    ids=["not http", "header too long"],
)
def test_what_is_no_request_is_refused(proxy: FilteringProxy, data: bytes, status: bytes) -> None:
    with connect(proxy) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(data)
        assert connection.recv(100).split(b" ")[1] == status


def test_too_many_connections_are_turned_away(site: Any) -> None:
    limits = ProxyLimits(connections=1)
    with FilteringProxy([site.host], limits=limits) as proxy, connect(proxy) as first:
        first.sendall(f"CONNECT {site.host} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert first.recv(100).startswith(b"HTTP/1.1 200 ")
        request = f"GET {site.url}/page HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        assert talk(proxy, request).startswith(b"HTTP/1.1 503 ")


@pytest.mark.parametrize(
    "data",
    [b"", b"GET http://jobs", b"CONNECT {host} HTTP/1.1\r\nHost: x\r\n\r\n"],
    ids=["nothing", "half a head", "a silent tunnel"],
)
def test_silence_is_cut_off(site: Any, data: bytes) -> None:
    limits = ProxyLimits(head=0.1, idle=0.1)
    with FilteringProxy([site.host], limits=limits) as proxy:
        answer = talk(proxy, data.replace(b"{host}", site.host.encode()))
    assert answer in (b"", b"HTTP/1.1 200 \r\n\r\n")


def test_a_tunnel_that_moves_one_way_is_not_idle(site: Any) -> None:
    site.answers.append(
        lambda visit: [visit.forever(b"x", every=0.03, times=20), visit.socket.close()]
    )
    with FilteringProxy([site.host], limits=ProxyLimits(idle=0.25)) as proxy:
        data = f"CONNECT {site.host} HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\n"
        assert talk(proxy, data.encode()).endswith(b"x" * 20)


def test_closing_the_proxy_closes_what_it_carries(site: Any) -> None:
    with FilteringProxy([site.host]) as proxy, connect(proxy) as connection:
        connection.sendall(f"CONNECT {site.host} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        connection.recv(100)
        proxy.__exit__(None, None, None)
        assert connection.recv(100) == b""
        assert [t for t in threading.enumerate() if t.name == "filtering-proxy"] == []
        proxy.__enter__()


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
HOSTILE = b"""<title>a job</title>
<img src="http://127.0.0.1:%(port)d/img"><img src="http://localhost:%(port)d/img">
<iframe src="http://[::1]:%(port)d/frame"></iframe>
<script>
fetch("http://127.0.0.1:%(port)d/fetch", {mode: "no-cors"});
new WebSocket("ws://127.0.0.1:%(port)d/socket");
navigator.sendBeacon("http://2130706433:%(port)d/beacon", "x");
</script>"""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="install Chromium: apt-get install chromium")
def test_a_real_browser_is_kept_out_of_the_inside(
    site: Any, canary: Any, proxy: FilteringProxy, tmp_path: Path
) -> None:
    site.answers.append(lambda visit: visit.answer(HOSTILE % {b"port": canary.port}))
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless=new",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            f"--user-data-dir={tmp_path}",
            f"--proxy-server={proxy.url}",
            "--proxy-bypass-list=<-loopback>",
            "--virtual-time-budget=3000",
            "--dump-dom",
            f"http://jobs.example:{site.port}/job",
        ],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"<title>a job</title>" in done.stdout
    assert canary.visits == []
    assert {"127.0.0.1", "localhost", "::1"} <= set(proxy.refused)
