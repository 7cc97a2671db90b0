"""An answer as the one question takes it: its unit, its order, its names for things."""

from dataclasses import replace

import pytest
from form_controls import control

from agent_service.forms.answers import decide
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer

JOB = JobContext(employer="Acme", title="Analyst", country="US")
YES_NO = ("Yes", "No")

PERMITS = (
    "I can work for any employer without sponsorship",
    "I can work now but will need sponsorship later",
    "I need sponsorship now",
)


@pytest.mark.parametrize(
    ("may", "needs", "offered", "picked"),
    [
        ("Yes", "No", PERMITS, PERMITS[0]),
        ("No", "Yes", PERMITS, PERMITS[2]),
        ("Yes", "Yes", PERMITS, None),
        ("Yes", "No", ("Yes, with sponsorship", "Yes, without sponsorship", "No"),
         "Yes, without sponsorship"),
        ("No", "Yes", ("Yes, with sponsorship", "Yes, without sponsorship", "No"), "No"),
        ("Yes", "No", ("Yes", "I am not permitted and need sponsorship"), "Yes"),
    ],
)  # fmt: skip
def test_the_kind_of_permission_is_told_by_both_legal_answers(
    may: str, needs: str, offered: tuple[str, ...], picked: str | None
) -> None:
    said = (
        StandingAnswer("m", "work_authorization", may, country="US"),
        StandingAnswer("n", "sponsorship", needs, country="US"),
    )
    asked = control("Permission to work in the United States", "select", options=offered)
    assert decide(asked, Candidate({}, answers=said), JOB).value == picked


def test_a_permit_that_one_country_gives_says_which_country_is_meant() -> None:
    said = (
        StandingAnswer("any", "sponsorship", "No"),
        StandingAnswer("us", "sponsorship", "No", country="US"),
        StandingAnswer("else", "sponsorship", "Yes", country="*"),
    )
    asked = control("Will you need a sponsored Skilled Worker visa?", "radio", options=YES_NO)
    answer = decide(asked, Candidate({}, answers=said), replace(JOB, country=""))
    assert answer.value == "Yes"


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("Notice in words", "2 weeks"),
        ("In how many weeks could you leave your current job?", "2"),
        ("Notice period: number of days", "14"),
        ("Notice period: number of months", "2 weeks"),
    ],
)
def test_notice_is_counted_in_the_unit_that_is_asked(label: str, typed: str) -> None:
    said = StandingAnswer("n", "notice_period", "2 weeks")
    asked = control(label.replace("Notice in words", "Notice period"))
    assert decide(asked, Candidate({}, answers=(said,)), JOB).value == typed


@pytest.mark.parametrize(
    "known",
    [
        {"label": "Date de disponibilité (JJ/MM/AAAA)"},
        {"label": "Verfügbar ab", "description": "Bitte als TT/MM/JJJJ"},
    ],
)
def test_a_label_or_a_hint_shows_the_order_of_a_date(known: dict[str, str]) -> None:
    said = (StandingAnswer("d", "available_from", "2027-01-11"),)
    assert decide(control(**known), Candidate({}, answers=said), JOB).value == "11/01/2027"


def test_the_employers_own_site_may_go_by_the_employers_name() -> None:
    said = (StandingAnswer("s", "source", "Company website"),)
    asked = control("Source", "select", options=("Job board", "Acme website", "Zeta website"))
    who = Candidate({}, answers=said)
    assert decide(asked, who, replace(JOB, employer="Acme Energy")).value == "Acme website"
    assert decide(asked, who, replace(JOB, employer="")).value is None
    dutch = replace(asked, options=("Via LinkedIn", "Via de website van Acme"))
    assert decide(dutch, who, JOB).value == "Via de website van Acme"


def test_how_well_a_language_is_spoken_is_known_for_any_language() -> None:
    who = Candidate({"languages": [{"language": "Norwegian", "fluency": "None"}]})
    offered = ("Not at all", "Basic", "Fluent")
    asked = [control(f"How well do you speak {n}?", "radio", options=offered)
             for n in ("Norwegian", "Danish")]  # fmt: skip
    assert [decide(c, who, JOB).value for c in asked] == ["Not at all", None]


def test_who_declines_types_nothing_where_nothing_can_be_chosen(person: Candidate) -> None:
    assert decide(control("Gender"), person, JOB).value is None


@pytest.mark.parametrize(
    ("remote", "hybrid", "offered", "picked"),
    [
        ("Yes", "Yes", ("Office only", "Hybrid or remote"), "Hybrid or remote"),
        ("Yes", "No", ("In the office", "Hybrid", "Remote"), "Remote"),
        ("Yes", "Yes", ("In the office", "Hybrid", "Remote"), None),
        ("No", "No", ("Hybrid", "Remote"), None),
    ],
)
def test_where_to_work_is_chosen_only_where_one_option_says_all_that_suits(
    remote: str, hybrid: str, offered: tuple[str, ...], picked: str | None
) -> None:
    said = (StandingAnswer("r", "remote", remote), StandingAnswer("h", "hybrid", hybrid))
    asked = control("Which working arrangement do you prefer?", "select", options=offered)
    assert decide(asked, Candidate({}, answers=said), JOB).value == picked
    assert decide(asked, Candidate({}, answers=said[:1]), JOB).value is None


def test_the_lines_of_an_address_go_into_boxes_of_their_own() -> None:
    place = {"address": "1 Elm Street\nApt 3", "city": "Austin", "countryCode": "US"}
    who = Candidate({"basics": {"location": place}})
    lines = [decide(control(f"Address line {n}"), who, JOB).value for n in (1, 2)]
    whole = decide(control("Mailing address", "textarea"), who, JOB).value
    assert (lines, whole) == (
        ["1 Elm Street", "Apt 3"],
        "1 Elm Street\nApt 3\nAustin\nUnited States",
    )


def test_a_degree_is_named_with_its_subject_where_both_are_asked() -> None:
    asked = control("Qualification and subject")
    both = Candidate({"education": [{"studyType": "Bachelor", "area": "History"}]})
    half = Candidate({"education": [{"studyType": "Bachelor"}]})
    assert [decide(asked, w, JOB).value for w in (both, half)] == ["Bachelor, History", None]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Do you have a bachelor's degree?", "Yes"),
        ("Do you have a master's degree?", None),
        ("Do you have a bachelor's degree in Chemistry?", None),
    ],
)
def test_a_degree_that_is_reached_is_a_yes_and_none_is_denied(
    asked: str, said: str | None
) -> None:
    who = Candidate({"education": [{"studyType": "Bachelor's Degree", "area": "History"}]})
    assert decide(control(asked, "radio", options=YES_NO), who, JOB).value == said


def test_travel_of_so_many_percent_is_chosen_by_the_percent() -> None:
    who = Candidate({}, answers=(StandingAnswer("t", "travel", "25"),))
    offered = ("No", "Yes, 25 % of the time", "Yes, 50 % of the time")
    asked = control("Willing to travel", "select", options=offered)
    assert decide(asked, who, JOB).value == "Yes, 25 % of the time"


def test_an_order_of_date_in_words_is_kept() -> None:
    who = Candidate({"work": [{"name": "Fern", "startDate": "2021-03-15"}]})
    asked = (control(f"From ({shape})", section="Employment") for shape in ("mo/yr", "mo/day/yr"))
    assert [decide(a, who, JOB).value for a in asked] == ["03/2021", "03/15/2021"]


def test_city_state_and_zip_in_one_box_are_an_envelope_s_line() -> None:
    place = {"city": "Austin", "region": "Texas", "postalCode": "78704"}
    asked = control("City / State / Zip")
    known = [Candidate({"basics": {"location": p}}) for p in (place, {"city": "Austin"})]
    assert [decide(asked, who, JOB).value for who in known] == ["Austin, Texas 78704", None]


@pytest.mark.parametrize(("skill", "said"), [("Python", "Yes"), ("Rust", None)])
def test_a_skill_in_the_profile_is_a_yes_and_none_is_denied(skill: str, said: str | None) -> None:
    who = Candidate({"skills": [{"name": "Python"}]})
    asked = control(f"Do you have hands-on experience with {skill}?", "radio", options=YES_NO)
    assert decide(asked, who, JOB).value == said


def test_what_the_person_said_of_a_skill_goes_before_the_profile() -> None:
    label = "Do you have experience with Python?"
    said = (StandingAnswer("q", "question", "No", question=label),)
    who = Candidate({"skills": [{"name": "Python"}]}, answers=said)
    assert decide(control(label, "radio", options=YES_NO), who, JOB).value == "No"


def test_a_list_that_is_still_empty_takes_no_answer() -> None:
    who = Candidate({"basics": {"location": {"region": "Texas"}}})
    assert decide(control("State", "select"), who, JOB).value is None


@pytest.mark.parametrize(
    ("notice", "offered", "picked"),
    [
        ("2 weeks", ("Immediate joiner", "15 days or less", "16 to 30 days"), "15 days or less"),
        ("2 weeks", ("Less than a month", "1-3 months"), "Less than a month"),
        ("1 month", ("Up to 2 weeks", "2 weeks to 2 months"), "2 weeks to 2 months"),
        ("6 Wochen", ("1 Monat", "2-3 Monate", "1-2 Monate"), "1-2 Monate"),
        ("2 semanas", ("15 días o menos", "16 a 30 días"), "15 días o menos"),
        ("3 months", ("1 week", "2 weeks"), None),
    ],
)
def test_a_notice_lies_in_a_span_of_other_units(
    notice: str, offered: tuple[str, ...], picked: str | None
) -> None:
    who = Candidate(profile={}, answers=(StandingAnswer("n", "notice_period", notice),))
    asked = control("Notice period", "select", options=offered)
    assert decide(asked, who, JOB).value == picked


def test_a_box_of_two_letters_takes_the_code_of_a_state() -> None:
    where = {"city": "Austin", "region": "Texas", "countryCode": "US"}
    who = Candidate(profile={"basics": {"location": where}})
    assert decide(control("State", maxlength=2), who, JOB).value == "TX"


def test_the_languages_that_are_spoken_are_chosen_or_named() -> None:
    spoken = [{"language": "English"}, {"language": "German"}]
    who = Candidate(profile={"languages": spoken})
    offered = ("Deutsch", "Spanisch", "Englisch")
    asked = control("Welche Sprachen sprechen Sie?", "checkboxes", options=offered)
    assert decide(asked, who, JOB).value == ("Deutsch", "Englisch")
    assert decide(control("Languages"), who, JOB).value == "English, German"


@pytest.mark.parametrize(
    "label",
    [
        "Quelle est votre rémunération actuelle ?",
        "Aktuelles Bruttojahresgehalt",
        "Salario bruto actual",
        "Current monthly compensation",
        "What was your last salary?",
    ],
)
def test_what_somebody_earns_now_is_theirs_to_say(label: str) -> None:
    who = Candidate(profile={}, answers=(StandingAnswer("s", "salary", "90000 EUR"),))
    assert decide(control(label), who, JOB).value is None
