"""Kinds of widgets, each as some library builds it: filled as a person would, and read back."""

from dataclasses import replace
from pathlib import Path

import pytest

from agent_service.browser import Session
from agent_service.forms import filler
from agent_service.forms.candidate import Candidate, JobContext, StandingAnswer
from agent_service.forms.dates import days_meant
from agent_service.forms.manifest import Value, differences
from agent_service.practice.server import Employer

pytestmark = pytest.mark.browser


@pytest.fixture
def nadia(person: Candidate, monkeypatch: pytest.MonkeyPatch) -> Candidate:
    """Return the person with what these pages ask besides."""
    monkeypatch.setattr(filler, "_PARSE_QUIET", 0.0)
    return replace(
        person,
        profile={**person.profile, "skills": [{"name": "SQL"}, {"name": "Tableau"}]},
        answers=(
            *person.answers,
            StandingAnswer("w1", "available_from", "2027-01-11"),
            StandingAnswer("w2", "relocate", "Yes"),
            StandingAnswer("w3", "consent_terms", "Yes"),
        ),
    )


def filled(session: Session, employer: Employer, page: str, who: Candidate) -> dict[str, Value]:
    """Return what stands in each field of a practice form, by label."""
    draft = session.prepare(f"{employer.origin}/forms/{page}", who, JobContext())
    assert not draft.needs_site_consent
    assert [(q.label, q.why) for q in draft.questions] == []
    return {f.label: f.read_back for f in draft.manifest.fields}


def test_every_kind_of_widget_holds_its_answer(
    session: Session, employer: Employer, nadia: Candidate
) -> None:
    assert filled(session, employer, "widgets", nadia) == {
        "E-mail": "nadia@example.org",
        "How did you hear about us?": "Company website",
        "Country": "United States",
        "Which of these do you know?": ("SQL", "Tableau"),
        "Which of the following have you used?": ("SQL",),
        "Where do you live?": "Austin, Texas, United States",
        "Are you legally authorized to work in the United States?": "Yes",
        "Do you now or will you ever need visa sponsorship?": "No",
        "Earliest start date": "11/01/2027",
        "Date available": "January/11/2027",
        "When could you begin?": "11.01.2027",
        "Phone country": "+1",
        "Mobile phone": "+17375550182",
        "Preferred first name": "Nadia",
        "Résumé": "nadia.pdf",
        "Cover letter": "letter.pdf",
        "Photo": None,
        "I agree to the privacy policy": True,
        "Why do you want to work at Ostrava Lines?": "I like waiting rooms.\n"
        "Especially short ones.",
        "First name": "Nadia",
        "Last name": "van den Berg",
        "Will you relocate?": "Yes",
        "Salary expectation": "85000 USD",
    }


def test_a_form_of_several_pages_is_filled_up_to_its_review(
    session: Session, employer: Employer, nadia: Candidate
) -> None:
    assert filled(session, employer, "wizard", nadia) == {
        "Given name(s)": "Nadia",
        "Family name": "van den Berg",
        "E-mail": "nadia@example.org",
        "How did you hear about us?": "Company website",
        "Job title": "Analyst",
        "Company": "Brook & Co",
        "From": "01/2022",
        "I currently work here": True,
        "Upload your résumé (5 MB at most)": "nadia.pdf",
        "Are you legally authorized to work in the country in which this job is located?": "Yes",
        "Will you now or in the future require sponsorship?": "No",
        "Gender": "I do not wish to answer",
        "Yes, I have read and consent to the terms and conditions": True,
    }


def test_a_german_form_is_filled_as_well(
    session: Session, employer: Employer, nadia: Candidate
) -> None:
    assert filled(session, employer, "german", nadia) == {
        "Anrede": None,
        "Vorname": "Nadia",
        "Nachname": "van den Berg",
        "E-Mail-Adresse": "nadia@example.org",
        "Handynummer": "+17375550182",
        "Wohnort": "Austin",
        "Land": "Vereinigte Staaten",
        "Lebenslauf": "nadia.pdf",
        "Anschreiben": "letter.pdf",
        "Zeugnisse": None,
        "Gehaltsvorstellung": "85000 USD",
        "Frühester Eintrittstermin": "11.01.2027",
        "Dürfen Sie in den Vereinigten Staaten ohne Visum arbeiten?": "Ja",
        "Wie sind Sie auf uns aufmerksam geworden?": "Karriereseite des Unternehmens",
        "Was reizt Sie an dieser Stelle?": "I like waiting rooms.\nEspecially short ones.",
        "Geburtsdatum": None,
        "Ich habe die Datenschutzerklärung gelesen und willige in die Verarbeitung meiner Daten"
        " ein": True,
        "Ich möchte in den Talentpool aufgenommen werden": None,
    }


def test_a_parser_in_a_frame_does_not_get_the_last_word(
    session: Session, employer: Employer, nadia: Candidate
) -> None:
    assert filled(session, employer, "embedded", nadia) == {
        "Résumé": "nadia.pdf",
        "Full name": "Nadia van den Berg",
        "Email": "nadia@example.org",
        "Phone": "+17375550182",
        "Do you require visa sponsorship?": "No",
        "Additional files": None,
    }


@pytest.mark.parametrize("page", ["widgets", "wizard"])
def test_what_was_approved_can_be_put_in_again(
    session: Session,
    employer: Employer,
    nadia: Candidate,
    files: dict[str, Path],
    page: str,
) -> None:
    draft = session.prepare(f"{employer.origin}/forms/{page}", nadia, JobContext())
    seen = session.refill(draft.manifest, files)
    assert [(d, seen.field(d.key).reason) for d in differences(draft.manifest, seen)] == []


@pytest.mark.parametrize(
    ("shown", "days"),
    [
        ("2027-01-11", ["2027-01-11"]),
        ("01/11/2027", ["2027-01-11", "2027-11-01"]),
        ("31.01.2027", ["2027-01-31"]),
        ("11 January 2027", ["2027-01-11"]),
        ("soon", []),
    ],
)
def test_a_date_as_boxes_show_it_is_read_in_every_way_it_can_be(
    shown: str, days: list[str]
) -> None:
    assert days_meant(shown) == days
