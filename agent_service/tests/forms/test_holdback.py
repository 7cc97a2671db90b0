"""Which requests may leave, by stage."""

import pytest

from agent_service.forms.holdback import Ask, Holdback, is_captcha, site_of
from agent_service.forms.traces import Traces

SITE = "https://jobs.acme.co.uk/apply"
POST = Ask("POST", "https://api.acme.co.uk/applications", "fetch", 900)


def holdback(stage: str, *, consent: bool = False) -> Holdback:
    return Holdback(consent, stage, ("acme.co.uk",), Traces(["Nadia Berg"]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://jobs.acme.co.uk/x", "acme.co.uk"),
        ("https://a.b.example.com", "example.com"),
        ("https://mallory.github.io/x", "mallory.github.io"),
        ("http://127.0.0.1/", "127.0.0.1:80"),
        ("https://localhost/", "localhost:443"),
        ("ws://[::1]:8000/", "::1:8000"),
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
    assert door.judge(Ask("GET", "https://cdn.example/a.js", "script"))
    assert door.judge(Ask("GET", "https://stats.example/?n=TmFkaWEgQmVyZw==", "image"))


def test_with_consent_the_form_itself_leaves_only_to_turn_its_page() -> None:
    door = holdback("held", consent=True)
    step = Ask("POST", SITE, "document", 200)
    assert door.judge(step)
    door.turning = True
    assert door.judge(step) == ""


def test_submitting_lets_the_submission_go_and_nothing_beside_it() -> None:
    door = holdback("submitting")
    assert door.judge(POST) == ""
    assert door.judge(Ask("POST", "https://stats.example/collect", "fetch", 10))
    assert door.judge(Ask("POST", SITE, "ping", 10))
    assert door.judge(Ask("GET", "wss://api.acme.co.uk/live", "websocket"))


def test_a_page_that_posts_the_same_again_is_stopped() -> None:
    door = holdback("submitting")
    assert (door.judge(POST), door.judge(POST)) == ("", "it repeats what was sent already")


def test_submitting_asks_nobody_else_for_anything() -> None:
    door = holdback("submitting")
    assert door.judge(Ask("GET", "https://stats.example/a", "image"))
    assert door.judge(Ask("GET", "https://docs.google.com/forms/d/x/formResponse", "fetch"))
    assert door.judge(Ask("GET", "https://www.google.com/recaptcha/api2/anchor", "document")) == ""
    assert door.judge(Ask("GET", "https://www.google.com/recaptcha/?n=Nadia%20Berg", "script"))


def test_a_server_may_lead_to_a_page_that_thanks_but_not_with_what_it_was_told() -> None:
    door = holdback("submitting")
    assert door.judge_redirect(Ask("GET", "https://acme.example/thanks", "document")) == ""
    assert door.judge_redirect(Ask("GET", "https://acme.example/?n=nadia+berg", "document"))
    assert door.judge_redirect(Ask("POST", "https://acme.example/apply", "document", 900))


@pytest.mark.parametrize(
    "text",
    [
        "/x/TmFkaWEgQmVyZw==",  # base64 from the first letter on
        "/x/PE5hZGlhIEJlcmc+",  # from a later one
        "/x?n=greB%20aidaN",
        "/x/4e6164696120426572672e",
        "/x/Nadia%2520Berg",
    ],
)
def test_a_value_is_found_in_its_disguises(text: str) -> None:
    assert Traces(["Nadia Berg"]).in_text(text)


def test_a_maker_of_captchas_is_trusted_with_nothing_else() -> None:
    assert is_captcha("https://newassets.hcaptcha.com/captcha/v1/x")
    assert not is_captcha("https://docs.google.com/forms/")
    assert not is_captcha("https://hcaptcha.com.example/")
