"""A consent opens the way to the sites that it is for, and to no other that a page brings in."""

import pytest

from agent_service.forms.adapter import consented_sites
from agent_service.forms.holdback import Ask, Holdback, Stage
from agent_service.forms.traces import Traces

UPLOAD = "https://api.acme.example/upload"


def held(url: str, stage: Stage = "held", **given: object) -> bool:
    hosts = ("acme.example", "ads.example")  # the page's own, and a frame's
    door = Holdback(consent=True, consented=("acme.example",), stage=stage, hosts=hosts)
    return bool(door.judge(Ask("POST", url, "xhr", 9)))


@pytest.mark.parametrize("stage", ["reading", "held"])
def test_only_the_consented_site_is_sent_to(stage: Stage) -> None:
    assert not held(UPLOAD, stage)
    assert held("https://ads.example/upload", stage)
    assert held("https://elsewhere.example/upload", stage)


def test_an_address_that_carries_a_value_is_held_back_from_other_sites() -> None:
    door = Holdback(
        consent=True, consented=("acme.example",), stage="held", hosts=("acme.example",),
        values=Traces(["Nadia"]),
    )  # fmt: skip
    ask = Ask("GET", "https://ads.example/?who=Nadia", "image")
    assert door.judge(ask)


def test_a_consent_is_for_the_forms_site_and_the_system_that_is_known_to_serve_it() -> None:
    found = consented_sites("https://jobs.acme.example/careers/1", "ashby")
    assert found == ("acme.example", "ashbyhq.com")
    assert consented_sites("https://jobs.acme.example/careers/1", "") == ("acme.example",)
