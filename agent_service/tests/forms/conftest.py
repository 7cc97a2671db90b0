"""A real browser, a practice employer of its own, and a person to apply for."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from practice_posting import Practice, publish

from agent_service import browser
from agent_service.forms import chromium
from agent_service.forms.candidate import Candidate, Document, JobContext, StandingAnswer
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import Manifest
from agent_service.practice.server import Employer
from agent_service.practice.store import Store


@pytest.fixture(scope="session")
def employer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Employer]:
    with Employer(0, Store(tmp_path_factory.mktemp("employer"))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def practice(employer: Employer) -> Practice:
    return publish(employer)


@pytest.fixture(scope="session")
def session() -> Iterator[browser.Session]:
    """Return one browser for all tests; each form gets a context of its own in it."""
    if chromium.find_installed() is None:
        pytest.skip(f"no browser: {chromium.INSTALL_COMMAND}")
    with browser.session(timeout=90) as opened:
        yield opened


@pytest.fixture(scope="session")
def job() -> JobContext:
    return JobContext(employer="Larkspur Health", title="Data Analyst", country="US")


@pytest.fixture(scope="session")
def person(tmp_path_factory: pytest.TempPathFactory) -> Candidate:
    """Return a person with a profile, a full answer bank, a résumé and a letter."""
    folder = tmp_path_factory.mktemp("documents")
    return Candidate(
        profile={
            "basics": {
                "name": "Nadia van den Berg",
                "email": "nadia@example.org",
                "phone": "+1 737 555 0182",
                "location": {"city": "Austin", "region": "Texas", "countryCode": "US"},
                "profiles": [{"network": "LinkedIn", "url": "https://www.linkedin.com/in/nadia"}],
            },
            "work": [{"name": "Brook & Co", "position": "Analyst", "startDate": "2022-01"}],
        },
        answers=(
            StandingAnswer("a1", "work_authorization", "Yes", country="US"),
            StandingAnswer("a2", "sponsorship", "No", country="US"),
            StandingAnswer("a3", "eeo", "decline"),
            StandingAnswer("a4", "consent_privacy", "Yes"),
            StandingAnswer("a5", "motivation", "I like waiting rooms.\nEspecially short ones."),
            StandingAnswer("a6", "salary", "85000 USD"),
            StandingAnswer("a7", "source", "Company website"),
        ),
        documents=(
            _document(folder, "resume", "nadia.pdf", b"%PDF-1.7 resume"),
            _document(folder, "cover_letter", "letter.pdf", b"%PDF-1.7 letter"),
        ),
    )


def _document(folder: Path, kind: Any, name: str, content: bytes) -> Document:
    path = folder / name
    path.write_bytes(content)
    return Document(f"doc-{kind}", kind, name, path, hashlib.sha256(content).hexdigest())


@pytest.fixture(scope="session")
def files(person: Candidate) -> dict[str, Path]:
    return {d.document_id: d.path for d in person.documents}


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[str], str]:
    """Return a function that turns the inside of a form into a page's address."""

    def make(inside: str) -> str:
        path = tmp_path / "form.html"
        path.write_text(f"<!doctype html><main><form>{inside}<button>Send</button></form></main>")
        return path.as_uri()

    return make


@pytest.fixture(scope="session")
def drafted(
    session: browser.Session, employer: Employer, person: Candidate, job: JobContext
) -> tuple[Practice, Draft]:
    """Return a form that was prepared once, for the tests that only look at it."""
    practice = publish(employer)
    return practice, session.prepare(practice.url, person, job)


@pytest.fixture
def approved(practice: Practice, drafted: tuple[Practice, Draft]) -> Manifest:
    """Return the approved manifest of this test's own posting: the same form elsewhere."""
    here = {"url": practice.url, "final_url": practice.url}
    return drafted[1].manifest.model_copy(update=here)
