"""Approving from a real e-mail, in a real browser, on four real services."""

import re
from pathlib import Path

import httpx2
import pytest
from journey import Journey, publish, received_by
from person import Person, wait_for
from playwright.sync_api import sync_playwright
from suite import ROOT, Suite

from agent_service.forms import chromium

pytestmark = pytest.mark.browser
POSTING = {
    "title": "Harbour Pilot",
    "company": "Nordhafen Lotsen",
    "location": "Hamburg, Germany",
    "text": "Harbour Pilot\n\nRequirements:\n- Python\n- Fluent English\n\nFull-time.",
}


def links_in(mailbox: Path, title: str) -> list[str]:
    """Return the links of the newest mail about a job: to open it, to decide, to snooze."""
    for file in sorted(mailbox.rglob("*.log"), reverse=True):
        text = file.read_text().replace("=\n", "").replace("=3D", "=")
        if title in text:
            return re.findall(r"^[^\n<>]+: (http\S+)$", text.partition("\n--\n")[0], re.MULTILINE)
    return []


def test_a_scanner_approves_nothing_and_the_person_approves_once(suite: Suite) -> None:
    if (found := chromium.find_installed()) is None:
        pytest.skip(str(chromium.missing()))
    origin = suite.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    url = publish(origin, POSTING)
    person = Person(suite.url, suite.data / "mail")
    journey = Journey(person, print)
    journey.person.join()
    journey.upload(ROOT / "tests" / "e2e" / "fixtures" / "resume.md")
    journey.fill_profile()
    journey.add_opening(url)
    journey.start()
    journey.prepare()
    links = wait_for(
        lambda: links_in(suite.data / "mail", "Harbour Pilot") or None, "the mail that asks"
    )
    assert "/review/open/" in links[0]
    assert "/notifications/snooze/" in links[-1]
    answers = [httpx2.get(link, follow_redirects=True).status_code for link in links * 2]
    assert set(answers[1:-1]) <= {200, 409}  # a decision about what was edited since is refused
    assert [answers[0], answers[-1]] == [200, 200]
    job = url.rsplit("/", 1)[-1]
    assert received_by(origin, job)["count"] == 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(links[0])
        page.click("text=Show the application")
        page.click("text=Approve and send once")
        page.wait_for_load_state()
        assert journey.settled()["state"] == "submitted"
        page.goto(links[0])
        assert page.inner_text("h1") == "This review is closed"
        browser.close()
    assert received_by(origin, job)["count"] == 1
    person.http.close()
