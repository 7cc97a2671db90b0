"""The same question in many words, and other questions in nearly the same."""

import pytest
from form_controls import control

from agent_service.forms.slots import slot_of


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Target base pay", "salary"),
        ("What is the first day you could work?", "available_from"),
        ("In how many weeks could you leave your current job?", "notice_period"),
        ("If we hired you, how much notice would you have to give?", "notice_period"),
        ("Would you be prepared to move to Lisbon?", "relocate"),
        ("You are not local? Say whether you would move closer.", "relocate"),
        ("Days are spent at work from our Lisbon office. Agreed?", "hybrid"),
        ("What brought you to this vacancy?", "source"),
        ("May you lawfully be employed in Canada?", "work_authorization"),
        ("Titre vous autorisant à travailler en Belgique", "work_authorization"),
        ("Were you ever on the Agency's payroll?", "previously_employed"),
        ("Are you related to any of our staff?", "knows_employee"),
        ("¿Tiene un familiar trabajando aquí?", "knows_employee"),
        ("You have to be 18 or older. Are you?", "over_18"),
        ("Where do you work now?", "current_employer"),
        ("Who do you work for now?", "current_employer"),
        ("¿En qué empresa trabaja?", "current_employer"),
        ("Fonction occupée", "current_title"),
        ("Highest academic qualification", "degree"),
        ("Nivel máximo de estudios", "degree"),
        ("Municipio de residencia", "city"),
        ("How well do you speak Norwegian?", "language_level"),
        ("How long have you been writing software for a living?", "skill_years"),
        ("Age range", "age_group"),
    ],
)
def test_the_same_is_asked_in_many_words(label: str, slot: str) -> None:
    assert slot_of(control(label)).name == slot


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Do we have permission to contact your employer?", "work_authorization"),
        ("Have you ever run payroll for a company?", "previously_employed"),
        ("Do you know how to read a dashboard?", "knows_employee"),
        ("Are you able to move heavy boxes?", "relocate"),
        ("Have you used the Microsoft Office suite?", "hybrid"),
        ("Why do you want to leave your current job?", "notice_period"),
        ("How many days a week can you be on site?", "hybrid"),
        ("Do you have marketing experience?", "consent_marketing"),
        ("Have you ever managed employees?", "previously_employed"),
        ("Have you worked with Salesforce before?", "previously_employed"),
        ("Have you ever worked for a startup?", "previously_employed"),
        ("Have you ever been dismissed from employment?", "previously_employed"),
        ("Do you know how to work with Excel?", "knows_employee"),
        ("Do family commitments limit your work hours?", "knows_employee"),
        ("Are you related to this line of work?", "knows_employee"),
        ("When does your work permit expire?", "work_authorization"),
        ("Do you have the right attitude to work here?", "work_authorization"),
        ("Start date of your current job", "available_from"),
        ("When did you join your current employer?", "current_employer"),
        ("Do you have experience of remote work?", "remote"),
        ("Do you have travel plans in May?", "travel"),
        ("Years of experience managing people", "years_experience"),
        ("Father's full name", "full_name"),
        ("The company's e-mail", "email"),
        ("Website of your current employer", "current_employer"),
    ],
)
def test_a_word_in_common_makes_no_question_another(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("Yes", "No"))).name != slot


def test_a_block_of_jobs_goes_before_what_the_words_mean_elsewhere() -> None:
    asked = ("Title", "Start date", "From (MM/YYYY)", "Name of employer", "Post held", "Name")
    in_block = [slot_of(control(text, section="Most recent employer")).name for text in asked]
    assert in_block == ["work_title", "work_start", "work_start", "work_employer", "work_title",
                        "work_employer"]  # fmt: skip
    assert slot_of(control("Start date")).name == "available_from"
    assert slot_of(control("Title")).policy == "leave_blank"


@pytest.mark.parametrize(
    "place",
    [
        "Under penalty of perjury I state that this is true",
        "By typing your name below you sign this application",
    ],
)
def test_a_name_that_signs_is_typed_by_the_person_alone(place: str) -> None:
    assert slot_of(control("Your full name", section=place)).policy == "needs_person"
    assert slot_of(control("Your full name", description=place)).policy == "needs_person"
    assert slot_of(control("Your full name", section="About you")).name == "full_name"


def test_a_required_choice_is_judged_by_what_it_asks_after_its_if() -> None:
    known = {"required": True, "options": ("Yes", "No")}
    asked = control("If you live far away, would you move to Lisbon?", "select", **known)
    earlier = control("If yes, would you move to Lisbon?", "select", **known)
    told = control("If you were ever convicted, would you move to Lisbon?", "select", **known)
    assert [slot_of(c).name for c in (asked, earlier, told)] == [
        "relocate",
        "conditional",
        "person_only",
    ]


def test_a_list_of_pronouns_needs_no_name() -> None:
    offered = control("", "checkboxes", options=("He/him", "She/her", "Custom"))
    assert slot_of(offered).name == "pronouns"


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Do you accept our privacy policy?", "consent_privacy"),
        ("Would you like our newsletter?", "consent_marketing"),
        ("Do you agree to relocate?", "relocate"),
    ],
)
def test_a_consent_may_be_asked_as_a_choice(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("Yes", "No"))).name == slot


@pytest.mark.parametrize(
    ("slot", "labels"),
    [
        ("source", ("Source of application", "Referral source", "¿Dónde nos ha encontrado?")),
        ("available_from", ("Frühester Starttermin", "Date de prise de poste")),
        ("salary", ("Expected CTC", "Expectativas económicas", "Retribuzione desiderata")),
        ("relocate", ("Êtes-vous mobile géographiquement ?", "Availability to relocate")),
        ("travel", ("Disponibilidad para viajar",)),
        ("location", ("City and country of residence", "Lieu de résidence")),
        ("city", ("Ville de résidence", "Città", "Cidade")),
        ("study_field", ("Course of study", "Subject studied")),
        ("full_name", ("Legal name as on your papers",)),
        ("drivers_license", ("Avez-vous le permis B ?", "Rijbewijs")),
        ("family_name", ("Efternamn", "Cognome")),
        ("person_only", ("May we contact your current employer?",)),
    ],
)
def test_forms_of_many_countries_ask_for_the_same(slot: str, labels: tuple[str, ...]) -> None:
    assert {slot_of(control(label)).name for label in labels} == {slot}


def test_being_free_for_a_shift_is_no_day_to_start() -> None:
    asked = ("Availability for weekend shifts", "Availability: hours a week")
    assert "available_from" not in {slot_of(control(text)).name for text in asked}


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Have you ever worked for Acme?", "previously_employed"),
        ("Are you employed by, or have you been employed by, Acme?", "previously_employed"),
        ("Are you related by blood or marriage to any employee?", "knows_employee"),
        ("Were you previously employed with Acme?", "previously_employed"),
        ("Have you worked here before?", "previously_employed"),
        ("Do you know anybody at Acme?", "knows_employee"),
        ("Have you any relatives at Acme?", "knows_employee"),
        ("Is a family member employed by Acme?", "knows_employee"),
    ],
)
def test_a_question_about_this_employer_is_known(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("Yes", "No"))).name == slot
