"""What postings of four languages ask for is read in the words they use for it."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import analyse
from ats_service.engine.postings.facts import Fact, PostingFacts


def saying(line: str) -> PostingFacts:
    """Analyse a posting that says this of itself."""
    return analyse(f"Nurse\n\n{line}\n")


def value(fact: Fact | None) -> object:
    """Return what a fact says, or None where there is none."""
    return fact.value if fact else None


@pytest.mark.parametrize(
    ("line", "degree", "strength"),
    [
        ("Abgeschlossenes Hochschulstudium (Master oder Diplom) der Physik", "master", "required"),
        ("Licenciatura en Química o afín", "bachelor", "required"),
        ("Título de grado en Derecho", "bachelor", "required"),
        ("A recognised teaching qualification (B.Ed. or PME)", "bachelor", "required"),
        ("Bac +5 ou expérience équivalente", "master", "or_equivalent"),
        ("Ciclo formativo de administración", "associate", "required"),
        ("BA/BS in Finance; MBA or CPA a plus", "bachelor", "required"),
        ("Master's degree in Pharmacy", "master", "required"),
        ("Post graduate degree in Social Work", "master", "required"),
        ("Undergraduate degree in Law", "bachelor", "required"),
        ("At least a 2:1 in a numerate subject", "bachelor", "required"),
        ("HND or degree in a technical subject", "associate", "required"),
        ("Two or three year diploma in Forestry", "associate", "required"),
        ("Postgraduate diploma in Law", None, ""),
        ("Educated to degree level or equivalent", "bachelor", "or_equivalent"),
        ("Licence professionnelle", "bachelor", "required"),
        ("Doctorat en chimie", "doctorate", "required"),
        ("Fachabitur", "secondary", "required"),
        ("Three A-levels", "secondary", "required"),
        ("A level 4 support post", None, ""),
        ("Django 2.2 or later", None, ""),
        ("Certified Scrum Master or similar", None, ""),
        ("Degree or higher qualification in Planning", "bachelor", "required"),
        ("Abschluss FH oder ETH in Elektrotechnik", "bachelor", "required"),
        ("Titulaire d'un Master 2 en droit social", "master", "required"),
        ("We do not ask for a degree.", None, "not_required"),
        (
            "Requirements\n- Degree in Law\n- or 9 years in lieu of a degree",
            "bachelor",
            "or_equivalent",
        ),
        ("Grado o Diplomatura en Enfermería", "bachelor", "required"),
        ("A degree? We don't ask for one.", None, "not_required"),
        ("Beneficios\n- No se requiere titulación", None, "not_required"),
        ("Desirable\n- Master's degree\nEssential\n- Bachelor's degree", "bachelor", "required"),
    ],
)
def test_degrees(line: str, degree: str | None, strength: str) -> None:
    facts = saying(line)
    assert (value(facts.degree), facts.degree_strength) == (degree, strength)


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("You've shipped Elixir for three to five years.", 3),
        ("You need to have run a section for at least 2 years.", 2),
        ("4 ans minimum sur un poste similaire", 4),
        ("Une licence à jour et cinq ans de métier", 5),
        ("2 years' post-qualification practice", 2),
        ("Requirements\n- minimum of two years post-registration practice", 2),
        ("Requirements\n- have kept large systems up for 8 or more years", 8),
        ("Requirements\n- Must be 21 years or older", None),
        ("Entre uno y dos años de experiencia", 1),
        ("Al menos un año de experiencia", 1),
        ("You don't need experience, just kindness", 0),
        ("Keine Vorerfahrung nötig", 0),
        ("Vorkenntnisse in GMP sind nicht erforderlich", None),
        ("Between 2 and 5 years' experience", 2),
        ("Minimum four (4) years' experience in plan review", 4),
        ("24 months' verifiable driving experience", 2),
        ("A 12-month contract", None),
        ("A minimum of a year's experience", 1),
        ("9 years of proud tradition and experience", None),
        ("Experience: 2 years with a degree, or 7 years without", 2),
        ("Requirements\n- 6 yrs in sales or 4 yrs in retail", 4),
        ("Requirements\n- A driving licence held for at least 2 years", None),
        ("Requirements\nReception work: 1 year (Required)", 1),
        ("Anforderungen\nAbschluss FH; mindestens 6 Jahre Projektleitung", 6),
        ("Requirements\n- Degree and 6 years of nursing\n- OR 9 years of nursing", 6),
        ("Requirements\n- 10 years of QA; 14 years in QA will be considered", 10),
        ("For fifteen years, our experience has grown", None),
        ("Previous experience is not needed.", 0),
        ("Vorkenntnisse brauchst du nicht.", 0),
        ("Aucune expérience requise", 0),
        ("No hace falta experiencia", 0),
    ],
)
def test_years(line: str, years: float | None) -> None:
    assert value(saying(line).min_years) == years


@pytest.mark.parametrize(
    ("line", "workplace"),
    [
        ("2 jours de télétravail par semaine", "hybrid"),
        ("Poste basé en mairie, pas de télétravail", "onsite"),
        ("Télétravail complet depuis la France", "remote"),
        ("Cardiff, 2 days on site", "hybrid"),
        ("Tuesday to Thursday in our office", "hybrid"),
        ("Monday to Friday in our office", "onsite"),
        ("An zwei Tagen pro Woche im Homeoffice", "hybrid"),
        ("Mobiles Arbeiten an einem Tag pro Woche", "hybrid"),
        ("Dos días de teletrabajo a la semana", "hybrid"),
        ("Two days a week at 9 Elm Street, the rest wherever you like", "hybrid"),
        ("Telework eligible: yes, up to 4 days per pay period", "hybrid"),
        ("Work from office, 6 days", "onsite"),
        ("Kein Homeoffice", "onsite"),
        ("Three days in our Elm Street office", "hybrid"),
        ("3 days in office, 2 from home", "hybrid"),
        ("In the depot at least 40% of your week; the rest from home", "hybrid"),
        ("2 Tage/Woche mobiles Arbeiten", "hybrid"),
        ("Homeoffice ist nach der Einarbeitung an bis zu zwei Tagen möglich", "hybrid"),
        ("Presencial: 5 días en la oficina", "onsite"),
        ("The post is office based", "onsite"),
        ("Two days at home, three in the office", "hybrid"),
        ("Teletrabajo parcial", "hybrid"),
        ("Le poste s'exerce dans nos locaux", "onsite"),
        ("Location: Home-based with team days in Leeds", "remote"),
        ("100 % remoto", "remote"),
    ],
)
def test_workplaces(line: str, workplace: str) -> None:
    assert value(saying(line).workplace) == workplace


@pytest.mark.parametrize(
    ("line", "start", "deadline"),
    [
        ("Open and closing dates: 2026-11-20 to 2026-12-05", None, "2026-12-05"),
        (
            "Bewerbungen mit Lebenslauf und Zeugnissen als PDF bis zum 5.12.2026",
            None,
            "2026-12-05",
        ),
        ("Envoyer CV et lettre avant le 30 mars 2027", None, "2027-03-30"),
        ("Plazo de inscripción: hasta el 8 de diciembre de 2026", None, "2026-12-08"),
        ("Poste à pourvoir dès le 5 janvier 2027", "2027-01-05", None),
        ("Inicio: 12 de enero de 2027", "2027-01-12", None),
        ("An apprenticeship starting September 2027", "2027-09", None),
        ("Saisonstelle von 15.12.2026 bis 31.03.2027", "2026-12-15", None),
        ("Last date to apply: 10th December 2026", None, "2026-12-10"),
        ("To cover a leave from 12 January 2027", "2027-01-12", None),
        ("Mission de 6 mois, démarrage immédiat", "immediately", None),
    ],
)
def test_dates(line: str, start: str | None, deadline: str | None) -> None:
    facts = saying(line)
    assert (value(facts.start), value(facts.deadline)) == (start, deadline)


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Applicants who need visa sponsorship are welcome to apply", "offers_sponsorship"),
        ("Canadian citizenship or permanent residency", "citizenship_required"),
        ("Tener la nacionalidad española", "citizenship_required"),
        ("Only Singaporeans and PRs need apply", "citizenship_required"),
        ("Happy to help with a work permit", "offers_sponsorship"),
        ("Ayuda con el visado", "offers_sponsorship"),
        ("Visa sponsorship available", "offers_sponsorship"),
        ("US citizens only", "citizenship_required"),
        ("Pas de prise en charge de titre de séjour", "no_sponsorship"),
        ("SC clearance is in place or can be obtained", "clearance_required"),
    ],
)
def test_rights_to_work(line: str, right: str) -> None:
    assert value(saying(line).authorisation) == right


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("A good standard of Irish is essential", ["Irish"]),
        ("You write clear English", ["English"]),
        ("Fluent English (no necesitas español)", ["English"]),
        ("Anglais lu et écrit", ["English"]),
        ("Basic English for safety reasons", ["English"]),
        ("Un bon niveau d'anglais technique", ["English"]),
        ("Anglais courant ; l'espagnol serait apprécié", ["English"]),
        ("Valenciano C1; inglés, un plus", ["Catalan"]),
        ("Se valorará inglés B2", []),
        ("English B2 and Polish C1, German welcome", ["English", "Polish"]),
        ("Gutes Deutsch", ["German"]),
        ("Hindi is a must", ["Hindi"]),
        ("A good German company", []),
    ],
)
def test_spoken_languages(line: str, names: list[str]) -> None:
    assert [one.value for one in saying(line).languages] == names


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("Vehículo propio y permiso B", "driving licence"),
        ("Valid Class 1 licence with air brakes", "truck licence"),
        ("NMC registration (adult branch)", "nursing licence"),
        ("Registered with the Teaching Council", "teaching licence"),
    ],
)
def test_licences(line: str, licence: str) -> None:
    assert [one.value for one in saying(line).licences] == [licence]


def test_a_firm_that_speaks_below_a_list_ends_its_section() -> None:
    text = (
        "Nurse\n\nDesirable\n- Kubernetes\n"
        "We offer a fully remote workplace, relocation support and a truly wonderful canteen.\n"
        "Fluent German is required of everybody."
    )
    assert [one.value for one in analyse(text).languages] == ["German"]
