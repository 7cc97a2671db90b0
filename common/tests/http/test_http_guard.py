import threading
from collections.abc import Sequence

import pytest
from django.conf import settings

from common.http import BadUrl, Blocked, Guard, TooSlow, Unreachable, check_url
from common.http.guard import operator_allowed_hosts

PUBLIC = "93.184.216.34"


def guard(*allowed: str, answers: Sequence[str] = (PUBLIC,)) -> Guard:
    return Guard(allowed, resolver=lambda host, port: answers)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://EXAMPLE.com.:443/a?b=1#c", "https://example.com/a?b=1"),
        ("http://example.com/a%20b/✓?q=é", "http://example.com/a%20b/%E2%9C%93?q=%C3%A9"),
        ("https://example.com//jobs//1", "https://example.com//jobs//1"),
        ("https://münchen.example/x", "https://xn--mnchen-3ya.example/x"),
        ("https://jobs_2.example.com/", "https://jobs_2.example.com/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700:4700:0::1111]/", "https://[2606:4700:4700::1111]/"),
        ("https://example.com/@someone?to=a@b.c", "https://example.com/@someone?to=a@b.c"),
    ],
)
def test_good_addresses_have_one_normal_form(url: str, normal: str) -> None:
    assert check_url(url) == normal


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://100.64.0.1/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "http://metadata.google.internal/",
        "http://redis/",
        "http://printer.local/",
        "http://example.com:22/",
        "http://example.com:8080/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "javascript:alert(1)",
        "ws://example.com/",
    ],
)
def test_what_lies_inside_is_never_called(url: str) -> None:
    with pytest.raises(Blocked) as refused:
        check_url(url)
    assert (refused.value.code, refused.value.permanent) == ("address-not-allowed", True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/job",
        "//example.com/",
        "http://",
        "http://?",
        "http:///example.com/",
        "http:example.com/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://127.000.000.001/",
        "http://0/",
        "http://example.0x7f/",
        "http://①②⑦.⓪.⓪.①/",
        "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
        "http://127。0。0。1/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "http://example.com@127.0.0.1/",
        "http://a:b@example.com/",
        "http://example.com\\@127.0.0.1/",
        "http://exam\tple.com/",
        "http://example.com/\r\nHost: x",
        " http://example.com/",
        "http://example.com/a b",
        "http://127.0.0.1%00.example.com/",
        "http://[fe80::1%25lo]/",
        "http://[127.0.0.1]/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:-1/",
        f"http://{'a.' * 130}com/",
        f"http://{'a' * 64}.com/",
        f"https://example.com/{'a' * 5000}",
    ],
)
def test_what_readers_could_read_differently_is_no_address(url: str) -> None:
    with pytest.raises(BadUrl) as refused:
        check_url(url)
    assert refused.value.code == "url-not-usable"


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        [PUBLIC, "::1"],
        ["::ffff:127.0.0.1"],
        ["0.0.0.0"],
        ["fe80::1%eth0"],
        ["192.168.1.1"],
    ],
)
def test_every_address_of_a_name_must_be_public(answers: list[str]) -> None:
    with pytest.raises(Blocked, match=r"jobs\.example lies inside"):
        guard(answers=answers).addresses("jobs.example", 443, timeout=5)


def test_public_addresses_are_given_once_each() -> None:
    found = guard(answers=[PUBLIC, PUBLIC, "2606:4700::1"])
    assert found.addresses("jobs.example", 443, timeout=5) == [PUBLIC, "2606:4700::1"]


def test_an_address_is_not_looked_up() -> None:
    assert guard(answers=["127.0.0.1"]).addresses("8.8.8.8", 80, timeout=5) == ["8.8.8.8"]


def test_a_name_without_address_is_unreachable() -> None:
    with pytest.raises(Unreachable) as failed:
        guard(answers=[]).addresses("jobs.example", 443, timeout=5)
    assert failed.value.permanent is False


def test_a_resolver_that_fails_makes_the_name_unreachable() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise UnicodeError("label too long")

    with pytest.raises(Unreachable):
        Guard([], resolver=fail).addresses("jobs.example", 443, timeout=5)


def test_a_resolver_that_hangs_is_given_up() -> None:
    released = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        released.wait(30)
        return [PUBLIC]

    with pytest.raises(TooSlow):
        Guard([], resolver=hang).addresses("jobs.example", 443, timeout=0.05)
    released.set()


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("nas", "http://nas/"),
        ("nas", "https://nas/"),
        ("nas:8080", "http://NAS:8080/"),
        (" 192.168.1.5:81 ", "http://192.168.1.5:81/"),
        ("[::1]:9000", "http://[0:0::1]:9000/"),
        ("[fd00::1]", "http://[fd00::1]/"),
        ("jobs.example:8443", "https://jobs.example:8443/"),
    ],
)
def test_the_operator_may_admit_a_host(entry: str, url: str) -> None:
    assert guard(entry).check_url(url).url


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("nas", "http://nas:8080/"),
        ("nas:8080", "http://nas/"),
        ("nas:8080", "http://sub.nas:8080/"),
        ("localhost:8080", "http://127.0.0.1:8080/"),
        ("127.0.0.1:8080", "http://127.0.0.1:8081/"),
        ("nas", "ftp://nas/"),
    ],
)
def test_an_admitted_host_opens_nothing_else(entry: str, url: str) -> None:
    with pytest.raises(Blocked):
        guard(entry).check_url(url)


def test_an_admitted_name_may_lie_inside() -> None:
    admitted = guard("nas:81", answers=["192.168.1.5"])
    assert admitted.addresses("nas", 81, timeout=5) == ["192.168.1.5"]


@pytest.mark.parametrize("entry", ["http://nas", "nas:", "nas:port", "a b", "fd00::1", ""])
def test_a_wrong_entry_of_the_operator_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="OPERATOR_ALLOWED_HOSTS"):
        guard(entry)


def test_the_operators_list_comes_from_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPERATOR_ALLOWED_HOSTS", ["nas:81"], raising=False)
    assert operator_allowed_hosts() == ["nas:81"]
    assert check_url("http://nas:81/x") == "http://nas:81/x"
