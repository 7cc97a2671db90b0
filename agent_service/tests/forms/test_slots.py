"""What a question asks for: type first, then name and section, then attributes."""

import pytest
from form_controls import control

from agent_service.forms.slots import slot_of


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("First name", "given_name"),
        ("First", "given_name"),
        ("City / State / Zip", "city_line"),
        ("Phone (home)", "landline"),
        ("What's the best number to reach you?", "phone"),
        ("Year graduated", "graduation"),
        ("Date you could begin (mm/dd/yyyy)", "available_from"),
        ("Which best describes your years of professional experience?", "years_experience"),
        ("Source type", "source"),
        ("Vorname", "given_name"),
        ("Prénom", "given_name"),
        ("Legal last name", "family_name"),
        ("Jméno a příjmení", "full_name"),
        ("Your name", "full_name"),
        ("Please enter your Preferred Name", "preferred_name"),
        ("E-mail address", "email"),
        ("Contact number", "phone"),
        ("Postcode", "postal_code"),
        ("Town or city", "city"),
        ("State / Province", "region"),
        ("Where are you currently located?", "location"),
        ("LinkedIn URL", "linkedin"),
        ("Current employer", "current_employer"),
        ("Notice period", "notice_period"),
        ("Roughly how soon could you begin?", "available_from"),
        ("Desired salary", "salary"),
        ("How did you hear about us?", "source"),
        ("Which institution do you attend?", "school"),
        ("Mobile number with country code", "phone"),
        ("State you live in", "region"),
        ("Place of Residence: State", "region"),
        ("Localidad", "city"),
        ("Commune", "city"),
        ("Domicilio (calle y número)", "street"),
        ("Numéro et libellé de la voie", "street"),
        ("Nom d'usage", "family_name"),
        ("Confirmez votre mél", "email"),
        ("Poste occupé", "current_title"),
        ("Expected salary currency", "salary_currency"),
        ("If offered the job, how soon could you join us?", "available_from"),
        ("Where did you first see this opening?", "source"),
        ("Which skills do you have?", "skills"),
        ("Which databases do you know?", "skills"),
        ("How many years have you worked with Python?", "skill_years"),
        ("How much notice do you have to give your current employer?", "notice_period"),
        ("Where did you come across this job?", "source"),
        ("Do you have a permit to work in the US?", "work_authorization"),
        ("Name (first and last)", "full_name"),
        ("Qualification obtained", "degree"),
    ],
)
def test_a_label_says_what_is_asked(label: str, slot: str) -> None:
    assert slot_of(control(label)).name == slot


@pytest.mark.parametrize(
    ("label", "policy"),
    [
        ("Social Security Number (last 4)", "needs_person"),
        ("Have you ever been convicted of a felony?", "needs_person"),
        ("Date of birth", "needs_person"),
        ("Salary at your present job", "needs_person"),
        ("Last base salary", "needs_person"),
        ("Referee's e-mail", "leave_blank"),
        ("Emergency contact phone", "leave_blank"),
        ("Company website", "leave_blank"),
        ("Project start date", "leave_blank"),
        ("Middle name", "leave_blank"),
        ("If other, please specify", "leave_blank"),
        ("Phone extension", "leave_blank"),
        ("Segundo apellido", "leave_blank"),
        ("Fax", "leave_blank"),
        ("Company name", "needs_person"),
        ("Are you authorized to work in the US?", "never_guessed"),
        ("Will you require sponsorship for a visa?", "never_guessed"),
        ("Gender", "never_guessed"),
        ("Desired compensation", "never_guessed"),
    ],
)
def test_what_is_not_ours_to_fill_in_is_known(label: str, policy: str) -> None:
    assert slot_of(control(label)).policy == policy


def test_a_tick_box_is_never_an_address() -> None:
    asked = "You may e-mail me about future openings"
    assert slot_of(control(asked, "checkbox")).name == "consent_marketing"
    privacy = "I have read the privacy notice"
    assert slot_of(control(privacy, "checkbox")).name == "consent_privacy"


def test_one_word_is_read_with_its_section() -> None:
    assert slot_of(control("Country")).name == "country"
    assert slot_of(control("Country", "combobox", section="Phone")).name == "phone_country"


def test_a_bare_word_is_told_apart_by_its_name() -> None:
    asked = control("Number", name="-1_PersonProfileFields.PhoneNumber")
    assert slot_of(asked).name == "phone"


def test_a_honeypot_stays_empty_whatever_it_is_called() -> None:
    trap = control("E-mail", trap="its label asks to leave it empty", required=True)
    assert slot_of(trap).policy == "leave_blank"


def test_files_are_told_apart() -> None:
    names = {slot_of(control(text, "file")).name for text in ("Resume/CV", "Lebenslauf")}
    assert names == {"resume"}
    assert slot_of(control("Lettre de motivation", "file")).name == "cover_letter"
    assert slot_of(control("Autofill from resume", "file")).name == "other_file"
    assert slot_of(control("Photo", "file")).name == "other_file"


@pytest.mark.parametrize(
    ("slot", "german", "french", "spanish"),
    [
        ("given_name", "Vorname", "Prénom", "Nombre"),
        ("family_name", "Nachname", "Nom de famille", "Apellidos"),
        ("full_name", "Vor- und Nachname", "Nom et prénom", "Nombre y apellidos"),
        ("email", "E-Mail-Adresse", "Adresse électronique", "Correo electrónico"),
        ("phone", "Mobilnummer", "Numéro de portable", "Teléfono móvil"),
        ("street", "Straße und Hausnummer", "N° et rue", "Calle y número"),
        ("postal_code", "PLZ", "Code postal", "Código postal"),
        ("city", "Ort", "Ville", "Ciudad"),
        ("country", "Land", "Pays", "País"),
        ("salary", "Gehaltsvorstellung", "Prétentions salariales", "Pretensión salarial"),
        ("notice_period", "Kündigungsfrist", "Préavis", "Plazo de preaviso"),
        (
            "available_from",
            "Wann könnten Sie anfangen?",
            "Quand pouvez-vous commencer ?",
            "¿Cuándo podrías incorporarte?",
        ),
        (
            "source",
            "Wie haben Sie von uns erfahren?",
            "Comment avez-vous entendu parler de nous ?",
            "¿Cómo nos has conocido?",
        ),
        (
            "work_authorization",
            "Haben Sie eine gültige Arbeitserlaubnis?",
            "Êtes-vous autorisé à travailler en France ?",
            "¿Tienes permiso de trabajo en España?",
        ),
        (
            "sponsorship",
            "Benötigen Sie ein Visum?",
            "Avez-vous besoin d'un visa pour travailler en France ?",
            "¿Necesitas patrocinio de visado?",
        ),
        (
            "previously_employed",
            "Waren Sie schon einmal bei uns beschäftigt?",
            "Avez-vous déjà travaillé chez nous ?",
            "¿Has trabajado antes con nosotros?",
        ),
        ("over_18", "Sind Sie mindestens 18 Jahre alt?", "Êtes-vous majeur ?", "¿Mayor de edad?"),
        ("gender", "Geschlecht", "Sexe", "Género"),
        ("disability", "Schwerbehinderung", "Situation de handicap", "Discapacidad"),
        ("person_only", "Geburtsdatum", "Date de naissance", "Fecha de nacimiento"),
        ("person_only", "Haben Sie Vorstrafen?", "Casier judiciaire", "Antecedentes penales"),
        ("other_person", "Kontakt im Notfall", "Contact d'urgence", "Contacto de emergencia"),
        ("degree", "Höchster Abschluss", "Niveau d'études", "Nivel de estudios"),
    ],
)
def test_four_languages_ask_for_the_same(
    slot: str, german: str, french: str, spanish: str
) -> None:
    assert [slot_of(control(text)).name for text in (german, french, spanish)] == [slot] * 3


@pytest.mark.parametrize(
    ("slot", "texts"),
    [
        (
            "consent_privacy",
            (
                "I have read the candidate privacy notice",
                "Ich willige in die Verarbeitung meiner Daten ein",
                "J'accepte que mes données soient traitées",
                "Acepto la política de privacidad",
            ),
        ),
        (
            "consent_marketing",
            (
                "Keep my details on file for future vacancies",
                "Bitte speichern Sie meine Daten für zukünftige Stellen",
                "J'autorise la conservation de mon CV pour d'autres postes",
                "Autorizo el uso de mis datos para futuras vacantes",
            ),
        ),
        (
            "consent_truth",
            (
                "I confirm that everything I have stated is true",
                "Ich bestätige die Richtigkeit meiner Angaben",
                "Je certifie que ces informations sont exactes",
                "Declaro que la información es veraz",
            ),
        ),
    ],
)
def test_a_consent_is_told_from_another_in_four_languages(
    slot: str, texts: tuple[str, ...]
) -> None:
    assert [slot_of(control(text, "checkbox")).name for text in texts] == [slot] * 4


@pytest.mark.parametrize("kind", ["text", "select", "radio", "checkbox"])
def test_a_language_nobody_taught_is_asked_about(kind: str) -> None:
    slot = slot_of(control("Ile lat?", kind))
    assert slot.policy in ("needs_person", "bank")
    assert slot.name in ("unknown", "question")


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Are you under 18 years of age?", "under_18"),
        ("Are you unable to work legally in the United States?", "unauthorized"),
        ("Are you free of any agreement that would restrict your employment?", "unrestricted"),
        ("Is there anything that would prevent you from relocating?", "bound_to_place"),
        ("Are you over 18?", "over_18"),
        ("Are you aged 18 or over?", "over_18"),
        ("Are you authorized to work here?", "work_authorization"),
        ("Are you bound by a non-competition clause?", "restrictive_agreements"),
        ("Are you willing to relocate?", "relocate"),
        ("Êtes-vous autorisé(e) à travailler aux États-Unis ?", "work_authorization"),
        ("Are you currently an employee of ours?", "previously_employed"),
        ("Do you have a friend or family member working here?", "knows_employee"),
    ],
)
def test_a_question_is_told_from_its_opposite(label: str, slot: str) -> None:
    assert slot_of(control(label, "radio", options=("Yes", "No"))).name == slot


def test_a_block_of_jobs_says_whose_place_and_dates_are_meant() -> None:
    place = slot_of(control("Location", section="Position 2"))
    begin = slot_of(control("From", section="Work Experience 1", name="work--startDate-month"))
    assert ((place.name, place.number), begin.name) == (("work_location", 1), "work_start")


def test_a_list_is_known_by_what_it_offers() -> None:
    codes = control("Prefix", "select", options=("+86", "+1", "+44"))
    kinds = control("Primary number", "select", options=("Home phone", "Cellular number"))
    places = control("Type", "select", options=("Home", "Work"))
    assert [slot_of(c).name for c in (codes, kinds, places)] == [
        "phone_country",
        "phone_type",
        "question",
    ]


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("Straat en huisnummer", "street"),
        ("Woonplaats", "city"),
        ("Huidige werkgever", "current_employer"),
        ("Huidige functie", "current_title"),
        ("Opzegtermijn", "notice_period"),
        ("Beschikbaar vanaf", "available_from"),
        ("Heb je een werkvergunning voor de Verenigde Staten?", "work_authorization"),
        ("Ben je bereid te verhuizen?", "relocate"),
        ("Hoe heb je ons gevonden?", "source"),
    ],
)
def test_a_dutch_form_asks_for_the_same(label: str, slot: str) -> None:
    assert slot_of(control(label)).name == slot


def test_first_and_last_are_no_names_among_jobs_nor_a_second_phone_the_known_one() -> None:
    day = control("First", section="Dates of employment")
    fax, known = (control(f"{kind} (1/3)") for kind in ("Fax number", "Daytime phone"))
    assert [slot_of(c).name for c in (day, fax, known)] == ["no_name", "fax", "phone_area"]


def test_details_kept_to_tell_of_other_vacancies_are_marketing() -> None:
    asked = control("Please keep my details to tell me about other vacancies", "checkbox")
    assert slot_of(asked).name == "consent_marketing"
