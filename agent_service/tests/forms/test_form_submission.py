"""The whole way of one application: prepared, approved, refilled, sent once."""

from pathlib import Path

import pytest
from practice_posting import Practice, publish

from agent_service.browser import Session
from agent_service.forms import filler, submit
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.draft import Draft
from agent_service.forms.manifest import Manifest, differences
from agent_service.practice.compare import mismatches
from agent_service.practice.questions import TRAP
from agent_service.practice.server import Employer

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the waits for what this employer does not do: parse a résumé, answer late."""
    monkeypatch.setattr(filler, "_PARSE_QUIET", 0.0)
    monkeypatch.setattr(submit, "_OWN_ERRORS", 0.5)


def test_preparing_fills_everything_and_sends_nothing(drafted: tuple[Practice, Draft]) -> None:
    practice, draft = drafted
    assert draft.questions == ()
    assert {f.label: f.value for f in draft.manifest.fields if f.value} == {
        "First name": "Nadia",
        "Last name": "van den Berg",
        "E-mail": "nadia@example.org",
        "Phone": "+17375550182",
        "Location (city)": "Austin, Texas, United States",
        "LinkedIn profile": "https://www.linkedin.com/in/nadia",
        "Résumé": "nadia.pdf",
        "Cover letter": "letter.pdf",
        "Why do you want to work at Larkspur Health?": "I like waiting rooms.\n"
        "Especially short ones.",
        "Are you legally authorized to work in the United States?": "Yes",
        "Will you now or in the future require sponsorship to work in the United States?": "No",
        "Salary expectation": "85000 USD",
        "How did you hear about us?": "Company website",
        "Gender": "I prefer not to say",
        "Veteran status": "I don't wish to answer",
        "Disability status": "I do not want to answer",
        "I agree that Larkspur Health processes my personal data for this application": True,
    }
    assert (practice.posts(), draft.needs_site_consent, draft.manifest.sent) == (0, False, ())
    assert draft.screenshot_png.startswith(b"\x89PNG")


def test_the_posting_leads_to_its_form(
    session: Session, practice: Practice, person: Candidate, job: JobContext
) -> None:
    draft = session.prepare(practice.posting_url, person, job)
    assert draft.manifest.final_url == practice.url


def test_what_is_approved_arrives_once_field_by_field_and_hash_by_hash(
    session: Session, practice: Practice, approved: Manifest, files: dict[str, Path]
) -> None:
    assert differences(approved, session.refill(approved, files)) == []
    assert practice.posts() == 0
    outcome = session.submit(timeout=20)
    assert (outcome.state, len(practice.received())) == ("submitted", 1)
    application = practice.received()[0]
    assert mismatches(approved.model_dump(mode="json"), application) == []
    assert dict(application["fields"])[TRAP] == ""


def test_a_session_submits_once(
    session: Session, approved: Manifest, files: dict[str, Path], practice: Practice
) -> None:
    session.refill(approved, files)
    session.submit(timeout=20)
    with pytest.raises(RuntimeError):
        session.submit(timeout=20)
    assert len(practice.received()) == 1


@pytest.mark.parametrize(
    ("mode", "state", "kept"),
    [
        ("500", "outcome_unknown", 0),
        ("500_after", "outcome_unknown", 1),
        ("hang_after", "outcome_unknown", 1),
        ("reset", "outcome_unknown", 0),
        ("reset_after", "outcome_unknown", 1),
        ("drop_confirm", "outcome_unknown", 1),
        ("validation", "refused", 0),
        ("slow", "submitted", 1),
    ],
)
def test_each_misbehaviour_is_judged_truly_after_exactly_one_post(
    session: Session,
    practice: Practice,
    approved: Manifest,
    files: dict[str, Path],
    mode: str,
    state: str,
    kept: int,
) -> None:
    practice.misbehave(mode)
    session.refill(approved, files)
    outcome = session.submit(timeout=4)
    posts = [r for r in outcome.requests if r.method == "POST"]
    assert (outcome.state, len(practice.received()), len(posts)) == (state, kept, 1)
    assert practice.posts() == 1


def test_a_form_that_refuses_itself_is_refused_and_nothing_left(
    session: Session,
    practice: Practice,
    person: Candidate,
    job: JobContext,
    files: dict[str, Path],
) -> None:
    silent = Candidate(person.profile, answers=person.answers[:4], documents=person.documents)
    draft = session.prepare(practice.url, silent, job)
    assert [q.label for q in draft.questions] == ["Why do you want to work at Larkspur Health?"]
    session.refill(draft.manifest, files)
    outcome = session.submit(timeout=8)
    assert (outcome.state, practice.posts()) == ("refused", 0)
    assert "no request left" in outcome.proof


def test_what_the_person_says_to_a_question_goes_before_all_else(
    session: Session, drafted: tuple[Practice, Draft], person: Candidate, job: JobContext
) -> None:
    practice, first = drafted[0], drafted[1].manifest
    salary = next(f for f in first.fields if f.name == "salary")
    again = session.prepare(practice.url, person, job, edits={salary.key: "92000 USD"}).manifest
    changed = again.field(salary.key)
    assert (changed.value, changed.source.kind) == ("92000 USD", "edit")
    assert (
        again.digest() == first.edited(salary.key, "92000 USD", by="").digest() != first.digest()
    )


def test_a_form_that_changed_after_approval_differs(
    session: Session, employer: Employer, approved: Manifest, files: dict[str, Path]
) -> None:
    moved = approved.model_copy(update={"url": publish(employer, company="Other").url})
    kinds = {d.kind for d in differences(approved, session.refill(moved, files))}
    assert {"form", "address", "missing", "new"} <= kinds
