import re
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from agent_service.writing.documents import Text
from agent_service.writing.facts import Facts
from agent_service.writing.grounding import NotGrounded, address_texts, check
from agent_service.writing.wording import languages, tokens, wording

EN = wording("en")
SAME_FACTS = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)


def cite(facts: Facts, text: str, *pointers: str) -> Text:
    found = [facts.at(pointer) for pointer in pointers]
    return Text(text, tuple(fact.id for fact in found if fact))


def refused(facts: Facts, posting: dict[str, Any], sentence: Text) -> str:
    with pytest.raises(NotGrounded) as raised:
        check([sentence], facts, posting, EN)
    return raised.value.why


def test_a_sentence_made_of_its_facts_passes(facts: Facts, posting: dict[str, Any]) -> None:
    said = "From July 2018 to February 2021, I worked as Software Engineer at Fennel Health."
    names = ("position", "name", "startDate", "endDate")
    check([cite(facts, said, *(f"/work/0/{name}" for name in names))], facts, posting, EN)


@pytest.mark.parametrize(
    ("text", "pointers", "why"),
    [
        ("I worked at Brightwater and Rust.", ["/work/1/name"], "no cited fact says rust"),
        ("I worked at Northwind Robotics.", ["/work/0/name"], "does not say 'Fennel Health'"),
        (
            "I worked at Fennel Health for 12 years.",
            ["/work/0/name"],
            "no cited fact says 12, years",
        ),
        ("I worked at Fennel.", ["/work/0/name"], "does not say 'Fennel Health'"),
        ("I was Lead Software Engineer.", ["/work/0/position"], "no cited fact says lead"),
        ("I was Engineer.", ["/work/0/position"], "does not say 'Software Engineer'"),
        ("I have a PhD from TU Berlin.", ["/education/0/institution"], "no cited fact says phd"),
        ("I never worked at Fennel Health.", ["/work/0/name"], "no cited fact says never"),
        ("I bring C.", ["/skills/0/keywords/2"], "does not say 'C++'"),
        ("I bring Go++.", ["/skills/0/keywords/1"], "does not say 'Go'"),
        ("I worked at Brightwater 50%.", ["/work/1/name"], "no cited fact has the sign '%'"),
        ("I work at Fennel Health.", ["/work/0/name"], "no cited fact says that this goes on"),
        ("I am at Fennel Health.", ["/work/0/name"], "no cited fact says that this goes on"),
        ("I worked at Fennel Health.", [], "states something and cites nothing"),
    ],
)
def test_a_sentence_that_says_more_is_refused(
    facts: Facts, posting: dict[str, Any], text: str, pointers: list[str], why: str
) -> None:
    assert refused(facts, posting, cite(facts, text, *pointers)).startswith(why)


def test_facts_of_two_jobs_may_not_be_joined(facts: Facts, posting: dict[str, Any]) -> None:
    said = "At Fennel Health, I designed an event pipeline on PostgreSQL and Kafka."
    mixed = cite(facts, said, "/work/0/name", "/work/1/highlights/1")
    assert refused(facts, posting, mixed) == "joins facts that do not belong together"


def test_a_fact_may_not_be_shortened(facts: Facts, posting: dict[str, Any]) -> None:
    said = "I cut planning time for 4,000 vehicles."
    assert "does not say" in refused(facts, posting, cite(facts, said, "/work/1/highlights/0"))


def test_dates_may_not_be_turned_round(facts: Facts, posting: dict[str, Any]) -> None:
    said = "From February 2021 to July 2018, I worked."
    turned = cite(facts, said, "/work/0/startDate", "/work/0/endDate")
    assert refused(facts, posting, turned) == "puts the end before the start"


def test_the_posting_must_name_what_it_is_said_to_name(
    facts: Facts, posting: dict[str, Any]
) -> None:
    check([cite(facts, "Your posting names Python.", "/skills/0/keywords/0")], facts, posting, EN)
    untrue = cite(facts, "Your posting names Go.", "/skills/0/keywords/1")
    assert refused(facts, posting, untrue) == "the posting does not name 'Go'"


def test_a_fact_that_nobody_gave_is_refused(facts: Facts, posting: dict[str, Any]) -> None:
    invented = Text("I bring Python.", ("0" * 20,))
    assert "which the person never gave" in refused(facts, posting, invented)


@pytest.mark.parametrize("kind", ["connective", "address", "heading"])
def test_only_sentences_of_the_closed_lists_need_no_fact(
    facts: Facts, posting: dict[str, Any], kind: Any
) -> None:
    assert "closed list" in refused(facts, posting, Text("I won a prize.", (), kind))


@pytest.mark.parametrize(
    "title",
    ["Engineer. I have won prizes", "Engineer! Best", "x" * 121, "Engineer; I speak Greek", "<b>"],
)
def test_a_title_that_reads_like_sentences_is_not_repeated(title: str) -> None:
    texts = address_texts({"title": title, "employer": "Acme"}, EN)
    assert texts["opening"] == "I am applying for the position you advertise at Acme."
    assert texts["subject"] == "Application"


@pytest.mark.parametrize("title", ["Sr. Engineer (m/w/d)", "C++ / C# Dev, R&D", "Engineer: Data"])
def test_usual_titles_are_addressed(title: str) -> None:
    texts = address_texts({"title": title, "employer": "Dr. Müller GmbH & Co. KG"}, EN)
    assert title in texts["opening"]


@pytest.mark.parametrize("language", languages())
def test_no_closed_list_holds_a_number(language: str) -> None:
    known = wording(language)
    assert not [word for word in known.glue | known.present_words if re.search(r"\d", word)]


word = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12)


@SAME_FACTS
@given(words=st.lists(word, min_size=1, max_size=3), at=st.integers(0, 6))
def test_no_word_from_elsewhere_gets_in(
    facts: Facts, posting: dict[str, Any], words: list[str], at: int
) -> None:
    """A number, employer or skill that is not in the cited facts is always refused."""
    assume(any(token not in EN.glue for one in words for token in tokens(one)))
    base = ["I", "worked", "as", "Software", "Engineer", "at", "Fennel", "Health."]
    assume(not set(tokens(" ".join(words))) <= {"software", "engineer", "fennel", "health"})
    text = " ".join([*base[:at], *words, *base[at:]])
    sentence = cite(facts, text, "/work/0/position", "/work/0/name")
    with pytest.raises(NotGrounded):
        check([sentence], facts, posting, EN)


@SAME_FACTS
@given(
    number=st.integers(0, 10**9), form=st.sampled_from(["{}", "{}%", "{:,}", "${}", "{}+", "{}x"])
)
def test_no_number_gets_in(facts: Facts, posting: dict[str, Any], number: int, form: str) -> None:
    sentence = cite(facts, f"I worked at Fennel Health, {form.format(number)}.", "/work/0/name")
    with pytest.raises(NotGrounded):
        check([sentence], facts, posting, EN)


@SAME_FACTS
@given(data=st.data())
def test_no_word_of_the_posting_is_evidence(
    facts: Facts, posting: dict[str, Any], data: st.DataObject
) -> None:
    stolen = data.draw(st.sampled_from(["Rust", "Kubernetes", "12", "Northwind", "Robotics"]))
    with pytest.raises(NotGrounded):
        check(
            [cite(facts, f"I bring Python and {stolen}.", "/skills/0/keywords/0")],
            facts,
            posting,
            EN,
        )
