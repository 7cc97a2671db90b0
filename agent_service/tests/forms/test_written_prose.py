"""Free-text questions are answered from the person's facts while the form is filled."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from agent_service.browser import Session
from agent_service.forms.answers import decide
from agent_service.forms.asked import asked
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer
from agent_service.forms.manifest import Value
from agent_service.writing.for_forms import FormWriter

RESUME = {
    "basics": {"name": "Ada Brandt", "summary": "Backend engineer who likes clear writing."},
    "work": [
        {
            "name": "Brightwater",
            "position": "Engineer",
            "startDate": "2021-03",
            "highlights": ["Designed an event pipeline on PostgreSQL and Kafka."],
        }
    ],
    "skills": [{"name": "Kafka"}],
}
POSTING = {"title": "Engineer", "employer": "Acme", "text": "Rust, salary", "language": "en"}
SENTENCES = [
    "My skills include Kafka.",
    "At Brightwater, I designed an event pipeline on PostgreSQL and Kafka.",
]
KAFKA = " ".join(SENTENCES)


def writer() -> FormWriter:
    return FormWriter(UUID(int=7), RESUME, POSTING)


def answered(label: str, candidate: Candidate, maxlength: int = 0) -> tuple[Value, str]:
    control = asked(label, "textarea", name="q", required=True)
    found = decide(replace(control, maxlength=maxlength), candidate, JobContext(employer="Acme"))
    return found.value, found.source.kind


def test_prose_comes_from_facts_with_every_one_of_them_cited() -> None:
    made = writer()
    person = Candidate(profile=RESUME, writer=made)
    control = asked("Describe your experience with Kafka *", "textarea", name="q", required=True)
    found = decide(control, person, JobContext(employer="Acme"))
    assert (found.value, found.source.kind) == (KAFKA, "written")
    again = decide(control, person, JobContext(employer="Acme"))
    assert again.source.ref == found.source.ref
    cited = made.citations(found.source.ref)
    assert cited
    assert cited[0] == control.label
    assert [one["sentence"] for one in cited[1]] == SENTENCES
    ids = {fact["id"] for one in cited[1] for fact in one["facts"]}
    assert ids == set(found.source.fact_ids)


def test_the_persons_own_words_go_first() -> None:
    own = StandingAnswer(
        "a1", "question", "Ask me.", question="Describe your experience with Kafka"
    )
    person = Candidate(profile=RESUME, answers=(own,), writer=writer())
    assert answered("Describe your experience with Kafka", person) == ("Ask me.", "bank")


@pytest.mark.parametrize(
    "label",
    [
        "Why do you want to work at Acme?",
        "Describe your experience with Rust",
        "What are you proud of?",
        "Describe your salary expectations",
        "Describe any criminal convictions",
    ],
)
def test_what_no_fact_says_is_left_to_the_person(label: str) -> None:
    value, source = answered(label, Candidate(profile=RESUME, writer=writer()))
    assert (value, source) == (None, "none")


def test_a_short_box_gets_whole_sentences() -> None:
    person = Candidate(profile=RESUME, writer=writer())
    value, _ = answered("Describe your experience with Kafka", person, maxlength=30)
    assert value == "My skills include Kafka."


@pytest.mark.browser
def test_prose_is_written_into_the_live_form(
    session: Session, page_of: Callable[[str], str]
) -> None:
    inside = (
        '<label for="n">Full name</label><input id="n" required>'
        '<label for="q">Describe your experience with Kafka</label><textarea id="q"></textarea>'
        '<label for="w">Why Acme?</label><textarea id="w" required></textarea>'
    )
    person = Candidate(profile=RESUME, writer=writer())
    draft = session.prepare(page_of(inside), person, JobContext(employer="Acme"))
    assert {one.label: one.read_back for one in draft.manifest.fields} == {
        "Full name": "Ada Brandt",
        "Describe your experience with Kafka": KAFKA,
        "Why Acme?": None,
    }
    assert [one.label for one in draft.questions] == ["Why Acme?"]
