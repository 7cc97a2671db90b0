"""What a question means by what stands beside it: halves, units, rows, parts of a date."""

import pytest
from form_controls import control

from agent_service.forms.answers import decide
from agent_service.forms.beside import half_of
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer
from agent_service.forms.manifest import Value
from agent_service.forms.reader import Control
from agent_service.forms.slots import slot_of

WHO = Candidate(
    profile={
        "basics": {"location": {"address": "12a Elm Road\nFlat 2", "countryCode": "GB"}},
        "work": [{"name": "Brook & Co", "position": "Analyst", "startDate": "2021-03"}],
        "skills": [{"name": "SQL"}],
        "languages": [{"language": "English", "fluency": "Native"}],
    },
    answers=(
        StandingAnswer("s", "salary", "60000 EUR per year"),
        StandingAnswer("e", "eeo", "decline"),
        StandingAnswer("r", "remote", "Yes"),
        StandingAnswer("h", "hybrid", "Yes"),
        StandingAnswer(
            "p", "question", "A router.", question="Describe a project you are proud of"
        ),
        StandingAnswer("m", "motivation", "I like boats."),
    ),
)


def answer(asked: Control) -> Value:
    """Return what ``WHO`` answers."""
    return decide(asked, WHO, JobContext()).value


@pytest.mark.parametrize(
    ("label", "other", "value"),
    [
        ("Straße", "Hausnummer", "Elm Road"),
        ("Hausnummer", "Straße", "12a"),
        ("Street", "City", "12a Elm Road"),
        ("Job title", "Company name", "Analyst"),
        ("Company name", "Job title", "Brook & Co"),
        ("Job title", "E-mail", None),
    ],
)
def test_two_boxes_share_what_one_of_them_would_hold_alone(
    label: str, other: str, value: Value
) -> None:
    assert answer(control(label, beside=(control(other),))) == value


def test_a_house_number_alone_is_half_of_nothing() -> None:
    assert half_of(control("Hausnummer"), "hausnummer") == ""


@pytest.mark.parametrize(
    ("offered", "value"),
    [(("EUR", "GBP"), "60000"), (("GBP", "USD"), None), ((), "60000")],
)
def test_an_amount_beside_its_currency_is_bare_or_not_given(
    offered: tuple[str, ...], value: Value
) -> None:
    beside = control("Currency", "select", options=offered)
    assert answer(control("Expected salary", beside=(beside,))) == value


def test_a_span_of_pay_beside_that_cannot_be_said_leaves_the_amount_to_the_person() -> None:
    beside = control("Pay period", "select", options=("per hour", "per month"))
    assert answer(control("Expected salary", beside=(beside,))) is None


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (control("Aktuelle Position seit (Monat)", "select",
                 options=("Januar", "Februar", "März", "April", "Mai", "Juni")), "März"),
        (control("Aktuelle Position seit (Jahr)", "number"), "2021"),
        (control("Aktuelle Position seit (Monat)", "number"), None),
    ],
)  # fmt: skip
def test_a_part_of_a_date_is_given_alone(asked: Control, value: Value) -> None:
    assert answer(asked) == value


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (control("SQL", "radio", options=("Ja", "Nein"), section="Erfahrung mit"), "Ja"),
        (control("Java", "radio", options=("Ja", "Nein"), section="Erfahrung mit"), None),
        (control("SQL", "radio", options=("Ja", "Nein"), section="Was fehlt dir?"), None),
        (control("SQL", "checkbox", section="Which of these do you work with?"), True),
        (control("Englisch", "radio", options=("Keine", "Fließend", "Muttersprache")),
         "Muttersprache"),
        (control("Englisch", "radio", options=("Ja", "Nein")), None),
    ],
)  # fmt: skip
def test_a_row_is_answered_for_the_skill_or_language_it_is_called_by(
    asked: Control, value: Value
) -> None:
    assert answer(asked) == value


@pytest.mark.parametrize(
    ("offered", "value"),
    [(("Frau", "Herr", "Keine Angabe"), "Keine Angabe"), (("Frau", "Herr"), None)],
)
def test_how_to_be_addressed_is_said_only_by_saying_nothing(
    offered: tuple[str, ...], value: Value
) -> None:
    assert answer(control("Anrede", "select", options=offered)) == value


def test_every_way_of_working_that_suits_is_ticked() -> None:
    ways = ("On site", "Hybrid", "Remote")
    assert answer(control("Work model", "checkboxes", options=ways)) == ("Hybrid", "Remote")
    assert answer(control("Work model", "radio", options=("On site", "Remote"))) == "Remote"


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Ein Projekt, auf das Sie stolz sind", "A router."),
        ("Parlez-nous d'un projet dont vous êtes fière", "A router."),
        ("Anything you built that you're proud of?", "A router."),
        ("Waarom Brook & Co? (max. 200 tekens)", "I like boats."),
        ("Pourquoi Brook ?", "I like boats."),
        ("Ein Projekt, das gescheitert ist", None),
    ],
)
def test_a_standing_text_answers_the_same_question_in_another_language(
    label: str, value: Value
) -> None:
    assert answer(control(label, "textarea")) == value


def test_an_amount_is_told_by_what_its_name_says() -> None:
    assert slot_of(control("Betrag", name="salary_expectation")).name == "salary"
    assert slot_of(control("Betrag", name="donation")).name == "unknown"


@pytest.mark.parametrize(
    ("offered", "value"),
    [
        (("Junior", "Senior"), "Senior"),
        (("Sales", "Data Analyst"), "Data Analyst"),
        (("Junior", "Staff"), None),
    ],
)
def test_the_level_applied_for_stands_in_the_title_of_the_opening(
    offered: tuple[str, ...], value: Value
) -> None:
    asked = control("Level you are applying for", "select", options=offered)
    assert decide(asked, WHO, JobContext(title="Senior Data Analyst")).value == value


def test_a_bare_amount_never_stands_for_another_span_of_time() -> None:
    beside = (control("Currency", "select", options=("EUR", "GBP")),)
    assert answer(control("Expected monthly salary", beside=beside)) is None
