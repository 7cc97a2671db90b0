from dataclasses import dataclass
from typing import Any

import pytest

from agent_service.writing.answers import Answer, NeedsPerson, answer
from agent_service.writing.facts import Facts
from agent_service.writing.wording import wording

EN = wording("en")


@dataclass(frozen=True)
class Standing:
    id: str
    question: str
    value: str


BANK = (Standing("a1", "Why do you want to work here?", "Because of the robots."),)


def ask(facts: Facts, posting: dict[str, Any], question: str, limit: int = 0) -> Any:
    return answer(question, facts, BANK, posting, EN, limit=limit)


def test_a_standing_answer_is_given_word_for_word(facts: Facts, posting: dict[str, Any]) -> None:
    found = ask(facts, posting, "Why do you want to work here *")
    assert (found.text, found.standing_id) == ("Because of the robots.", "a1")


def test_experience_is_shown_by_facts(facts: Facts, posting: dict[str, Any]) -> None:
    found = ask(facts, posting, "Describe your experience with Kafka.")
    assert found.text == (
        "My skills include Kafka. "
        "At Brightwater, I designed an event pipeline on PostgreSQL and Kafka."
    )
    assert set(found.fact_ids) <= {fact.id for fact in facts.all}


def test_the_person_introduces_themselves_in_their_own_words(
    facts: Facts, posting: dict[str, Any]
) -> None:
    found = ask(facts, posting, "Tell us about yourself")
    assert found.sentences[0].text == "Backend engineer who likes small teams and clear writing."


@pytest.mark.parametrize(
    "question",
    [
        "What are your salary expectations?",
        "Will you require visa sponsorship?",
        "What is your gender?",
        "Do you consent to our privacy policy?",
        "Describe your experience with Rust.",
        "How many years of experience with Kafka do you have?",
        "Describe a project you are proud of",
        "Why should we hire you?",
        "",
    ],
)
def test_what_no_fact_answers_goes_to_the_person(
    facts: Facts, posting: dict[str, Any], question: str
) -> None:
    assert isinstance(ask(facts, posting, question), NeedsPerson)


def test_an_answer_ends_with_a_whole_sentence(facts: Facts, posting: dict[str, Any]) -> None:
    found = ask(facts, posting, "Describe your experience with Kafka.", limit=30)
    assert isinstance(found, Answer)
    assert found.text == "My skills include Kafka."


def test_an_answer_that_does_not_fit_goes_to_the_person(
    facts: Facts, posting: dict[str, Any]
) -> None:
    assert isinstance(ask(facts, posting, "Why do you want to work here?", limit=5), NeedsPerson)
