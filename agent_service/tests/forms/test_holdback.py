"""Which requests may leave, by stage."""

import pytest

from agent_service.forms.holdback import Ask, Holdback, site_of, telling

SITE = "https://jobs.acme.co.uk/apply"
POST = Ask("POST", "https://api.acme.co.uk/applications", "fetch", 900)


def holdback(stage: str, *, consent: bool = False) -> Holdback:
    return Holdback(consent, stage, ("acme.co.uk",), telling(["Nadia Berg"]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://jobs.acme.co.uk/x", "acme.co.uk"),
        ("https://a.b.example.com", "example.com"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
    ],
)
def test_a_site_is_a_registrable_domain(url: str, site: str) -> None:
    assert site_of(url) == site


def test_while_reading_pages_load_and_no_body_leaves() -> None:
    door = holdback("reading")
    assert door.judge(Ask("GET", SITE, "document")) == ""
    assert door.judge(POST)
    assert door.judge(Ask("POST", SITE, "ping", 5))


def test_while_held_nothing_leaves() -> None:
    assert holdback("held").judge(Ask("GET", "https://jobs.acme.co.uk/opts?q=", "fetch"))


def test_with_consent_only_the_site_itself_is_spoken_to() -> None:
    door = holdback("held", consent=True)
    assert door.judge(POST) == ""
    assert door.judge(Ask("POST", "https://stats.example/collect", "fetch", 10))
    assert door.judge(Ask("GET", "https://stats.example/?n=nadia%20berg", "image"))
    assert door.judge(Ask("GET", "https://cdn.example/a.js", "script")) == ""


def test_submitting_lets_the_submission_go_and_nothing_beside_it() -> None:
    door = holdback("submitting")
    assert door.judge(POST) == ""
    assert door.judge(Ask("POST", "https://stats.example/collect", "fetch", 10))
    assert door.judge(Ask("POST", SITE, "ping", 10))
    assert door.judge(Ask("GET", "wss://api.acme.co.uk/live", "websocket"))


def test_a_page_that_posts_the_same_again_is_stopped() -> None:
    door = holdback("submitting")
    assert (door.judge(POST), door.judge(POST)) == ("", "it repeats what was sent already")
