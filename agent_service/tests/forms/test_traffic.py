"""What is noted of a page's requests."""

from types import SimpleNamespace
from typing import Any

import pytest

from agent_service.forms.traces import Traces
from agent_service.forms.traffic import Traffic

FORM = "https://acme.example/apply"
BROWSER = {
    "sec-ch-ua-mobile": "?0",
    "sec-ch-ua-platform": '"Linux"',
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0",
    "accept": "text/html,application/xhtml+xml",
}


def done(*_: Any) -> None:
    """Let a request go on, or end."""


def asked(traffic: Traffic, headers: dict[str, str], url: str = FORM) -> bool:
    """Ask for an address as the page would; return whether that carries the person's words."""
    request = SimpleNamespace(
        method="GET", url=url, resource_type="document", headers=headers, post_data_buffer=None
    )
    traffic.route(SimpleNamespace(request=request, continue_=done, abort=done))
    return traffic.log()[-1].carries


@pytest.fixture
def filled() -> Traffic:
    """Return the traffic of a form that was read and now holds a person's answers."""
    traffic = Traffic(False, lambda url: None)
    traffic.own(FORM)
    asked(traffic, BROWSER)
    traffic.holdback.values = Traces(["Mobile", "Linux", "HTML", "Nadia Berg"])
    traffic.holdback.stage = "submitting"
    return traffic


def test_what_the_browser_says_of_itself_is_no_answer_of_the_person(filled: Traffic) -> None:
    assert not asked(filled, {**BROWSER, "referer": FORM})


@pytest.mark.parametrize(
    "headers",
    [
        {"x-kind": "Mobile"},
        {"accept": "text/nadia+berg"},
        {"user-agent": "Nadia Berg"},
        {"referer": f"{FORM}?name=Nadia%20Berg"},
    ],
)
def test_a_header_that_holds_an_answer_is_seen(filled: Traffic, headers: dict[str, str]) -> None:
    assert asked(filled, {**BROWSER, **headers})
