"""Kinds of widgets, each as some library builds it: filled as a person would, and read back."""

from dataclasses import replace
from pathlib import Path

import pytest

from agent_service.browser import Session
from agent_service.forms import filler
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer
from agent_service.forms.manifest import Value

pytestmark = pytest.mark.browser
PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def nadia(person: Candidate, monkeypatch: pytest.MonkeyPatch) -> Candidate:
    """Return the person with what these pages ask besides."""
    monkeypatch.setattr(filler, "_PARSE_QUIET", 0.0)
    return replace(
        person,
        profile={**person.profile, "skills": [{"name": "SQL"}, {"name": "Tableau"}]},
        answers=(
            *person.answers,
            StandingAnswer("w1", "available_from", "2027-01-11"),
            StandingAnswer("w2", "relocate", "Yes"),
        ),
    )


def filled(session: Session, page: str, person: Candidate) -> dict[str, Value]:
    """Return what stands in each field of a page, by label."""
    draft = session.prepare((PAGES / page).as_uri(), person, JobContext())
    assert [(q.label, q.why) for q in draft.questions] == []
    return {f.label: f.read_back for f in draft.manifest.fields}


def test_every_kind_of_widget_holds_its_answer(session: Session, nadia: Candidate) -> None:
    assert filled(session, "kinds.html", nadia) == {
        "E-mail": "nadia@example.org",
        "How did you hear about us?": "Company website",
        "Country": "United States",
        "Which of these do you know?": ("SQL", "Tableau"),
        "Where do you live?": "Austin, Texas, United States",
        "Are you legally authorized to work in the United States?": "Yes",
        "Do you now or will you ever need visa sponsorship?": "No",
        "Earliest start date": "11/01/2027",
        "Date available": "January/11/2027",
        "When could you begin?": "11.01.2027",
        "Phone country": "+1",
        "Mobile phone": "+17375550182",
        "Preferred first name": "Nadia",
        "Résumé": "nadia.pdf",
        "Cover letter": "letter.pdf",
        "Photo": None,
        "I agree to the privacy policy": True,
        "Why do you want to work at Ostrava Lines?": "I like waiting rooms.\n"
        "Especially short ones.",
        "First name": "Nadia",
        "Last name": "van den Berg",
        "Will you relocate?": "Yes",
        "Salary expectation": "85000 USD",
    }
