"""A person's file becomes a candidate; the page says which opening it is."""

from pathlib import Path

import pytest
from form_controls import control
from pydantic import ValidationError

from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, JobContext
from agent_service.forms.intake import candidate, find_documents
from agent_service.forms.person import Person

HER = {
    "name": {"full": "Ada Brunner", "first": "Ada", "last": "Brunner"},
    "email": "ada@example.org",
    "phone": {"e164": "+4915112345678", "type": "Mobile"},
    "address": {"city": "Bremen", "country": "Germany"},
    "work": [{"company": "Tidewater", "title": "Planner", "start": "2020-04", "end": None}],
    "legal": {"authorized": {"DE": True}, "sponsorship_needed": {"DE": False}},
    "eeo": {"policy": "decline"},
    "files": {"resume": "ada.pdf"},
    "answer_bank": [
        {"q": "Describe a project you are proud of", "a": "I redrew the timetable."},
        {"q": "Do you have experience with SQL?", "a": "Yes, six years"},
        {"q": "Why do you want to work here?", "a": "Trains."},
    ],
}
YES_NO = ("Yes", "No")


@pytest.fixture
def ada() -> Candidate:
    return candidate(Person.model_validate(HER), {})


def test_a_country_that_is_not_listed_is_one_she_may_not_work_in(ada: Candidate) -> None:
    may = control("Are you authorized to work here?", "radio", options=YES_NO)
    needs = control("Will you require sponsorship?", "radio", options=YES_NO)
    jobs = [JobContext(country=code) for code in ("DE", "GB", "")]
    said = [(decide(may, ada, job).value, decide(needs, ada, job).value) for job in jobs]
    assert said == [("Yes", "No"), ("No", "Yes"), (None, None)]


def test_working_without_sponsorship_takes_both_answers(ada: Candidate) -> None:
    asked = control("Can you work in Germany without visa sponsorship?", "radio", options=YES_NO)
    abroad = control("Can you work in Spain without visa sponsorship?", "radio", options=YES_NO)
    assert [decide(c, ada, JobContext()).value for c in (asked, abroad)] == ["Yes", "No"]


def test_a_question_about_where_she_lives_is_not_about_the_jobs_country(ada: Candidate) -> None:
    asked = control(
        "Do you need sponsorship to stay in your current location?", "radio", options=YES_NO
    )
    assert decide(asked, ada, JobContext(country="US")).value == "No"


def test_a_tick_that_says_no_is_set_by_a_no(ada: Candidate) -> None:
    claims = ("Yes - I have the right to work (no sponsor)", "No - I have no right to work")
    ticks = [decide(control(c, "checkbox"), ada, JobContext(country="GB")).value for c in claims]
    assert ticks == [False, True]


@pytest.mark.parametrize(
    ("label", "kind", "said"),
    [
        ("Tell us about a system you are proud of", "textarea", "I redrew the timetable."),
        ("Tell us about a system that failed", "textarea", None),
        ("Why Norland?", "textarea", "Trains."),
        ("Was reizt Sie an dieser Stelle?", "textarea", "Trains."),
        ("How many years of SQL experience do you have?", "text", "6"),
        ("How many years of Java experience do you have?", "text", None),
    ],
)
def test_her_own_words_answer_the_same_question_only(
    ada: Candidate, label: str, kind: str, said: str | None
) -> None:
    assert decide(control(label, kind), ada, JobContext()).value == said


def test_years_in_words_fall_into_a_range(ada: Candidate) -> None:
    asked = control(
        "Years of SQL experience?", "radio", options=("0-2 years", "3-5 years", "6-9 years")
    )
    assert decide(asked, ada, JobContext()).value == "6-9 years"


@pytest.mark.parametrize(
    ("kind", "options", "placeholder", "shown"),
    [
        ("segments", ("MM", "YYYY"), "", "04/2020"),
        ("segments", ("DD", "MM", "YYYY"), "", None),
        ("text", (), "MM/YYYY", "04/2020"),
        ("month", (), "", "2020-04"),
        ("date", (), "", None),
    ],
)
def test_a_month_is_never_made_a_day(
    ada: Candidate, kind: str, options: tuple[str, ...], placeholder: str, shown: str | None
) -> None:
    asked = control(
        "From", kind, section="Work Experience 1", options=options, placeholder=placeholder
    )
    assert decide(asked, ada, JobContext()).value == shown


def test_a_number_box_takes_no_salary_in_other_money_or_time() -> None:
    person = Person.model_validate({**HER, "salary": {"text": "60000 EUR per year"}})
    labels = ("Gross annual salary (EUR)", "Annual salary in USD", "Monthly salary in EUR")
    asked = [control(label, "number") for label in labels]
    values = [decide(c, candidate(person, {}), JobContext()).value for c in asked]
    assert values == ["60000", None, None]


def test_documents_lie_beside_the_profile_or_among_its_assets(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "ada.pdf").write_bytes(b"%PDF-1.7")
    found = find_documents(Person.model_validate(HER), tmp_path)
    assert found == {"resume": tmp_path / "assets" / "ada.pdf"}


def test_a_profile_without_a_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="name"):
        Person.model_validate({"email": "ada@example.org"})


@pytest.mark.parametrize(
    ("label", "options", "said"),
    [
        ("Do you have 5+ years of SQL experience?", YES_NO, "Yes"),
        ("Do you have at least 8 years of SQL experience?", YES_NO, "No"),
        ("Do you have 3 or more years of Java experience?", YES_NO, None),
        ("What is your level of English?", ("Basic", "Fluent", "Native or bilingual"), "Fluent"),
        ("Deutschkenntnisse", ("Grundkenntnisse", "Fließend"), None),
    ],
)
def test_a_threshold_and_a_level_are_read_off_what_she_said(
    label: str, options: tuple[str, ...], said: str | None
) -> None:
    spoken = {"languages": [{"language": "English", "level": "Fluent"}]}
    ada = candidate(Person.model_validate({**HER, **spoken}), {})
    asked = control(label, "radio", required=True, options=options)
    assert decide(asked, ada, JobContext()).value == said


def test_both_lines_of_her_address_are_kept() -> None:
    place = {"line1": "Am Wall 1", "line2": "Flat 2", "country": "Germany"}
    her = candidate(Person.model_validate({**HER, "address": place}), {})
    asked = [control(f"Address line {n}") for n in (1, 2)]
    assert [decide(c, her, JobContext()).value for c in asked] == ["Am Wall 1", "Flat 2"]
