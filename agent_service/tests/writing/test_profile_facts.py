from typing import Any

from agent_service.writing.facts import Facts, fact_id, facts_of


def test_a_fact_is_a_value_word_for_word_with_its_place(facts: Facts) -> None:
    fact = facts.at("/work/1/highlights/1")
    assert fact is not None
    assert (fact.text, fact.kind, fact.entry, fact.id) == (
        "Designed an event pipeline on PostgreSQL and Kafka.",
        "work.highlights",
        "/work/1",
        fact_id("/work/1/highlights/1", "Designed an event pipeline on PostgreSQL and Kafka."),
    )


def test_ids_depend_on_place_and_words_alone(profile: dict[str, Any], facts: Facts) -> None:
    assert [fact.id for fact in facts_of(profile).all] == [fact.id for fact in facts.all]
    profile["basics"]["label"] = "Data engineer"
    changed = {fact.pointer for fact in facts_of(profile).all if fact.id not in facts}
    assert changed == {"/basics/label"}


def test_an_open_end_is_a_fact_and_a_closed_one_is_not(facts: Facts) -> None:
    present = [fact.pointer for fact in facts.all if fact.kind == "work.present"]
    assert present == ["/work/1/endDate"]


def test_an_end_that_says_so_is_open_too() -> None:
    facts = facts_of({"work": [{"name": "A", "startDate": "2020", "endDate": "heute"}]})
    assert [fact.kind for fact in facts.all] == ["work.name", "work.startDate", "work.present"]


def test_a_job_without_dates_is_not_said_to_go_on() -> None:
    assert [fact.kind for fact in facts_of({"work": [{"name": "A"}]}).all] == ["work.name"]


def test_a_language_that_is_not_spoken_is_no_fact(facts: Facts) -> None:
    assert not [fact for fact in facts.all if fact.text == "Swedish"]


def test_what_shows_nothing_is_dropped_and_letters_are_composed() -> None:
    found = facts_of(
        {"basics": {"name": " Jose\u0301\u200b\x00  \u202eB 🚀👩\u200d💻 ", "label": "★"}}
    )
    assert [fact.text for fact in found.all] == ["Jos\u00e9 B"]


def test_parts_of_the_wrong_kind_are_passed_over() -> None:
    profile = {"basics": [1], "work": {"a": 1}, "skills": [None, "Go", {"name": 3}], "x": "y"}
    assert [(f.pointer, f.text) for f in facts_of(profile).all] == [
        ("/skills/1", "Go"),
        ("/skills/2/name", "3"),
    ]


def test_pointers_escape_the_signs_that_part_them() -> None:
    assert facts_of({"work": [{"a/b~c": "x"}]}).all[0].pointer == "/work/0/a~1b~0c"
