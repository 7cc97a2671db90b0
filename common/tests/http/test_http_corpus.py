import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from common import http
from common.http.addresses import is_public

pytestmark = pytest.mark.corpus

PUBLIC = "93.184.216.34"
NAMES = {
    "multi.test": [PUBLIC, "127.0.0.1"],
    "cname.test": ["127.0.0.1"],
    "aaaa.test": [PUBLIC, "::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "zero.test": ["0.0.0.0"],
}
#: Pages that a browser would follow further; the client reads them and goes nowhere.
PAGES = ("/meta-refresh", "/js-location", "/img", "/fetch", "/form", "/basic-auth")


def rows() -> list[tuple[str, str, str]]:
    if "CORPUS_DIR" not in os.environ:
        pytest.skip("set CORPUS_DIR to read the corpus of URLs")
    text = (Path(os.environ["CORPUS_DIR"]) / "bad" / "ssrf_urls.tsv").read_text()
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(json.loads(url), expected, why) for url, expected, why in lines]


def client(site: Any, seconds: float) -> http.Client:
    flips = [[PUBLIC], ["127.0.0.1"]]

    def resolver(host: str, port: int) -> Sequence[str]:
        return flips.pop(0) if host == "rebind.test" else NAMES.get(host, [PUBLIC])

    limits = http.Limits(size=300_000, total=seconds)
    return http.Client([site.host], resolver, limits, sleep=lambda seconds: None)


def outcome(site: Any, url: str, seconds: float = 9) -> str:
    try:
        client(site, seconds).get(url, accept=("text/html",))
    except http.Unreachable:
        return "allow"  # judged, connected to, and nobody outside answers a test
    except http.OutboundError:
        return "block"
    return "read"


def test_every_url_of_the_corpus_comes_out_as_expected(site: Any, connects: list[str]) -> None:
    wrong, judged = [], rows()
    for url, expected, why in judged:
        if "{T}" not in url and outcome(site, url) != expected:
            wrong.append((url, expected, why))
    assert wrong == []
    assert len(judged) > 100
    assert all(is_public(address) for address in connects)


def test_no_page_of_the_hostile_site_does_harm(
    site: Any, canary: Any, connects: list[str]
) -> None:
    wrong = []
    for url, expected, why in rows():
        if "{T}" in url and "/tls-" not in url:  # TLS has tests of its own
            url = url.replace("{T}", site.url).replace("{P2}", str(canary.port))
            path = url.removeprefix(site.url).partition("?")[0]
            if outcome(site, url, 0.3) == "read" and not path.startswith(PAGES):
                wrong.append((url, expected, why))
    assert [url for url, *_ in wrong] == []
    assert (canary.visits, set(connects)) == ([], {"127.0.0.1"})
