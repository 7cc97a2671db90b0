"""What forms of small employers ask in German, French, Spanish and Dutch, and in plain English."""

import pytest
from form_controls import control

from agent_service.forms import options
from agent_service.forms.slots import slot_of


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Darfst du in den USA ohne Visum-Sponsoring arbeiten?", "work_unsponsored"),
        ("Pouvez-vous travailler en France sans parrainage de visa ?", "work_unsponsored"),
        ("¿Puedes trabajar en España sin patrocinio de visado?", "work_unsponsored"),
        ("Kun je in Nederland zonder visum werken?", "work_unsponsored"),
        ("Connaissez-vous une personne qui travaille dans notre équipe ?", "knows_employee"),
        ("Kennen Sie jemanden, der bei uns arbeitet?", "knows_employee"),
        ("¿Conoces a alguien que trabaje aquí?", "knows_employee"),
        ("Ken je iemand die bij ons werkt?", "knows_employee"),
        ("Frühester Beginn", "available_from"),
        ("Ab wann könntest du bei uns anfangen?", "available_from"),
        ("¿Cuándo podrías empezar?", "available_from"),
        ("Wanneer kun je beginnen?", "available_from"),
        ("Modes de travail possibles", "arrangement"),
        ("Years in data engineering", "skill_years"),
        ("Land des Wohnsitzes", "country"),
        ("Pays où vous habitez", "country"),
        ("País donde resides", "country"),
        ("Woonland", "country"),
        ("Mobil", "phone"),
        ("Numéro où vous appeler", "phone"),
        ("N° et rue", "street"),
        ("Nachname, Vorname", "full_name"),
        ("PLZ / Wohnort", "postal_city"),
        ("Anschrift", "street"),
        ("Rückruf unter", "phone"),
        ("Celular", "phone"),
        ("Einkommensvorstellung", "salary"),
        ("Pretensiones económicas", "salary"),
        ("Woher kennen Sie uns?", "source"),
        ("Waar zag je deze vacature?", "source"),
        ("Où avez-vous vu cette annonce ?", "source"),
        ("Wie viele Jahre Erfahrung haben Sie mit Java?", "skill_years"),
        ("Années d'expérience en Java", "skill_years"),
        ("Años de experiencia con Java", "skill_years"),
        ("Hoeveel jaar ervaring heb je met Java?", "skill_years"),
        ("Années d'expérience professionnelle", "years_experience"),
        ("Studiengang", "study_field"),
        ("Opleidingsniveau", "degree"),
        ("École", "school"),
        ("Cargo actual", "current_title"),
        ("Mag je in België werken?", "work_authorization"),
        ("Heb je eerder bij ons gewerkt?", "previously_employed"),
        ("Niveau Duits", "language_level"),
        ("Geboorteplaats", "person_only"),
        ("Burgerservicenummer", "person_only"),
    ],
)
def test_the_same_is_asked_in_other_languages(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("A", "B"))).name == slot


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Send me news from the bakery", "consent_marketing"),
        ("I agree to receive other communications from Acme", "consent_marketing"),
        ("Recevoir des offres par e-mail", "consent_marketing"),
        ("Ich möchte passende Stellenangebote erhalten", "consent_marketing"),
        ("Deseo recibir ofertas similares", "consent_marketing"),
        ("Ja, stuur mij nieuwe vacatures", "consent_marketing"),
        ("Acepto recibir comunicaciones comerciales", "consent_marketing"),
        ("Keep my CV for a year", "consent_marketing"),
        ("Bewaar mijn gegevens voor later", "consent_marketing"),
        ("Ich willige ein; meine Daten werden sechs Monate gespeichert", "consent_privacy"),
        ("Acepto las condiciones", "consent_terms"),
        ("Je certifie l'exactitude de ces renseignements", "consent_truth"),
        ("I agree to receive messages about my application", "consent_terms"),
        ("I know how you handle my data", "consent_privacy"),
        ("I agree that my data is shared with partner companies", "consent_sharing"),
        ("Meine Daten dürfen an andere Unternehmen weitergegeben werden", "consent_sharing"),
        ("Acepto la cesión de mis datos a terceros", "consent_sharing"),
        ("J'accepte que mes données soient transmises à des tiers", "consent_sharing"),
        ("Mijn gegevens mogen worden gedeeld met andere bedrijven", "consent_sharing"),
        (
            "I accept the privacy notice, also how data is shared with third parties",
            "consent_privacy",
        ),
    ],
)
def test_a_tick_for_being_written_to_is_none_for_this_application(label: str, slot: str) -> None:
    assert slot_of(control(label, "checkbox")).name == slot


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Haben Sie sich schon einmal bei uns beworben?", "previously_employed"),
        ("Have you ever applied to work for us before?", "previously_employed"),
        ("Waarom past deze vacature bij je?", "source"),
        ("Why do you keep my interest?", "consent_marketing"),
    ],
)
def test_a_word_in_common_makes_no_question_another(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("Ja", "Nein"))).name != slot


@pytest.mark.parametrize(
    "label",
    [
        "Receive our job alerts?",
        "Dürfen wir dich über künftige Stellen informieren?",
        "Souhaitez-vous recevoir des offres similaires ?",
        "¿Quieres recibir ofertas de empleo?",
        "Wil je onze nieuwsbrief ontvangen?",
    ],
)
def test_a_choice_may_be_a_consent_as_a_tick_is(label: str) -> None:
    asked = control(label, "radio", options=("Ja", "Nein"), value="Ja")
    assert slot_of(asked).name == "consent_marketing"
    assert slot_of(control(f"Have you run: {label}", "radio", options=("Ja", "Nein"))).name != (
        "consent_marketing"
    )


@pytest.mark.parametrize(
    ("offered", "wanted", "slot", "picked"),
    [
        (("Google", "Notre site internet"), "Company website", "source", "Notre site internet"),
        (("Jullie website", "Anders"), "Company website", "source", "Jullie website"),
        (("This website", "A friend"), "Company website", "source", "This website"),
        (("Al mes", "Al año", "Por hora"), "60000 EUR per year", "salary_period", "Al año"),
        (("Geen", "Twee weken", "Een maand"), "2 weeks", "notice_period", "Twee weken"),
        (
            ("Bachillerato", "Ciclo de grado superior", "Grado universitario", "Máster"),
            "Bachelor's Degree",
            "degree",
            "Grado universitario",
        ),
        (("Frankreich", "Vereinigte Staaten von Amerika"), "United States", "country",
         "Vereinigte Staaten von Amerika"),
    ],
)  # fmt: skip
def test_an_option_abroad_is_picked_by_meaning(
    offered: tuple[str, ...], wanted: str, slot: str, picked: str
) -> None:
    assert options.pick(offered, wanted, slot) == picked
