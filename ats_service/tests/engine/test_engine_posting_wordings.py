"""Further wordings of facts in postings of many trades and four languages."""

from __future__ import annotations

import pytest

from ats_service.engine.posting import analyse
from ats_service.engine.postings.facts import Fact


def value(fact: Fact | None) -> object:
    """Return what a fact says, None for no fact."""
    return fact.value if fact is not None else None


@pytest.mark.parametrize(
    "line",
    [
        "We do not mind what class of degree you hold.",
        "No diploma or GED needed.",
        "A third-level qualification isn't strictly necessary.",
        "There are no formal educational requirements.",
        "Diplôme : peu importe.",
        "El título de grado no nos importa.",
    ],
)
def test_a_degree_may_be_waived_in_many_words(line: str) -> None:
    assert analyse(f"Clerk\n\nRequirements\n{line}\n").degree_strength == "not_required"


def test_an_access_master_on_top_of_a_grado_asks_for_a_master() -> None:
    text = "Abogada\n\nRequisitos\n- Grado en Derecho y Máster de Acceso a la Abogacía\n"
    assert value(analyse(text).degree) == "master"


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Must have: two years or more in accounts payable, ideally in a mill", 2),
        ("No previous wool mill experience is required", 0),
        ("We have 25 years of excellence in brewing", None),
        ("A background check covering 7 years is done", None),
        ("Experience: none", 0),
        ("4 years of loom experience (preferred)", None),
        ("You do not need any previous till or shop experience", 0),
    ],
)
def test_years_of_the_firm_or_of_a_check_are_no_demand(line: str, years: int | None) -> None:
    assert value(analyse(f"Clerk\n\nRequirements\n{line}\n").min_years) == years


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("This job cannot be done remotely; it is on-site.", "onsite"),
        ("Arbeitsort: vor Ort, Homeoffice ist nicht möglich", "onsite"),
        ("Présence sur place attendue", "onsite"),
        ("Zwei Tage pro Woche kannst du von zu Hause arbeiten", "hybrid"),
        ("Tres días en el despacho y dos en casa", "hybrid"),
        ("Most are in town on Tuesdays and work at home for the rest of the week", "hybrid"),
    ],
)
def test_more_words_for_where_the_work_is_done(line: str, place: str) -> None:
    assert value(analyse(f"Clerk\n\nThe job\n{line}\n").workplace) == place


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Salaire : 2 250 € brut par mois pour 39 heures", [(2250, "EUR", "month")]),
        ("Gross monthly salary of €4,600 on the basis of 40 hours", [(4600, "EUR", "month")]),
        ("Salary: 20 000 PLN net", [(20000, "PLN", "month")]),
        ("Daily rate: $850 per day incl. super", [(850, "AUD", "day")]),
        ("Tuition assistance of $8,000 per year", []),
        ("28 à 31 K€ brut annuel sur 13 mois", [(28000, "EUR", "year")]),
        ("Budget: up to 24 LPA", [(2400000, "INR", "year")]),
        ("Variable pay of up to 2 LPA", []),
        ("AUD 97k + super", [(97000, "AUD", "year")]),
        ("Sueldo: $21,000 MXN netos", [(21000, "MXN", "month")]),
        ("TVöD E8 (3.300 – 4.100 €)", [(3300, "EUR", "month")]),
        ("Sueldo y bono de $4,000 por recomendar a alguien", []),
        ("Sueldo $14,000 mensuales más vales de despensa", [(14000, "MXN", "month")]),
        ("plus les pourboires (environ 300 € par mois)", []),
    ],
)
def test_hours_of_work_are_no_period_of_pay(line: str, pay: list[object]) -> None:
    found = analyse(f"Clerk\n\nPay\n{line}\n").salary
    assert [(one.minimum, one.currency, one.period) for one in found] == pay


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("We take care of your visa as a recognised sponsor.", "offers_sponsorship"),
        ("The college is able to act as sponsor for a visa.", "offers_sponsorship"),
        ("This role isn't eligible for visa sponsorship.", "no_sponsorship"),
        ("The client isn't in a position to sponsor permits.", "no_sponsorship"),
    ],
)
def test_more_words_for_sponsorship(line: str, said: str) -> None:
    assert value(analyse(f"Clerk\n\nNotes\n{line}\n").authorisation) == said


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Time Type: Full time", "full_time"),
        ("You start with a one-year agreement.", "fixed_term"),
        ("Le poste est à pourvoir en temps plein.", "full_time"),
        ("Daily rate contract: $700 a day", "contract"),
    ],
)
def test_more_words_for_the_type_of_employment(line: str, kind: str) -> None:
    assert value(analyse(f"Clerk\n\nBenefits\n{line}\n").employment_type) == kind


@pytest.mark.parametrize(
    ("line", "languages"),
    [
        ("Anglais courant, l'espagnol est un atout", ["English"]),
        ("Vous parlez anglais ; l'italien serait apprécié", ["English"]),
        ("Inglés suficiente para hablar con clientes", ["English"]),
        ("Deutsch so gut, dass du Anweisungen verstehst", ["German"]),
        ("You speak English; Dutch isn't needed", ["English"]),
    ],
)
def test_more_words_for_languages(line: str, languages: list[str]) -> None:
    found = analyse(f"Clerk\n\nRequirements\n- {line}\n").languages
    assert [one.value for one in found] == languages


def test_a_language_among_wishes_is_not_demanded() -> None:
    assert analyse("Clerk\n\nNice to have\n- Conversational French\n").languages == ()


def test_a_teamleiter_leads() -> None:
    assert value(analyse("Teamleiter Lager (m/w/d)\n").seniority) == "lead"


@pytest.mark.parametrize(
    ("line", "degree", "strength"),
    [
        ("Tertiary qualification in nutrition", "bachelor", "required"),
        ("Any graduate with a good voice", "bachelor", "required"),
        ("Graduate in Commerce or equivalent", "bachelor", "or_equivalent"),
        ("Un bachelier en chimie, ou une expérience équivalente", "bachelor", "or_equivalent"),
        ("Formation universitaire en droit", "bachelor", "required"),
        ("Escolaridad: Ingeniería Química o afín", "bachelor", "required"),
        ("Carrera terminada en Contaduría", "bachelor", "required"),
        ("Abgeschlossenes Studium (Mag. phil. oder M.A.)", "master", "required"),
        ("Zweites Staatsexamen", "master", "required"),
        ("Studium der Chemie oder vergleichbare Ausbildung", "bachelor", "or_equivalent"),
        ("Abgeschlossenes BWL-Studium", "bachelor", "required"),
        ("Matura", "secondary", "required"),
        ("A technical degree is preferred but not required", "bachelor", "preferred"),
        ("Estudios: bachillerato terminado", "secondary", "required"),
        ("Formation HES en biologie", "bachelor", "required"),
        ("B.E. or MCA", "bachelor", "required"),
        ("Bachelor working and thinking level", "bachelor", "or_equivalent"),
        ("No pedimos estudios universitarios", "bachelor", "not_required"),
        ("You teach on our undergraduate and masters programmes", None, ""),
        ("Study leave towards your bachelor's degree", None, ""),
        ("We fund a diploma in soil science", None, ""),
        ("Impulsa tu carrera en una gran empresa", None, ""),
    ],
)
def test_a_degree_is_named_in_the_words_of_its_country(
    line: str, degree: str | None, strength: str
) -> None:
    found = analyse(f"Clerk\n\nRequirements\n- {line}\n")
    assert (value(found.degree), found.degree_strength) == (degree, strength)


@pytest.mark.parametrize(
    ("line", "permit"),
    [
        ("You must be a Canadian citizen, or hold a visa that lets you work", None),
        ("US citizens and Green Card holders only", "citizenship_required"),
        ("USC/GC only", "citizenship_required"),
        ("EU Blue Card? We take care of it.", "offers_sponsorship"),
        ("We handle your visa and the move", "offers_sponsorship"),
        ("Unterstützung bei Visum und Umzug", "offers_sponsorship"),
        ("Tramitamos tu permiso de trabajo", "offers_sponsorship"),
        ("Visa? We do not sponsor any.", "no_sponsorship"),
        ("Applicants who need sponsorship cannot be considered", "no_sponsorship"),
        ("Keine Unterstützung bei Visa, kein Visum", "no_sponsorship"),
        ("Nous ne prenons pas en charge les titres de séjour ni le visa", "no_sponsorship"),
        ("The post is eligible for sponsorship", "offers_sponsorship"),
        ("Employment permits available", "offers_sponsorship"),
        ("Irish citizenship is essential", "citizenship_required"),
        ("Green card holders or US citizens only", "citizenship_required"),
        ("You must be eligible for NV2", "clearance_required"),
    ],
)
def test_permits_are_offered_and_asked_for_in_more_words(line: str, permit: str | None) -> None:
    assert value(analyse(f"Clerk\n\nGood to know\n{line}\n").authorisation) == permit


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Du schreibst gutes Deutsch, und dein Englisch reicht für Kunden", ["German", "English"]),
        ("Idiomas: francés intermedio", ["French"]),
        ("Italienisch in Wort und Schrift", ["Italian"]),
        ("Nivel alto de inglés y valorable francés", ["English"]),
        ("English good enough for the safety briefing", ["English"]),
        ("Espagnol courant ; l'anglais est un avantage", ["Spanish"]),
    ],
)
def test_languages_are_asked_for_by_what_one_does_in_them(line: str, names: list[str]) -> None:
    found = analyse(f"Clerk\n\nRequirements\n- {line}\n").languages
    assert [one.value for one in found] == names


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Nous sommes une équipe de douze", ""),
        ("A focus on cheese", ""),
        ("Anywhere in the US", "US"),
        ("The U.S. market team", "US"),
        ("Based in Querétaro", "MX"),
    ],
)
def test_a_country_is_named_by_whole_words(line: str, country: str) -> None:
    assert "".join(place.country for place in analyse(f"Clerk\n\n{line}\n").places) == country


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Telesales Agent - Freshers", "entry"),
        ("Cheffe de projet", "manager"),
        ("Jefa de almacén", "manager"),
        ("Leitung Einkauf", "manager"),
        ("Chef de partie", None),
    ],
)
def test_a_rank_is_named_in_every_language(title: str, rank: str | None) -> None:
    assert value(analyse(f"{title}\n").seniority) == rank
