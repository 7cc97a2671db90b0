import ssl
from typing import Any

import pytest

from common import http
from common.http import client as client_module

HTML = ("text/html",)
FAST = http.Limits(size=200_000, total=5, read=5)


@pytest.fixture
def client(site: Any) -> http.Client:
    return http.Client([site.host], limits=FAST, sleep=lambda seconds: None)


@pytest.mark.parametrize("path", ["/page", "/gzip", "/deflate", "/raw-deflate"])
def test_a_page_is_read_however_it_is_packed(site: Any, client: http.Client, path: str) -> None:
    page = client.get(site.url + path, accept=HTML)
    assert (page.status, page.url, page.media_type) == (200, site.url + path, "text/html")
    assert page.text == "<title>A job</title><p>Zoë wants you.</p>"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/cp1252", "“Zoë”"),
        ("/meta-charset", '<meta charset="shift_jis">求人'),
        ("/strange-charset", "Zoë"),
    ],
)
def test_text_is_read_in_its_charset(site: Any, client: http.Client, path: str, text: str) -> None:
    assert client.get(site.url + path).text == text


def test_json_is_read_strictly(site: Any, client: http.Client) -> None:
    assert client.get(site.url + "/json", accept=("application/json",)).json() == {"a": [1]}
    with pytest.raises(http.UnexpectedContent):
        client.get(site.url + "/page").json()


def test_nothing_about_us_is_sent_but_what_is_needed(
    site: Any, client: http.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    client.get(site.url + "/echo?a=b", accept=("text/plain",))
    assert site.visits[0].head.decode().split("\r\n") == [
        "GET /echo?a=b HTTP/1.1",
        f"host: {site.host}",
        "user-agent: JobApplierAgent/1.0",
        "accept-encoding: gzip, deflate",
        "connection: close",
        "accept: text/plain",
        "",
        "",
    ]


def test_the_name_is_resolved_once_and_sent_unchanged(site: Any, connects: list[str]) -> None:
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    name = f"jobs.example:{site.port}"
    answer = http.Client([name], resolver, FAST).get(f"http://JOBS.example.:{site.port}/page")
    assert (answer.ok, asked, connects) == (True, ["jobs.example"], ["127.0.0.1"])
    assert site.visits[0].header("host") == name


def test_a_name_that_changes_its_address_reaches_nothing_inside(
    canary: Any, connects: list[str]
) -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    client = http.Client([], lambda host, port: answers.pop(0), FAST, sleep=lambda seconds: None)
    with pytest.raises(http.Blocked):
        client.get("http://rebind.example/")
    assert (connects, canary.visits) == (["93.184.216.34"], [])


@pytest.mark.parametrize("status", ["/redirect", "/redirect307"])
@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:{port}/secret", "//127.0.0.1:{port}/", "http://169.254.169.254/",
     "file:///etc/passwd", "gopher://127.0.0.1/", "http://2130706433:{port}/"],
)  # fmt: skip
def test_no_redirect_leads_inside(
    site: Any, canary: Any, client: http.Client, status: str, target: str
) -> None:
    with pytest.raises(http.Blocked):
        client.get(f"{site.url}{status}?to={target.format(port=canary.port)}")
    assert canary.visits == []


def test_redirects_within_the_allowed_are_followed(site: Any, client: http.Client) -> None:
    assert client.get(f"{site.url}/redirect-chain/5").url == f"{site.url}/redirect-chain/0"
    assert client.get(f"{site.url}/redirect?to=page").url == f"{site.url}/page"


@pytest.mark.parametrize("path", ["/redirect-chain/6", "/redirect-chain/50", "/redirect-loop"])
def test_redirects_come_to_an_end(site: Any, client: http.Client, path: str) -> None:
    with pytest.raises(http.TooManyRedirects):
        client.get(site.url + path)
    assert len(site.visits) == 6


def test_own_headers_stay_with_the_first_origin(site: Any, canary: Any) -> None:
    client = http.Client([site.host, canary.host], limits=FAST)
    client.get(f"{site.url}/redirect?to={canary.url}/page", headers={"X-Token": "secret"})
    assert [visit.header("x-token") for visit in (*site.visits, *canary.visits)] == [
        "secret",
        None,
    ]


def test_a_redirect_from_https_to_http_is_refused() -> None:
    client = http.Client(["jobs.example"])
    target = client.guard.check_url("https://jobs.example/")
    with pytest.raises(http.Blocked, match="from https to http"):
        client._next(target, "http://jobs.example/")


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/huge", http.TooLarge),
        ("/huge-length", http.TooLarge),
        ("/gzip-bomb", http.TooLarge),
        ("/status-100-flood", http.TooLarge),
        ("/br-bomb", http.UnexpectedContent),
        ("/deflate-in-gzip", http.UnexpectedContent),
        ("/broken-gzip", http.UnexpectedContent),
        ("/wrong-type", http.UnexpectedContent),
        ("/download", http.UnexpectedContent),
        ("/json", http.UnexpectedContent),
        ("/no-type", http.UnexpectedContent),
        ("/header-flood", http.Unreachable),
        ("/cookie-flood", http.Unreachable),
        ("/bad-chunk", http.Unreachable),
        ("/reset", http.Unreachable),
    ],
)
def test_hostile_answers_end_with_their_own_error(
    site: Any, client: http.Client, path: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        client.get(site.url + path, accept=HTML)


@pytest.mark.parametrize("path", ["/slow-headers", "/slow-body", "/hang"])
def test_slow_answers_end_at_the_deadline(site: Any, path: str) -> None:
    client = http.Client([site.host], limits=http.Limits(total=0.2))
    with pytest.raises(http.TooSlow) as failed:
        client.get(site.url + path)
    assert (failed.value.code, failed.value.permanent) == ("answer-too-slow", False)


def test_a_small_body_that_unpacks_too_well_is_refused(site: Any) -> None:
    client = http.Client([site.host], limits=http.Limits(size=10**9))
    with pytest.raises(http.TooLarge):
        client.get(site.url + "/gzip-bomb")


def test_a_get_is_tried_again_and_then_succeeds(site: Any) -> None:
    waits: list[float] = []
    site.answers += [
        lambda visit: visit.reset(),
        lambda visit: visit.answer(headers=b"retry-after: 2\r\n", status="503 Busy"),
    ]
    client = http.Client([site.host], limits=FAST, sleep=waits.append)
    assert client.get(site.url + "/page").ok
    assert len(waits) == 2
    assert 0.4 <= waits[0] <= 0.8
    assert waits[1] == 2


def test_no_wait_goes_beyond_the_deadline(site: Any, client: http.Client) -> None:
    site.answers += [
        lambda visit: visit.answer(headers=b"retry-after: 3600\r\n", status="429 Slow down")
    ]
    answer = client.get(site.url + "/page")
    assert (answer.status, len(site.visits)) == (429, 1)


def test_the_last_answer_is_given_when_all_attempts_fail(site: Any, client: http.Client) -> None:
    assert client.get(site.url + "/status?code=500").status == 500
    assert len(site.visits) == 3


@pytest.mark.parametrize(
    ("code", "permanent"), [(404, True), (401, True), (429, False), (503, False)]
)
def test_an_error_status_says_whether_to_come_back(
    site: Any, client: http.Client, code: int, permanent: bool
) -> None:
    answer = client.get(f"{site.url}/status?code={code}", accept=("application/json",))
    with pytest.raises(http.BadStatus) as failed:
        answer.raise_for_status()
    assert (failed.value.permanent, failed.value.extra) == (permanent, {"answered": code})


def test_a_post_is_sent_once_and_not_redirected(site: Any, client: http.Client) -> None:
    site.answers += [lambda visit: visit.answer(status="503 Busy")]
    assert client.post(site.url + "/hook", content=b"{}").status == 503
    assert client.post(site.url + "/redirect?to=/page", content=b"{}").status == 302
    assert [visit.head.split(b" ")[0] for visit in site.visits] == [b"POST", b"POST"]


def test_nobody_at_home_is_unreachable(site: Any) -> None:
    site.server_close()
    with pytest.raises(http.Unreachable) as failed:
        http.Client([site.host], sleep=lambda seconds: None).get(site.url)
    assert failed.value.permanent is False


def secure(site: Any) -> http.Client:
    names = [f"jobs.example:{site.port}", f"other.example:{site.port}"]
    return http.Client(names, lambda host, port: ["127.0.0.1"], FAST)


def test_an_untrusted_certificate_is_refused(site: Any, secure_site: ssl.SSLContext) -> None:
    with pytest.raises(http.Untrusted) as failed:
        secure(site).get(f"https://jobs.example:{site.port}/page")
    assert (failed.value.permanent, site.visits) == (True, [])


def test_the_certificate_is_checked_against_the_name_in_the_url(
    site: Any, secure_site: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_trust", lambda: secure_site)
    assert secure(site).get(f"https://jobs.example:{site.port}/page").ok
    with pytest.raises(http.Untrusted):
        secure(site).get(f"https://other.example:{site.port}/page")
    assert site.names == ["jobs.example", "other.example"]


def test_certificates_of_the_system_are_trusted() -> None:
    assert client_module._trust().verify_mode is ssl.CERT_REQUIRED
    assert client_module._trust().check_hostname
