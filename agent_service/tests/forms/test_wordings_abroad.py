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
        ("I agree to receive messages about my application", "consent_terms"),
        ("I know how you handle my data", "consent_privacy"),
    ],
)
def test_a_tick_for_being_written_to_is_none_for_this_application(label: str, slot: str) -> None:
    assert slot_of(control(label, "checkbox")).name == slot


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
