"""What is answered, from where, and what goes to the person instead."""

from dataclasses import replace

import pytest
from form_controls import control

from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer, WrittenAnswer
from agent_service.forms.facts import split_name

JOB = JobContext(employer="Acme", title="Analyst", country="US")
YES_NO = ("Yes", "No")


def test_identity_comes_from_the_profile_and_says_where(person: Candidate) -> None:
    answer = decide(control("E-mail"), person, JOB)
    assert (answer.value, answer.source.kind, answer.source.ref) == (
        "nadia@example.org",
        "profile",
        "basics.email",
    )


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("Nadia van den Berg", "Nadia", "van den Berg"),
        ("Maria Anna Rossi", "Maria", "Rossi"),
        ("Cher", "Cher", ""),
    ],
)
def test_names_are_split_with_their_particles(full: str, given: str, family: str) -> None:
    assert split_name(full) == (given, family)


def test_a_legal_question_takes_a_standing_answer_for_that_country_only(person: Candidate) -> None:
    asked = control("Are you authorized to work?", "select", required=True, options=YES_NO)
    here = decide(asked, person, JOB)
    elsewhere = decide(asked, person, replace(JOB, country="GB"))
    nowhere = decide(asked, person, replace(JOB, country=""))
    assert (here.value, here.source.ref, here.ask) == ("Yes", "a1", False)
    assert [(a.value, a.ask) for a in (elsewhere, nowhere)] == [(None, True)] * 2


def test_the_country_in_the_question_counts_before_the_jobs(person: Candidate) -> None:
    asked = control("Can you legally work in Canada?", "select", required=True, options=YES_NO)
    assert decide(asked, person, JOB).ask


def test_salary_and_consent_are_never_guessed() -> None:
    nobody = Candidate(profile={"basics": {"name": "A B"}})
    for asked in (
        control("Desired salary", required=True),
        control("I consent to the processing of my data", "checkbox", required=True),
        control("Gender", "select", required=True, options=("Male", "Female", "Decline")),
    ):
        answer = decide(asked, nobody, JOB)
        assert (answer.value, answer.ask, answer.policy) == (None, True, "never_guessed")


def test_an_optional_question_without_an_answer_stays_empty(person: Candidate) -> None:
    answer = decide(control("Twitter URL"), person, JOB)
    assert (answer.value, answer.ask) == (None, False)


def test_declining_finds_the_option_or_asks(person: Candidate) -> None:
    offered = control("Gender", "select", options=("Female", "Male", "Prefer not to say"))
    hidden = control("Gender", "select", required=True, options=("Female", "Male"))
    assert decide(offered, person, JOB).value == "Prefer not to say"
    assert (decide(hidden, person, JOB).value, decide(hidden, person, JOB).ask) == (None, True)


def test_where_somebody_lives_is_a_fact(person: Candidate) -> None:
    asked = control("Are you currently located in Canada?", "radio", options=YES_NO)
    assert decide(asked, person, JOB).value == "No"


def test_an_employer_that_is_in_the_profile_is_not_denied(person: Candidate) -> None:
    said = (*person.answers, StandingAnswer("p", "previously_employed", "No"))
    asked = control("Have you previously worked for us?", "radio", required=True, options=YES_NO)
    other = decide(asked, replace(person, answers=said), JOB)
    same = decide(asked, replace(person, answers=said), replace(JOB, employer="Brook & Co"))
    assert (other.value, same.value, same.ask) == ("No", None, True)


def test_a_written_answer_cites_its_facts(person: Candidate) -> None:
    made = WrittenAnswer("w1", "Tell us about a system", "I built one.", ("f1", "f2"))
    answer = decide(
        control("Tell us about a system", "textarea", required=True),
        replace(person, written=(made,)),
        JOB,
    )
    assert (answer.value, answer.source.ref, answer.source.fact_ids) == (
        "I built one.",
        "w1",
        ("f1", "f2"),
    )


def test_a_written_answer_that_does_not_fit_is_asked_not_cut(person: Candidate) -> None:
    made = WrittenAnswer("w1", "Tell us about a system", "x" * 90)
    asked = control("Tell us about a system", "textarea", required=True, maxlength=80)
    assert decide(asked, replace(person, written=(made,)), JOB).ask


def test_years_of_a_skill_are_not_years_of_work() -> None:
    said = (
        StandingAnswer("y", "years_experience", "12"),
        StandingAnswer("s", "skill_years", "8", "Python"),
    )
    person = Candidate({}, answers=said)
    asked = ("Years of experience", "How many years of Python experience do you have?",
             "Years of experience with Go")  # fmt: skip
    assert [decide(control(text), person, JOB).value for text in asked] == ["12", "8", None]


def test_the_answer_to_another_question_is_not_used(person: Candidate) -> None:
    said = (StandingAnswer("q", "question", "Yes, eight years", "Do you know Python?"),)
    known = decide(control("Do you know Python?"), Candidate({}, answers=said), JOB)
    other = decide(
        control("Pronouns", "checkboxes", options=("She/her",)), Candidate({}, answers=said), JOB
    )
    assert (known.value, other.value) == ("Yes, eight years", None)


@pytest.mark.parametrize(
    ("kind", "placeholder", "typed"),
    [
        ("date", "", "2027-01-11"),
        ("text", "mm/dd/yyyy", "01/11/2027"),
        ("text", "M/D/YYYY", "01/11/2027"),
        ("text", "", "2027-01-11"),
    ],
)
def test_a_day_is_written_as_the_box_shows_it(kind: str, placeholder: str, typed: str) -> None:
    said = (StandingAnswer("d", "available_from", "2027-01-11"),)
    asked = control("Available from", kind, placeholder=placeholder)
    assert decide(asked, Candidate({}, answers=said), JOB).value == typed


@pytest.mark.parametrize(
    ("label", "kind", "said", "answer"),
    [
        ("Are you under 18?", "over_18", "Yes", "No"),
        ("Are you unable to work in the United States?", "work_authorization", "Yes", "No"),
        ("Are you free of any non-compete agreement?", "restrictive_agreements", "No", "Yes"),
        ("Would anything prevent you from relocating?", "relocate", "Yes", "No"),
        ("Would anything prevent you from relocating?", "relocate", "to Austin", None),
    ],
)
def test_the_opposite_question_gets_the_opposite_answer(
    label: str, kind: str, said: str, answer: str | None
) -> None:
    country = "US" if kind == "work_authorization" else ""
    who = Candidate({}, answers=(StandingAnswer("s", kind, said, country=country),))
    assert decide(control(label, "radio", options=YES_NO), who, JOB).value == answer


def test_all_years_count_only_in_a_trade_that_the_profile_names_throughout() -> None:
    jobs = [{"position": "Senior Software Engineer"}, {"position": "Software Engineer"}]
    basics = {"summary": "Backend engineer with eight years of payments work. Likes sales."}
    said = (StandingAnswer("y", "years_experience", "8"),)
    who = Candidate({"work": jobs, "basics": basics}, answers=said)
    asked = (
        "How many years of backend experience do you have?",
        "How many years of professional software engineering experience do you have?",
        "How many years of sales experience do you have?",
        "How many years of frontend experience do you have?",
    )
    assert [decide(control(text), who, JOB).value for text in asked] == ["8", "8", None, None]


def test_a_mobile_number_is_no_phone_at_home(person: Candidate) -> None:
    at_home = StandingAnswer("p", "phone_type", "Home")
    asked = control("Home phone")
    assert decide(asked, person, JOB).value is None
    assert decide(asked, replace(person, answers=(at_home,)), JOB).value == "+17375550182"


def test_a_day_that_nobody_said_is_not_made_up(person: Candidate) -> None:
    asked = control("From", placeholder="MM/DD/YYYY", section="Work experience", required=True)
    assert (decide(asked, person, JOB).value, decide(asked, person, JOB).ask) == (None, True)


def test_a_graduation_year_is_no_month() -> None:
    who = Candidate({"education": [{"endDate": "2018-05"}]})
    asked = [control("Graduation year"), control("Graduation date", placeholder="MM/YYYY")]
    assert [decide(c, who, JOB).value for c in asked] == ["2018", "05/2018"]


def test_how_soon_is_a_span_of_time_where_spans_are_offered() -> None:
    said = (
        StandingAnswer("n", "notice_period", "2 weeks"),
        StandingAnswer("a", "available_from", "2027-01-11"),
    )
    asked = "How soon could you join us?"
    spans = control(asked, "select", options=("Immediately", "Within 2 weeks", "Within a month"))
    who = Candidate({}, answers=said)
    assert decide(spans, who, JOB).value == "Within 2 weeks"
    assert decide(control(asked, "date"), who, JOB).value == "2027-01-11"


@pytest.mark.parametrize(
    ("label", "answer"),
    [("Willing to travel up to 20%?", "Yes"), ("Can you travel 50% of the time?", "No")],
)
def test_travel_is_held_against_the_share_that_is_asked(label: str, answer: str) -> None:
    who = Candidate({}, answers=(StandingAnswer("t", "travel", "25"),))
    assert decide(control(label, "radio", options=YES_NO), who, JOB).value == answer


def test_skills_are_ticked_wherever_the_question_offers_them(person: Candidate) -> None:
    who = replace(person, profile={"skills": [{"name": "SQL"}]})
    asked = control("Which skills do you have?", "checkboxes", options=("SQL", "COBOL"))
    assert decide(asked, who, JOB).value == ("SQL",)


def test_a_box_of_several_lines_takes_the_whole_address(person: Candidate) -> None:
    place = {"address": "1 Elm Street", "city": "Austin", "region": "Texas", "countryCode": "US"}
    who = replace(person, profile={"basics": {"location": place}})
    answer = decide(control("Mailing address", "textarea"), who, JOB)
    assert answer.value == "1 Elm Street\nAustin\nTexas\nUnited States"
