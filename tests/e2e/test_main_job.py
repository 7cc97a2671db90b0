"""The main job, end to end, on four real services, through generated clients."""

from pathlib import Path

import pytest
from generated import GeneratedPerson, generate
from journey import Journey, publish, received_by
from suite import ROOT, Suite

from agent_service.forms import chromium
from agent_service.practice.compare import mismatches

pytestmark = pytest.mark.browser
POSTING = {
    "title": "Data Engineer",
    "company": "Harbour Analytics",
    "location": "Hamburg, Germany",
    "text": "Data Engineer\n\nRequirements:\n- 3+ years of experience with Python and SQL\n"
    "- PostgreSQL\n- Fluent English\n\nNice to have:\n- Kubernetes\n\nHybrid, full-time.",
}


@pytest.fixture
def journey(suite: Suite, tmp_path: Path) -> Journey:
    """Return a journey of a person who uses generated clients only."""
    if chromium.find_installed() is None:
        pytest.skip(str(chromium.missing()))
    documents = ROOT / "docs" / "api"
    generate(documents, tmp_path)
    return Journey(GeneratedPerson(suite.url, suite.data / "mail", documents), print)


def test_an_application_is_approved_once_sent_once_and_received_as_approved(
    suite: Suite, journey: Journey
) -> None:
    origin = suite.variable("agent_service", "AGENT_PRACTICE_ORIGIN")
    url = publish(origin, POSTING)
    journey.person.join()
    journey.upload(ROOT / "tests" / "e2e" / "fixtures" / "resume.md")
    journey.fill_profile()
    journey.add_opening(url)
    journey.start()
    journey.prepare()
    job = url.rsplit("/", 1)[-1]
    assert received_by(origin, job)["count"] == 0
    approved = journey.approve()
    application = journey.settled()
    came = received_by(origin, job)
    assert (application["state"], came["count"]) == ("submitted", 1)
    assert mismatches(approved["manifest"]["body"], came["applications"][0]) == []
    assert journey.until("finished")["progress"] == 1.0
    used = journey.person.used  # type: ignore[attr-defined]
    assert {"register", "upload_document", "start_run", "approve_application"} <= used
